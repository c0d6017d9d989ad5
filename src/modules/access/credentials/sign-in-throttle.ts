import { isIP } from 'node:net';
import { Injectable } from '@nestjs/common';
import { Temporal } from 'temporal-polyfill';
import { Clock, fromDate, toDate } from '../../../kernel/clock';
import { DomainError } from '../../../kernel/errors';
import { newId } from '../../../kernel/ids';
import { RequestContext } from '../../../platform/context/request-context';
import { Sql } from '../../../platform/database/sql';
import { Transactions } from '../../../platform/database/transactions';
import { sha256 } from './tokens';

/** Wrong guesses in any half hour against one account, from anywhere. */
export const GUESSES_PER_ACCOUNT = 10;
/** Wrong guesses in any half hour from one network, against any account: a whole clinic may share an address. */
export const GUESSES_PER_NETWORK = 100;

const WINDOW = Temporal.Duration.from({ minutes: 30 });
const KEPT = Temporal.Duration.from({ hours: 24 });
const UNKNOWN_NETWORK = '0.0.0.0';

/** One guess that was let through. */
export interface SignInAttempt {
  readonly id: string;
  /** How many more wrong guesses the account has after this one. */
  readonly guessesLeft: number;
}

interface GuessRow {
  readonly guesses: number;
  readonly oldest: Date | null;
}

/**
 * Counts guesses of passwords in Postgres, so that every replica counts alike. A guess counts from the moment it is let
 * through, before the password is looked at: a hundred at once are not more than ten. Right ones stop counting.
 * Accounts are counted by a hash of the e-mail that was typed, so an unknown one is answered like a known one.
 */
@Injectable()
export class SignInThrottle {
  constructor(
    private readonly transactions: Transactions,
    private readonly sql: Sql,
    private readonly clock: Clock,
    private readonly context: RequestContext,
  ) {}

  /** Lets one guess through, committed. Errors: `sign_in_throttled` with `retryAfterSeconds`. */
  async take(email: string): Promise<SignInAttempt> {
    const account = sha256(email);
    const now = this.clock.now();
    const outcome = await this.transactions.runGlobal(async () => {
      const network = await this.lock(account);
      const byAccount = await this.count(COUNT_BY_ACCOUNT, [
        account,
        toDate(now.subtract(WINDOW)),
        GUESSES_PER_ACCOUNT,
      ]);
      const byNetwork = await this.count(COUNT_BY_NETWORK, [
        network,
        toDate(now.subtract(WINDOW)),
        GUESSES_PER_NETWORK,
      ]);
      const blockedBy = [
        byAccount.guesses >= GUESSES_PER_ACCOUNT ? byAccount.oldest : null,
        byNetwork.guesses >= GUESSES_PER_NETWORK ? byNetwork.oldest : null,
      ].filter((oldest) => oldest !== null);
      if (blockedBy.length > 0) return { freeAt: Math.max(...blockedBy.map((d) => freeAt(d).epochMilliseconds)) };
      const id = newId(now);
      this.sql.defer(INSERT, [id, account, network, toDate(now)]);
      this.sql.defer(PURGE, [toDate(now.subtract(KEPT))]);
      return { attempt: { id, guessesLeft: GUESSES_PER_ACCOUNT - byAccount.guesses - 1 } };
    });
    if (outcome.attempt) return outcome.attempt;
    const waitMs = outcome.freeAt - now.epochMilliseconds;
    throw new DomainError('sign_in_throttled', { facts: { retryAfterSeconds: Math.max(1, Math.ceil(waitMs / 1000)) } });
  }

  /** The guess was right and no longer counts. Needs a transaction. */
  forgive(attempt: SignInAttempt): void {
    this.sql.defer(FORGIVE, [attempt.id]);
  }

  /** Makes guesses at one account, and from one network, wait for each other; answers the network. */
  private async lock(account: Buffer): Promise<string> {
    await this.sql.query(LOCK, [`sign-in account ${account.toString('hex')}`]);
    const ip = (this.context.ip ?? '').replace(/^::ffff:/i, '');
    const row = await this.sql.one<{ network: string }>(NETWORK, [isIP(ip) ? ip : UNKNOWN_NETWORK]);
    const network = row?.network ?? UNKNOWN_NETWORK;
    await this.sql.query(LOCK, [`sign-in network ${network}`]);
    return network;
  }

  private async count(text: string, params: readonly unknown[]): Promise<GuessRow> {
    return (await this.sql.one<GuessRow>(text, params)) ?? { guesses: 0, oldest: null };
  }
}

const freeAt = (oldest: Date): Temporal.Instant => fromDate(oldest).add(WINDOW);

const LOCK = `SELECT pg_advisory_xact_lock(hashtextextended($1, 0))`;
const NETWORK = `SELECT CASE family($1::inet) WHEN 6 THEN network(set_masklen($1::inet, 64)) ELSE $1::inet::cidr END::text AS network`;
const COUNT_BY_ACCOUNT = `
  SELECT count(*)::int AS guesses, min(attempted_at) AS oldest
    FROM (SELECT attempted_at FROM sign_in_attempts
           WHERE account_hash = $1 AND attempted_at > $2 AND NOT has_succeeded
           ORDER BY attempted_at DESC LIMIT $3) recent`;
const COUNT_BY_NETWORK = `
  SELECT count(*)::int AS guesses, min(attempted_at) AS oldest
    FROM (SELECT attempted_at FROM sign_in_attempts
           WHERE network = $1::cidr AND attempted_at > $2 AND NOT has_succeeded
           ORDER BY attempted_at DESC LIMIT $3) recent`;
const INSERT = `INSERT INTO sign_in_attempts (id, account_hash, network, attempted_at) VALUES ($1, $2, $3::cidr, $4)`;
const FORGIVE = `UPDATE sign_in_attempts SET has_succeeded = true WHERE id = $1`;
const PURGE = `
  DELETE FROM sign_in_attempts WHERE id IN (
    SELECT id FROM sign_in_attempts WHERE attempted_at < $1 ORDER BY attempted_at LIMIT 100 FOR UPDATE SKIP LOCKED)`;
