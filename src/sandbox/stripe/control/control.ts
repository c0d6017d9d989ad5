import { addDelivery, listeners } from '../events/emit';
import { readChaosRule } from '../http/chaos';
import { decodeForm } from '../http/form';
import { sendJson, type Incoming } from '../http/messages';
import type { ApiParts } from '../http/api';
import { StripeFailure } from '../http/stripe-error';
import { runDueTasks } from '../tasks';
import { bad, isYes, type Control, type Given, wholeNumber } from './given';
import { dispute, earlyFraudWarning, fee, payout, refund } from './money-controls';

const LONGEST_ADVANCE = 400 * 24 * 3600;

/** `{ seconds }`: moves the sandbox's clock forward and does what is then due. */
const advance: Control = async ({ sandbox }, { seconds }) => {
  const amount = Number(seconds);
  if (!Number.isInteger(amount) || amount < 0 || amount > LONGEST_ADVANCE) throw bad('seconds: 0 to 400 days');
  const now = await sandbox.advance(amount);
  await runDueTasks(sandbox);
  return { now };
};

/** `{ eventId, times? }`: delivers a stored event again. A repeat has the same id, as Stripe's have. */
const resend: Control = async ({ sandbox }, { eventId }) =>
  sandbox.within(async (context) => {
    const event = await context.rows.lock('event', String(eventId));
    if (!event) throw new StripeFailure(404, { type: 'invalid_request_error', message: 'No such event' });
    const endpoints = await listeners(context, event.document.wire.type);
    for (const endpoint of endpoints) await addDelivery(context, event.id, endpoint);
    event.document.wire.pending_webhooks = endpoints.length;
    await context.rows.put('event', event);
    context.hasNews = true;
    return { resent: event.id, endpoints: endpoints.length };
  });

/** `{ fault, when?, times?, method?, path?, delayMs?, saved? }`: trouble for the next matching requests; `{ clear: true }` ends it. */
const chaos: Control = async ({ chaos: rules }, given) => {
  if (String(given.clear) === 'true') rules.clear();
  else {
    const rule = readChaosRule(given);
    if (!rule)
      throw bad('fault: rate_limit, server_error, timeout, reset or slow; when: before, during (slow) or after');
    rules.add(rule);
  }
  return { rules: rules.all() };
};

const SETTINGS = { feeDelaySeconds: 'fee_delay_seconds', searchLagSeconds: 'search_lag_seconds' } as const;

/**
 * `{ feeDelaySeconds?, searchLagSeconds?, webhooksOff? }`: how long a charge waits for its balance transaction, how far
 * searches follow behind, and whether events are stored without being sent to anyone.
 */
const settings: Control = async ({ sandbox }, given) => {
  const numbers = Object.entries(SETTINGS)
    .filter(([name]) => given[name] !== undefined)
    .map(([name, id]) => ({ id, document: { value: wholeNumber(given, name) } }));
  const isOff = { id: 'webhooks_off', document: { value: isYes(given.webhooksOff) ? 1 : 0 } };
  const wanted = given.webhooksOff === undefined ? numbers : [...numbers, isOff];
  await sandbox.within(async ({ rows }) => {
    for (const entry of wanted) await rows.put('setting', entry);
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

const CONTROLS: Readonly<Record<string, Control>> = {
  'POST /_sandbox/advance': advance,
  'POST /_sandbox/resend': resend,
  'POST /_sandbox/chaos': chaos,
  'POST /_sandbox/settings': settings,
  'POST /_sandbox/payout': payout,
  'POST /_sandbox/dispute': dispute,
  'POST /_sandbox/refund': refund,
  'POST /_sandbox/early-fraud-warning': earlyFraudWarning,
  'POST /_sandbox/fee': fee,
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
