import { Injectable } from '@nestjs/common';
import { payerDepositRecipe } from '../../domain/claims/remittance-recipes';
import type { BusinessDate } from '../../kernel/business-date';
import { DomainError } from '../../kernel/errors';
import { Money } from '../../kernel/money';
import { Transactions } from '../../platform/database/transactions';
import { RecordAuditEvent } from '../access/record-audit-event';
import { OpenDay } from '../ledger/open-day';
import { PostJournalEntry } from '../ledger/post-journal-entry';
import { RemittancesRepository } from './persistence/remittances.repository';
import { RemittanceRecords } from './remittance-records';
import type { RemittanceView } from './remittance.view';

/** A payer's money as the bank shows it. */
export interface PayerDeposit {
  /** TRN02 of the remittance, which the bank carries along. */
  readonly traceNumber: string;
  readonly amount: Money;
  readonly receivedOn: BusinessDate;
  /** The bank's own number of it. */
  readonly bankReference: string;
}

/**
 * Lays a payer's deposit on the remittance it was announced by.
 *
 * Tx: joins or opens one. Idempotent by: the remittance, which is deposited once. Posts: Dr 1000 / Cr 1040, effective when
 * the bank had it. Scenario S3.
 * Errors: `remittance_unknown` while the remittance has not come; `deposit_amount_differs`.
 */
@Injectable()
export class MatchPayerDeposit {
  constructor(
    private readonly transactions: Transactions,
    private readonly remittances: RemittancesRepository,
    private readonly records: RemittanceRecords,
    private readonly journal: PostJournalEntry,
    private readonly openDay: OpenDay,
    private readonly audit: RecordAuditEvent,
  ) {}

  execute({ traceNumber, amount, receivedOn, bankReference }: PayerDeposit): Promise<RemittanceView> {
    return this.transactions.run(async () => {
      const rows = await this.remittances.lockByTrace(traceNumber);
      if (rows.length === 0)
        throw new DomainError('remittance_unknown', { detail: 'No posted remittance has this trace number.' });
      const row = rows.find((candidate) => Money.fromColumn(candidate.payment_cents).equals(amount));
      if (!row)
        throw new DomainError('deposit_amount_differs', {
          detail: `The remittance of this trace number announces another amount than ${amount.format()}.`,
          facts: { announcedCents: rows.map((candidate) => Number(candidate.payment_cents)) },
        });
      if (row.bank_received_on === null && amount.isPositive()) {
        await this.journal.execute({
          kind: 'deposit',
          source: { type: 'remittance', id: row.id },
          effectiveOn: await this.openDay.for(receivedOn),
          lines: payerDepositRecipe(amount),
        });
        this.remittances.setDeposited(row.id, receivedOn.toString(), bankReference);
        await this.audit.execute({
          action: 'remittance.deposit',
          subject: { type: 'remittance', id: row.id },
          facts: { amountCents: amount.toJSON() },
        });
      }
      return this.records.get(row.id);
    });
  }
}
