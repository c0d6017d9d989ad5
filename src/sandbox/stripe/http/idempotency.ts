import { createHash } from 'node:crypto';
import type { Context } from '../context';
import { docUrl, StripeFailure } from './stripe-error';

const KEPT_SECONDS = 24 * 3600;
const LONGEST_KEY = 255;

/** A request as far as idempotency is concerned. */
export interface KeyedRequest {
  key: string;
  method: string;
  path: string;
  /** The encoded form. */
  body: string;
}

/** An answer as sent: the same bytes each time. */
export interface SentAnswer {
  status: number;
  body: string;
  isReplay: boolean;
}

/**
 * Runs `work` once per key and 24 hours; later calls get the first answer. The key is held by the transaction that
 * does the work, so a twin in flight is refused and a crash leaves no key behind (docs.stripe.com/api/idempotent_requests).
 * @throws StripeFailure 400 idempotency_error (other parameters), 409 idempotency_key_in_use
 */
export async function answerOnce(
  context: Context,
  request: KeyedRequest,
  work: () => Promise<{ status: number; body: string }>,
): Promise<SentAnswer> {
  const { key } = request;
  if (key.length > LONGEST_KEY) throw refusal(400, 'Idempotency keys can be up to 255 characters long.');
  if (!(await context.rows.tryClaim(key))) {
    throw refusal(
      409,
      `There is currently another in-progress request using this Idempotent Key (that probably means you submitted twice, and the other request is still going through): ${key}. Please try again later.`,
      'idempotency_key_in_use',
    );
  }
  const kept = (await context.rows.get('idempotency_key', key))?.document;
  if (kept && kept.createdAt > context.now - KEPT_SECONDS) {
    assertSame(request, kept);
    return { status: kept.status, body: kept.body, isReplay: true };
  }
  const answer = await work();
  await keepAnswer(context, request, answer);
  return { ...answer, isReplay: false };
}

/** Remembers an answer under its key. */
export async function keepAnswer(
  context: Context,
  request: KeyedRequest,
  answer: { status: number; body: string },
): Promise<void> {
  const document = { ...answer, fingerprint: fingerprintOf(request), path: request.path, createdAt: context.now };
  await context.rows.put('idempotency_key', { id: request.key, document });
}

function assertSame(request: KeyedRequest, kept: { path: string; fingerprint: string }): void {
  if (kept.path !== request.path) {
    throw refusal(
      400,
      `Keys for idempotent requests can only be used for the same endpoint they were first used for ('${request.path}' vs '${kept.path}'). Try using a key other than '${request.key}' if you meant to execute a different request.`,
    );
  }
  if (kept.fingerprint !== fingerprintOf(request)) {
    throw refusal(
      400,
      `Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '${request.key}' if you meant to execute a different request.`,
    );
  }
}

const fingerprintOf = ({ method, path, body }: KeyedRequest): string =>
  createHash('sha256')
    .update(`${method} ${path} ${body.split('&').sort().join('&')}`)
    .digest('hex');

const refusal = (status: number, message: string, code?: string): StripeFailure =>
  new StripeFailure(status, {
    type: 'idempotency_error',
    message,
    ...(code !== undefined && { code }),
    ...docUrl(code),
  });
