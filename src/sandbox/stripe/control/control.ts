import { setDeliveryPolicy } from '../events/emit';
import { readChaosRule } from '../http/chaos';
import { decodeForm } from '../http/form';
import { sendJson, type Incoming } from '../http/messages';
import type { ApiParts } from '../http/api';
import { StripeFailure } from '../http/stripe-error';
import { runDueTasks } from '../tasks';
import { bad, isYes, type Control, type Given, wholeNumber } from './given';
import { dispute, earlyFraudWarning, fee, payout, refund, renewCard } from './money-controls';
import { deliveries, resend, webhooks } from './webhook-controls';

const LONGEST_ADVANCE = 400 * 24 * 3600;

/** `{ seconds }`: moves the sandbox's clock forward and does what is then due. */
const advance: Control = async ({ sandbox }, { seconds }) => {
  const amount = Number(seconds);
  if (!Number.isInteger(amount) || amount < 0 || amount > LONGEST_ADVANCE) throw bad('seconds: 0 to 400 days');
  const now = await sandbox.advance(amount);
  await runDueTasks(sandbox);
  return { now };
};

/** `{ fault, … }` adds a rule, `{ release }` lets held requests go on or drops them, `{ clear: true }` ends it all. */
const chaos: Control = async ({ chaos: rules }, given) => {
  if (isYes(given.clear)) rules.clear();
  else if (given.release === 'go' || given.release === 'drop') {
    rules.release(given.release === 'go', given.held === undefined ? undefined : wholeNumber(given, 'held'));
  } else {
    const rule = readChaosRule(given);
    if (!rule) throw bad('fault: one of those listed below, when and how often as described there');
    rules.add(rule);
  }
  return { rules: rules.all(), held: rules.held() };
};

/** The rules left, and the requests held. */
const trouble: Control = async ({ chaos: rules }) => ({ rules: rules.all(), held: rules.held() });

const SETTINGS = {
  feeDelaySeconds: 'fee_delay_seconds',
  bankDebitSeconds: 'bank_debit_seconds',
  searchLagSeconds: 'search_lag_seconds',
} as const;

/** `{ feeDelaySeconds?, bankDebitSeconds?, searchLagSeconds? }`: how long things take at Stripe and at banks. */
const settings: Control = async ({ sandbox }, given) => {
  const wanted = Object.entries(SETTINGS)
    .filter(([name]) => given[name] !== undefined)
    .map(([name, id]) => ({ id, document: { value: wholeNumber(given, name) } }));
  await sandbox.within(async (context) => {
    for (const entry of wanted) await context.rows.put('setting', entry);
    if (given.webhooksOff !== undefined) await setDeliveryPolicy(context, { isOff: isYes(given.webhooksOff) });
  });
  return { settings: wanted };
};

/** What this process was sent. */
const requests: Control = async ({ log }) => ({ requests: log.all() });

/** Forgets what was sent. */
const forget: Control = async ({ log }) => {
  log.clear();
  return { requests: [] };
};

/**
 * What tests and people can have the sandbox do. Bodies are JSON or a form; answers JSON; a control that is told nonsense
 * answers 400 and does nothing.
 *
 * POST /_sandbox/…
 * - `advance` `{ seconds }`: moves its clock forward and does what is then due: sessions expire, bank debits and refunds
 *   that wait end, unanswered disputes are lost, money becomes available.
 * - `chaos` `{ fault, when?, times?, method?, path?, probability?, seed?, delayMs?, saved? }`: trouble for the next API
 *   requests that match. `fault`: `rate_limit` (429), `server_error` (500), `timeout` (silence for `delayMs`, then cut),
 *   `reset` (cut at once), `slow` (`delayMs`), `hold` (until released). `when`: `before` anything is done, `during` (slow
 *   and hold: the idempotency key is taken), `after` it is stored. `saved`: a 500 is kept under the idempotency key.
 *   `{ release: "go" | "drop", held? }` ends the holding, of all or of one, `{ clear: true }` all of it.
 * - `webhooks` `{ off?, hold?, delayMs?, copies?, order?, seed? }`: how events are told from now on. `off`: never. `hold:
 *   true`: deliveries wait, over a restart too; `hold: false` lets them go in `order` `stored`, `reversed` or `shuffled`
 *   (by `seed`). `delayMs` and `copies`: how late and how often.
 * - `resend` `{ eventId, times? }`: delivers an event again, or a held one out of its turn; the id stays, as at Stripe.
 * - `settings` `{ feeDelaySeconds?, bankDebitSeconds?, searchLagSeconds?, webhooksOff? }`: how long a charge waits for its
 *   balance transaction, how long a bank debit is under way, how far searches follow behind; the last is `webhooks`'s `off`.
 * - `payout` `{ ending?, availableOnly? }`: pays the balance out. `{ payout, ending }`: takes it further. `ending`:
 *   `pending`, `in_transit`, `unreconciled`, `paid`, `failed`, `paid_then_failed`, `canceled`.
 * - `dispute` `{ charge, reason?, inquiry?, amount? }`: opens one. `{ dispute, outcome }`: `won`, `lost`, `escalated`.
 * - `refund` `{ charge, amount?, reason? }`: as made in the dashboard. `{ refund, outcome }`: `succeeded`, `failed`,
 *   `canceled`.
 * - `renew-card` `{ paymentMethod, expMonth, expYear }`: the bank sends the holder a new card.
 * - `early-fraud-warning` `{ charge, fraudType? }`; `fee` `{ amount, description? }`: a fee of Stripe's own.
 *
 * GET /_sandbox/… `requests` what this process was sent (DELETE forgets it) · `chaos` rules left and requests held ·
 * `webhooks` the policy and what is undelivered.
 */
const CONTROLS: Readonly<Record<string, Control>> = {
  'POST /_sandbox/advance': advance,
  'POST /_sandbox/resend': resend,
  'POST /_sandbox/webhooks': webhooks,
  'GET /_sandbox/webhooks': deliveries,
  'POST /_sandbox/chaos': chaos,
  'GET /_sandbox/chaos': trouble,
  'POST /_sandbox/settings': settings,
  'POST /_sandbox/payout': payout,
  'POST /_sandbox/dispute': dispute,
  'POST /_sandbox/refund': refund,
  'POST /_sandbox/early-fraud-warning': earlyFraudWarning,
  'POST /_sandbox/fee': fee,
  'POST /_sandbox/renew-card': renewCard,
  'GET /_sandbox/requests': requests,
  'DELETE /_sandbox/requests': forget,
};

/** Answers a request under `/_sandbox/`; bodies are JSON or a form. */
export async function answerControl(
  parts: ApiParts,
  { method, url, body, response, message }: Incoming,
): Promise<void> {
  const control = CONTROLS[`${method} ${url.pathname}`];
  try {
    if (!control) throw new StripeFailure(404, { type: 'invalid_request_error', message: 'No such control' });
    const isJson = (message.headers['content-type'] ?? '').includes('json');
    const given = isJson && body !== '' ? readJson(body) : { ...decodeForm(body) };
    sendJson(response, { status: 200, body: await control(parts, given) });
  } catch (error) {
    if (!(error instanceof StripeFailure)) throw error;
    sendJson(response, { status: error.status, body: { error: error.error } });
  }
}

function readJson(text: string): Given {
  try {
    const parsed: unknown = JSON.parse(text);
    if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)) return parsed as Given;
  } catch {
    throw bad('The body is not JSON.');
  }
  throw bad('The body is not a JSON object.');
}
