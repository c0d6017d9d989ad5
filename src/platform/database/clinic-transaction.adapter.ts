import type { TransactionalAdapter } from '@nestjs-cls/transactional';
import type { PoolClient } from 'pg';
import { DataSource } from 'typeorm';
import { invariant } from '../../kernel/invariant';
import { ClinicTransaction, type TransactionSettings } from './clinic-transaction';

/** Joins the propagation library to TypeORM and to our tenancy: every transaction begins by naming its clinic. */
export class ClinicTransactionAdapter implements TransactionalAdapter<
  DataSource,
  ClinicTransaction,
  TransactionSettings
> {
  readonly connectionToken = DataSource;

  readonly optionsFactory = (dataSource: DataSource) => ({
    wrapWithTransaction: async <T>(
      options: TransactionSettings,
      fn: () => Promise<T>,
      setTx: (tx?: ClinicTransaction) => void,
    ): Promise<T> => {
      const runner = dataSource.createQueryRunner();
      try {
        const client = (await runner.connect()) as PoolClient;
        const tx = new ClinicTransaction(runner.manager, client);
        setTx(tx);
        // TypeORM's own save() would otherwise open a transaction inside this one.
        Object.assign(runner, { isTransactionActive: true });
        return await tx.run(options, fn);
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
