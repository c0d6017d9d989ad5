import { Injectable } from '@nestjs/common';
import { CHART } from '../../domain/ledger/accounts';
import { RequestContext } from '../../platform/context/request-context';
import { Sql } from '../../platform/database/sql';
import { Transactions } from '../../platform/database/transactions';

/**
 * Opens a clinic's books: the chart of accounts, no closed period. Does nothing the second time.
 *
 * Tx: opens or joins. Idempotent by: (clinic, account number).
 */
@Injectable()
export class OpenBooks {
  constructor(
    private readonly tx: Transactions,
    private readonly sql: Sql,
    private readonly context: RequestContext,
  ) {}

  execute(): Promise<void> {
    return this.tx.run(async () => {
      const clinicId = this.context.clinicId;
      await this.sql.execute('INSERT INTO ledger_books (clinic_id) VALUES ($1) ON CONFLICT DO NOTHING', [clinicId]);
      await this.sql.execute(
        `INSERT INTO ledger_accounts (clinic_id, number, name, kind, is_open_item)
           SELECT $1, n, a, k, o FROM unnest($2::integer[], $3::text[], $4::text[], $5::boolean[]) AS x (n, a, k, o)
           ON CONFLICT DO NOTHING`,
        [
          clinicId,
          CHART.map((account) => account.number),
          CHART.map((account) => account.name),
          CHART.map((account) => account.kind),
          CHART.map((account) => account.isOpenItem),
        ],
      );
    });
  }
}
