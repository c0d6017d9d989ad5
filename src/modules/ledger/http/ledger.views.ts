import {
  BooleanField,
  CentsField,
  DateField,
  InstantField,
  IntField,
  ListField,
  ObjectField,
  TextField,
  UuidField,
} from '../../../platform/http/fields';
import type { LedgerAccount, TrialBalance } from '../balances.reader';
import type { JournalEntryView } from '../entries.reader';
import { formatInstant, fromDate } from '../../../kernel/clock';

/** An account of the chart. */
export class LedgerAccountBody {
  @IntField({ example: 1100 }) number: number;
  @TextField({ example: 'Patient A/R' }) name: string;
  @TextField({ example: 'asset' }) kind: string;
  @BooleanField({ description: 'Every line names the charge or payment it opens or settles.' }) isOpenItem: boolean;

  static from = (account: LedgerAccount): LedgerAccountBody => ({ ...account });
}

export class SourceBody {
  @TextField({ example: 'payment' }) type: string;
  @UuidField() id: string;
}

export class JournalLineBody {
  @IntField({ example: 1020 }) accountNumber: number;
  @TextField({ example: 'Cash drawer' }) accountName: string;
  @CentsField({ max: Number.MAX_SAFE_INTEGER }) debitCents: number;
  @CentsField({ max: Number.MAX_SAFE_INTEGER }) creditCents: number;
}

/** One journal entry: its debits equal its credits. */
export class JournalEntryBody {
  @UuidField() id: string;
  @TextField({ example: 'payment' }) kind: string;
  @DateField() effectiveOn: string;
  @InstantField() recordedAt: string;
  @ObjectField(() => SourceBody) source: SourceBody;
  @UuidField({ nullable: true, optional: true, description: 'The entry this one undoes.' }) reverses?: string | null;
  @TextField({ nullable: true, optional: true }) memo?: string | null;
  @DateField({ nullable: true, description: 'The sealed business day it belongs to, when it came too late for that.' })
  lateFor: string | null;
  @ListField(() => JournalLineBody, { minItems: 2 }) lines: JournalLineBody[];

  static from = (entry: JournalEntryView): JournalEntryBody => ({
    id: entry.id,
    kind: entry.kind,
    effectiveOn: entry.effectiveOn,
    recordedAt: formatInstant(fromDate(entry.recordedAt)),
    source: entry.source,
    reverses: entry.reverses,
    memo: entry.memo,
    lateFor: entry.lateFor,
    lines: entry.lines.map((line) => ({
      accountNumber: line.accountNumber,
      accountName: line.accountName,
      debitCents: line.debit.toJSON(),
      creditCents: line.credit.toJSON(),
    })),
  });
}

export class TrialBalanceLineBody {
  @IntField({ example: 1100 }) accountNumber: number;
  @TextField({ example: 'Patient A/R' }) name: string;
  @CentsField({ max: Number.MAX_SAFE_INTEGER }) debitCents: number;
  @CentsField({ max: Number.MAX_SAFE_INTEGER }) creditCents: number;
}

/** Every account's balance; total debits equal total credits. */
export class TrialBalanceBody {
  @DateField({ nullable: true, description: 'Null: everything posted so far.' }) asOf: string | null;
  @ListField(() => TrialBalanceLineBody) lines: TrialBalanceLineBody[];
  @CentsField({ max: Number.MAX_SAFE_INTEGER }) totalDebitCents: number;
  @CentsField({ max: Number.MAX_SAFE_INTEGER }) totalCreditCents: number;

  static from = (balance: TrialBalance): TrialBalanceBody => ({
    asOf: balance.asOf,
    lines: balance.lines.map((line) => ({
      accountNumber: line.accountNumber,
      name: line.name,
      debitCents: line.debit.toJSON(),
      creditCents: line.credit.toJSON(),
    })),
    totalDebitCents: balance.totalDebit.toJSON(),
    totalCreditCents: balance.totalCredit.toJSON(),
  });
}
