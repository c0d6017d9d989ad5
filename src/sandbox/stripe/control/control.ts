import type { Context } from '../context';
import { addDelivery, listeners } from '../events/emit';
import { readChaosRule } from '../http/chaos';
import { decodeForm } from '../http/form';
import { sendJson, type Incoming } from '../http/messages';
import type { ApiParts } from '../http/api';
import { StripeFailure } from '../http/stripe-error';
import { closeDispute, openDispute } from '../resources/dispute-object';
import { endPayout, payOut, type PayoutEnding } from '../resources/payouts';
import { runDueTasks } from '../tasks';

type Given = Record<string, unknown>;
type Control = (parts: ApiParts, given: Given) => Promise<object>;

const LONGEST_ADVANCE = 400 * 24 * 3600;
const ENDINGS: readonly PayoutEnding[] = ['pending', 'paid', 'failed', 'paid_then_failed'];

const bad = (message: string): StripeFailure => new StripeFailure(400, { type: 'invalid_request_error', message });

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

/**
 * `{ feeDelaySeconds?, webhooksOff? }`: how long a charge waits for its balance transaction; whether events are
 * stored without being sent to anyone.
 */
const settings: Control = async ({ sandbox }, { feeDelaySeconds, webhooksOff }) => {
  const delay = Number(feeDelaySeconds ?? 0);
  if (!Number.isInteger(delay) || delay < 0) throw bad('feeDelaySeconds: a whole number of seconds');
  const isOff = String(webhooksOff) === 'true';
  await sandbox.within(async ({ rows }) => {
    if (feeDelaySeconds !== undefined)
      await rows.put('setting', { id: 'fee_delay_seconds', document: { value: delay } });
    if (webhooksOff !== undefined)
      await rows.put('setting', { id: 'webhooks_off', document: { value: isOff ? 1 : 0 } });
  });
  return { feeDelaySeconds, webhooksOff };
};

/** `{ ending? }`: pays the balance out, `paid` unless told otherwise; `{ payout, ending }` ends a pending or paid one. */
const payout: Control = async ({ sandbox }, { ending = 'paid', payout: id }) => {
  const wanted = ENDINGS.find((name) => name === ending);
  if (!wanted) throw bad(`ending: ${ENDINGS.join(', ')}`);
  const work = (context: Context) =>
    typeof id === 'string' ? endPayout(context, id, wanted) : payOut(context, wanted);
  return { payout: (await sandbox.within(work)) ?? null };
};

/** `{ charge, reason?, inquiry? }` opens a dispute; `{ dispute, outcome: won | lost }` decides one. */
const dispute: Control = async ({ sandbox }, given) =>
  sandbox.within(async (context) => {
    if (typeof given.charge === 'string') {
      const how = { reason: String(given.reason ?? 'fraudulent'), isInquiry: String(given.inquiry) === 'true' };
      return { dispute: await openDispute(context, given.charge, how) };
    }
    const found = await context.rows.lock('dispute', String(given.dispute));
    if (!found || (given.outcome !== 'won' && given.outcome !== 'lost')) throw bad('charge, or dispute and outcome');
    await closeDispute(context, found.document, given.outcome);
    return { dispute: found.document.wire };
  });

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
