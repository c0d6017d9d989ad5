import { setTimeout as wait } from 'node:timers/promises';
import Stripe from 'stripe';
import { randomText } from '../object-ids';
import type { Sandbox } from '../sandbox';
import { runDueTasks } from '../tasks';
import type { Chaos, ChaosRule } from './chaos';
import { expand } from './expand';
import { decodeForm } from './form';
import { answerOnce, keepAnswer, type KeyedRequest, type SentAnswer } from './idempotency';
import { send, type Incoming } from './messages';
import { readParameters } from './parameters';
import { flatForm, safeHeaders, type LoggedRequest, type RequestLog } from './request-log';
import { KeptRefusal, matchRoute, type Routes } from './routes';
import { StripeFailure, type ErrorBody } from './stripe-error';

/** What the API needs of the process it runs in. */
export interface ApiParts {
  sandbox: Sandbox;
  routes: Routes;
  chaos: Chaos;
  log: RequestLog;
}

/** Answers one request under `/v1/`. */
export async function answerApi(parts: ApiParts, incoming: Incoming): Promise<void> {
  const { response, method, url } = incoming;
  const requestId = `req_${randomText(14)}`;
  const logged = parts.log.add(describe(incoming, requestId));
  const rule = parts.chaos.take(method, url.pathname);
  const key = method === 'POST' ? header(incoming, 'idempotency-key') : undefined;
  const headers = standardHeaders(incoming, requestId, key);
  if (rule?.when === 'before' && (await disturb(parts, incoming, { rule, headers, key }))) return;
  const answer = await compute(parts, incoming, { requestId, key, rule });
  if (rule?.when === 'after' && (await disturb(parts, incoming, { rule, headers, key: undefined }))) return;
  logged.status = answer.status;
  const replayed: Record<string, string> = answer.isReplay ? { 'Idempotent-Replayed': 'true' } : {};
  send(response, { status: answer.status, headers: { ...headers, ...replayed }, body: answer.body });
}

function describe({ message, method, url, body }: Incoming, id: string): LoggedRequest {
  const headers = safeHeaders(message.headers);
  return {
    id,
    at: new Date().toISOString(),
    method,
    path: url.pathname,
    query: url.search,
    headers,
    form: flatForm(method === 'GET' || method === 'DELETE' ? url.search : body),
  };
}

const header = ({ message }: Incoming, name: string): string | undefined => {
  const value = message.headers[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
};

function standardHeaders(incoming: Incoming, requestId: string, key: string | undefined): Record<string, string> {
  return {
    'Content-Type': 'application/json',
    'Request-Id': requestId,
    'Stripe-Version': header(incoming, 'stripe-version') ?? Stripe.API_VERSION,
    ...(key !== undefined && { 'Idempotency-Key': key }),
  };
}

interface Attempt {
  requestId: string;
  key: string | undefined;
  rule: ChaosRule | undefined;
}

/** The answer of a request: a thrown refusal undoes its writes and is not remembered under the key. */
async function compute(parts: ApiParts, incoming: Incoming, attempt: Attempt): Promise<SentAnswer> {
  try {
    return await process(parts, incoming, attempt);
  } catch (error) {
    const failure = error instanceof StripeFailure ? error : new StripeFailure(500, defect(error));
    return { status: failure.status, body: stringify({ error: failure.error }), isReplay: false };
  }
}

const INTERNAL = { type: 'api_error', message: 'An unknown error occurred' } as const;

/** A defect of the sandbox itself: says what broke, since only a developer reads it. */
const defect = (error: unknown): ErrorBody => ({ ...INTERNAL, message: `The sandbox failed: ${String(error)}` });
const stringify = (body: object): string => JSON.stringify(body, null, 2);

async function process(parts: ApiParts, incoming: Incoming, { requestId, key, rule }: Attempt): Promise<SentAnswer> {
  const { method, url, body } = incoming;
  assertKey(header(incoming, 'authorization'));
  const match = matchRoute(parts.routes, method, url.pathname);
  if (!match) {
    const message = `Unrecognized request URL (${method}: ${url.pathname}).`;
    throw new StripeFailure(404, { type: 'invalid_request_error', message });
  }
  const form = decodeForm(method === 'POST' ? body : url.search.slice(1));
  const params = readParameters(match.endpoint, form);
  await runDueTasks(parts.sandbox);
  const request = { id: requestId, idempotencyKey: key ?? null };
  return parts.sandbox.within(async (context) => {
    const work = async (): Promise<{ status: number; body: string }> => {
      if (rule?.when === 'during') await delay(parts.chaos, rule, { method, path: url.pathname });
      const result = await match.handler({ context, id: match.id, params: params as never });
      if (result instanceof KeptRefusal) return { status: result.status, body: stringify(result.body) };
      const paths = Array.isArray(params.expand) ? params.expand.map(String) : [];
      return { status: 200, body: stringify(await expand(context, result, paths)) };
    };
    if (key === undefined) return { ...(await work()), isReplay: false };
    return answerOnce(context, { key, method, path: url.pathname, body }, work);
  }, request);
}

function assertKey(authorization: string | undefined): void {
  const basic = /^Basic (.+)$/.exec(authorization ?? '')?.[1];
  const bearer = /^Bearer (.+)$/.exec(authorization ?? '')?.[1];
  const key = bearer ?? (basic === undefined ? undefined : Buffer.from(basic, 'base64').toString().split(':')[0]);
  if (key !== undefined && /^(sk|rk)_test_\w+$/.test(key)) return;
  const message =
    key === undefined
      ? 'You did not provide an API key. You need to provide your API key in the Authorization header, using Bearer auth.'
      : `Invalid API Key provided: ${key.slice(0, 7)}****`;
  throw new StripeFailure(401, { type: 'invalid_request_error', message });
}

/** Does what a chaos rule says; true when the request is thereby over. */
async function disturb(
  parts: ApiParts,
  { response, method, url, body }: Incoming,
  { rule, headers, key }: { rule: ChaosRule; headers: Record<string, string>; key: string | undefined },
): Promise<boolean> {
  const goesOn = await delay(parts.chaos, rule, { method, path: url.pathname });
  if ((rule.fault === 'slow' || rule.fault === 'hold') && goesOn) return false;
  if (rule.fault === 'timeout' || rule.fault === 'reset' || rule.fault === 'hold') {
    response.socket?.resetAndDestroy();
    return true;
  }
  const isRate = rule.fault === 'rate_limit';
  const error = isRate ? RATE_LIMITED : INTERNAL;
  const answer = { status: isRate ? 429 : 500, body: stringify({ error }) };
  if (key !== undefined && rule.isSaved) {
    const request: KeyedRequest = { key, method, path: url.pathname, body };
    await parts.sandbox.within((context) => keepAnswer(context, request, answer));
  }
  send(response, { ...answer, headers });
  return true;
}

/** Waits as the rule says; false when a held request is dropped. */
async function delay(chaos: Chaos, rule: ChaosRule, request: { method: string; path: string }): Promise<boolean> {
  if (rule.fault === 'hold') return chaos.hold({ ...request, when: rule.when });
  if (rule.fault === 'slow' || rule.fault === 'timeout') await wait(rule.delayMs, undefined, { ref: false });
  return true;
}

const RATE_LIMITED = {
  type: 'invalid_request_error',
  code: 'rate_limit',
  message: 'Request rate limit exceeded. Learn more about rate limits here https://stripe.com/docs/rate-limits.',
} as const;
