import { DataSource, type EntityManager, type QueryRunner } from 'typeorm';
import type { PoolClient } from 'pg';
import type { TransactionalAdapter } from '@nestjs-cls/transactional';
import { coalesceWrites } from './coalesce-writes';
import { invariant } from '../../kernel/invariant';
import { isUuid } from '../../kernel/ids';

/** What one open transaction holds. */
export interface ClinicTransaction {
  readonly manager: EntityManager;
  readonly client: PoolClient;
  /** Statements sent but not awaited; the commit answers for them. */
  readonly deferred: Promise<unknown>[];
}

export interface ClinicTransactionOptions {
  /** The tenant, or null for a transaction that may only call cross-clinic lookup functions. */
  readonly clinicId: string | null;
}

/** BEGIN and the tenant of row-level security in one round trip; the setting ends with the transaction. */
function beginStatement(clinicId: string | null): string {
  invariant(clinicId === null || isUuid(clinicId), 'a tenant is a UUID');
  return `BEGIN; SELECT set_config('app.clinic_id', '${clinicId ?? ''}', true)`;
}

async function runOn<T>(
  runner: QueryRunner,
  tx: ClinicTransaction,
  clinicId: string | null,
  fn: () => Promise<T>,
): Promise<T> {
  coalesceWrites(tx.client);
  const begun = tx.client.query(beginStatement(clinicId));
  begun.catch(() => undefined);
  tx.deferred.push(begun);
  // TypeORM's own save() would otherwise open a transaction inside this one.
  Object.assign(runner, { isTransactionActive: true });
  try {
    const result = await fn();
    // COMMIT goes out behind the deferred statements; after a failed one Postgres turns it into ROLLBACK, and we throw.
    coalesceWrites(tx.client);
    const committed = tx.client.query('COMMIT');
    const [{ command }] = await Promise.all([committed, ...tx.deferred]);
    invariant(command === 'COMMIT', `transaction ended with ${command}`);
    return result;
  } catch (error) {
    await tx.client.query('ROLLBACK').catch(() => undefined);
    await Promise.allSettled(tx.deferred);
    throw error;
  }
}

/**
 * Joins the propagation library to TypeORM and to our tenancy: every transaction begins by naming its clinic.
 * Statements are pipelined, so BEGIN travels with the first query and COMMIT with the last deferred one.
 */
export class ClinicTransactionAdapter implements TransactionalAdapter<
  DataSource,
  ClinicTransaction,
  ClinicTransactionOptions
> {
  readonly connectionToken = DataSource;

  readonly optionsFactory = (dataSource: DataSource) => ({
    wrapWithTransaction: async <T>(
      options: ClinicTransactionOptions,
      fn: () => Promise<T>,
      setTx: (tx?: ClinicTransaction) => void,
    ): Promise<T> => {
      const runner = dataSource.createQueryRunner();
      try {
        const client = (await runner.connect()) as PoolClient;
        const tx: ClinicTransaction = { manager: runner.manager, client, deferred: [] };
        setTx(tx);
        return await runOn(runner, tx, options.clinicId, fn);
      } finally {
        Object.assign(runner, { isTransactionActive: false });
        await runner.release();
      }
    },
    getFallbackInstance: (): ClinicTransaction => {
      invariant(false, 'no transaction is open: call Transactions.run first');
    },
  });
}
