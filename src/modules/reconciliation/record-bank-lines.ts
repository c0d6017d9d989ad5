import { Injectable } from '@nestjs/common';
import type { BankAccountKind } from '../../domain/reconciliation/match-bank-lines';
import { DomainError } from '../../kernel/errors';
import { invariant } from '../../kernel/invariant';
import { Transactions } from '../../platform/database/transactions';
import { RecordAuditEvent } from '../access/record-audit-event';
import type { BankImportView, BankLineView } from './bank-line.view';
import { readStatement, type StatementRow } from './csv/bank-line-csv';
import { MatchBankLines } from './match-bank-lines';
import { BankLinesRepository } from './persistence/bank-lines.repository';

/**
 * Records lines of a bank or Venmo statement, one by one or as a file, and matches what can be only one thing.
 *
 * Tx: joins or opens one. Idempotent by: a file's rows, of which the same file twice adds none; a single line by the caller's key.
 * Errors: `bank_import_invalid` with a pointer `/rows/<line>/<column>` for every fault: all rows or none.
 */
@Injectable()
export class RecordBankLines {
  constructor(
    private readonly tx: Transactions,
    private readonly lines: BankLinesRepository,
    private readonly matches: MatchBankLines,
    private readonly audit: RecordAuditEvent,
  ) {}

  one(account: BankAccountKind, row: StatementRow): Promise<BankLineView> {
    return this.tx.run(async () => {
      const id = await this.lines.add(account, row);
      await this.audit.execute({
        action: 'bank_line.record',
        subject: { type: 'bank_line', id },
        facts: { amountCents: row.amountCents, account },
      });
      await this.matches.execute();
      const line = await this.lines.get(id);
      invariant(line, 'the line was just written');
      return line;
    });
  }

  file(account: BankAccountKind, csv: string): Promise<BankImportView> {
    const { rows, errors } = readStatement(csv);
    if (errors.length > 0)
      throw new DomainError('bank_import_invalid', {
        detail: 'Nothing was imported. Correct these cells.',
        errors,
      });
    return this.tx.run(async () => {
      const recorded = await this.lines.insert(account, rows);
      const matched = await this.matches.execute();
      const view = { recorded, unchanged: rows.length - recorded, matched };
      if (recorded > 0)
        await this.audit.execute({
          action: 'bank_line.import',
          subject: { type: 'bank_line' },
          facts: { ...view, account },
        });
      return view;
    });
  }
}
