import { createHash, randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Temporal } from 'temporal-polyfill';
import { canonicalJson } from '../../kernel/canonical-json';
import { Clock, toDate } from '../../kernel/clock';
import { DomainError } from '../../kernel/errors';
import { RequestContext } from '../context/request-context';
import { violates } from '../database/pg-errors';
import { afterOutsideWork, StagesNeeded } from '../database/outside-work';
import { Sql } from '../database/sql';
import { Transactions } from '../database/transactions';
import { StatedAnswer } from './stated-answer';

/** A request that must have one effect however often it is sent. */
export interface IdempotentRequest {
  /** Method and route pattern, e.g. `POST /v1/visits`. */
  readonly route: string;
  /** The caller's key, 1 to 255 printable characters. */
  readonly key: string;
  /** Path parameters and body; hashed, compared on a repeat. */
  readonly fingerprint: unknown;
}

/** The answer given to the first request with a key, and to every repeat, byte for byte. */
export interface IdempotentAnswer {
  readonly status: number;
  /** The JSON text. */
  readonly body: string;
  readonly replayed: boolean;
}

export interface IdempotentOptions {
  /** The status to remember with the answer; 201 unless told. */
  readonly status?: number;
  /**
   * The work calls the outside world, so it cannot sit in one transaction: the key is claimed and committed first, with a
   * lease; a crash leaves a claim whose retry, after the lease, resumes the stored intent.
   */
  readonly staged?: boolean;
}

interface KeyRow {
  readonly fingerprint: string;
  readonly status: number | null;
  readonly body: string | null;
}

/** A key whose holder died must open again within a minute; a holder that is only slow loses it and does no harm. */
const LEASE = Temporal.Duration.from({ seconds: 45 });
const KEY = /^[\x21-\x7e]{1,255}$/;

/**
 * Idempotency of money routes: the stored row is the memory, kept with the effect in one transaction.
 * Same key and body: the same answer. Errors: `idempotency_key_reused`, `idempotency_in_progress`, `idempotency_key_invalid`.
 */
@Injectable()
export class Idempotency {
  constructor(
    private readonly tx: Transactions,
    private readonly sql: Sql,
    private readonly context: RequestContext,
    private readonly clock: Clock,
  ) {}

  /** Runs the work once per key. A refusal (any thrown error) stores nothing, so that the corrected request may reuse the key. */
  async run(
    request: IdempotentRequest,
    work: () => Promise<unknown>,
    options: IdempotentOptions = {},
  ): Promise<IdempotentAnswer> {
    if (!KEY.test(request.key)) throw new DomainError('idempotency_key_invalid');
    const claim = {
      scope: `${this.context.actor.id} ${request.route}`,
      key: request.key,
      fingerprint: createHash('sha256').update(canonicalJson(request.fingerprint)).digest('hex'),
    };
    const status = options.status ?? 201;
    if (options.staged) return this.runStaged(claim, work, status);
    try {
      return await afterOutsideWork(() => this.runInOneTransaction(claim, work, status));
    } catch (error) {
      if (!(error instanceof StagesNeeded)) throw error;
      return this.runStaged(claim, work, status);
    }
  }

  private runInOneTransaction(claim: Claim, work: () => Promise<unknown>, status: number): Promise<IdempotentAnswer> {
    const run = this.tx.runKeyed(async () => {
      const claimed = this.claim(claim).then((earlier) => {
        if (earlier) throw new AnsweredBefore(earlier);
      });
      this.sql.admitWhen(claimed);
      let result: unknown;
      try {
        result = await work();
      } finally {
        // What the key is refused for goes before anything the work refuses.
        await claimed;
      }
      const answer = answerOf(result, status);
      this.complete(claim, answer.status, answer.body);
      return answer;
    });
    return run.catch((error: unknown) => {
      if (error instanceof AnsweredBefore) return error.answer;
      throw error;
    });
  }

  private async runStaged(unclaimed: Claim, work: () => Promise<unknown>, status: number): Promise<IdempotentAnswer> {
    const claim = { ...unclaimed, lease: { until: toDate(this.clock.now().add(LEASE)), holder: randomUUID() } };
    const earlier = await this.tx.runKeyed(() => this.claim(claim));
    if (earlier) return earlier;
    let answer: IdempotentAnswer;
    try {
      this.context.requestKey = keyHash(claim);
      answer = answerOf(await work(), status);
    } catch (error) {
      // A key that cannot be set free now is free when its lease ends; the caller is told what the work said.
      await this.tx.runKeyed(() => this.release(claim)).catch(() => undefined);
      throw error;
    }
    await this.tx.runKeyed(async () => this.complete(claim, answer.status, answer.body));
    return answer;
  }

  /** Takes the key, or says what was answered to it. The advisory lock turns away a twin that is in flight right now. */
  private async claim(claim: Claim): Promise<IdempotentAnswer | undefined> {
    const clinicId = this.context.clinicId;
    const now = toDate(this.clock.now());
    const row = await this.sql.call<KeyRow & { outcome: 'claimed' | 'exists' }>({
      expression: CLAIM,
      params: [
        clinicId,
        claim.scope,
        claim.key,
        claim.fingerprint,
        claim.lease?.until ?? null,
        claim.lease?.holder ?? null,
        now,
      ],
      explain: (error) => (violates(error, IN_FLIGHT) ? new DomainError('idempotency_in_progress') : error),
    });
    if (row.outcome === 'claimed') return undefined;
    if (row.fingerprint !== claim.fingerprint) throw new DomainError('idempotency_key_reused');
    // Staged work holds the key, or died with it: only a claim with a lease can tell, and take it over.
    if (row.status === null || row.body === null)
      throw claim.lease ? new DomainError('idempotency_in_progress') : new StagesNeeded();
    return { status: row.status, body: row.body, replayed: true };
  }

  private complete(claim: Claim, status: number, body: string): void {
    const { scope, key, fingerprint, lease } = claim;
    const now = toDate(this.clock.now());
    this.sql.deferCall({
      expression: COMPLETE,
      params: [this.context.clinicId, scope, key, fingerprint, status, body, now, lease?.holder ?? null],
    });
  }

  private release({ scope, key, lease }: Claim): Promise<number> {
    return this.sql.execute(RELEASE, [this.context.clinicId, scope, key, lease?.holder]);
  }
}

interface Claim {
  readonly scope: string;
  readonly key: string;
  readonly fingerprint: string;
  /** Who does staged work on the key, and until when nobody else may take it over. */
  readonly lease?: { readonly until: Date; readonly holder: string };
}

/** Ends a transaction whose request was answered before, with that answer. */
class AnsweredBefore extends Error {
  constructor(readonly answer: IdempotentAnswer) {
    super('answered before');
  }
}

const answerOf = (result: unknown, status: number): IdempotentAnswer =>
  result instanceof StatedAnswer
    ? { status: result.status, body: JSON.stringify(result.body), replayed: false }
    : { status, body: JSON.stringify(result ?? null), replayed: false };

/** What stored intents remember of the request they were made by. */
const keyHash = ({ scope, key }: Claim): string => createHash('sha256').update(`${scope}\n${key}`).digest('hex');

const IN_FLIGHT = 'uq_idempotency_keys_in_flight';
const CLAIM = `(SELECT to_json(c) FROM claim_idempotency_key($1, $2, $3, $4, $5, $6, $7) c)`;
const COMPLETE = `complete_idempotency_key($1, $2, $3, $4, $5, $6, $7, $8)`;
const RELEASE = `DELETE FROM idempotency_keys WHERE clinic_id = $1 AND scope = $2 AND key = $3 AND holder = $4`;
