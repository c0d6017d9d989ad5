import type { PoolClient, QueryConfig, QueryResult, QueryResultRow } from 'pg';
import type { EntityManager } from 'typeorm';
import { isUuid } from '../../kernel/ids';
import { invariant } from '../../kernel/invariant';
import { coalesceWrites } from './coalesce-writes';
import { isAfterFailure } from './pg-errors';

/** What holds for one transaction and ends with it. */
export interface TransactionSettings {
  /** The tenant, or null for a transaction that may only call cross-clinic lookup functions. */
  readonly clinicId: string | null;
  /** Statements keep the plan they were first given, whatever their parameters. */
  readonly keepsPlans: boolean;
}

/** BEGIN and the tenant of row-level security in one round trip; the setting ends with the transaction. */
function beginStatement({ clinicId, keepsPlans }: TransactionSettings): string {
  invariant(clinicId === null || isUuid(clinicId), 'a tenant is a UUID');
  const plans = keepsPlans ? `, set_config('plan_cache_mode', 'force_generic_plan', true)` : '';
  return `BEGIN; SELECT set_config('app.clinic_id', '${clinicId ?? ''}', true)${plans}`;
}

/**
 * One transaction on its connection. Statements are pipelined: BEGIN travels with the first of them and COMMIT with the
 * last deferred one, so what went wrong first may be learned last; it is what the whole is then said to have failed of.
 */
export class ClinicTransaction {
  /** Statements sent but not awaited; the commit answers for them. */
  private readonly deferred: Promise<unknown>[] = [];
  private firstFailure: unknown;
  private isOver = false;

  constructor(
    readonly manager: EntityManager,
    private readonly client: PoolClient,
  ) {}

  /** Runs the work between BEGIN and COMMIT; any failure rolls back. */
  async run<T>(settings: TransactionSettings, work: () => Promise<T>): Promise<T> {
    this.answerFor(this.send({ text: beginStatement(settings) }));
    try {
      const result = await work();
      await this.commit();
      return result;
    } catch (error) {
      await this.rollback();
      throw isAfterFailure(error) ? (this.firstFailure ?? error) : error;
    }
  }

  /** One statement. What a straggler sends after the end would run by itself, outside any transaction: it is refused. */
  send<Row extends QueryResultRow>(statement: QueryConfig): Promise<QueryResult<Row>> {
    invariant(!this.isOver, 'a statement was sent after its transaction had ended');
    coalesceWrites(this.client);
    const sent = this.client.query<Row>(statement);
    sent.catch((error: unknown) => {
      this.firstFailure ??= error;
    });
    return sent;
  }

  /** Lets the commit wait, and fail, for a statement that nobody else waits for. */
  answerFor(sent: Promise<unknown>): void {
    sent.catch(() => undefined);
    this.deferred.push(sent);
  }

  /** COMMIT goes out behind the deferred statements; after a failed one Postgres turns it into ROLLBACK, and we throw. */
  private async commit(): Promise<void> {
    const committed = this.send({ text: 'COMMIT' });
    this.isOver = true;
    const [{ command }] = await Promise.all([committed, ...this.deferred]);
    if (command !== 'COMMIT' && this.firstFailure !== undefined) throw this.firstFailure;
    invariant(command === 'COMMIT', `transaction ended with ${command}`);
  }

  private async rollback(): Promise<void> {
    this.isOver = true;
    await this.client.query('ROLLBACK').catch(() => undefined);
    await Promise.allSettled(this.deferred);
  }
}
