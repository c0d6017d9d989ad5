import {
  IIF_ACCOUNT_TYPES,
  JOURNAL_DETAILS,
  JOURNAL_PROGRAMS,
  type JournalDetail,
  type JournalProgram,
} from '../../domain/reports/journal-programs';
import {
  CentsField,
  DateField,
  EnumField,
  InstantField,
  IntField,
  TextField,
  UuidField,
} from '../../platform/http/fields';

/** What an account is called in a bookkeeping program. */
export class AccountMappingView {
  @IntField({ example: 1100 }) accountNumber: number;
  @TextField({ example: 'Patient A/R' }) ourName: string;
  @TextField({ example: 'Clinic receivables:Patients', description: 'Its name there; for Xero its code.' })
  name: string;
  @EnumField(IIF_ACCOUNT_TYPES, { description: 'QuickBooks Desktop’s ACCNTTYPE; never AR or AP.' }) type: string;
  @TextField({ example: 'Tax Exempt (0%)', description: 'Xero’s tax rate by its full name.' }) taxRate: string;
}

/** What was handed to a bookkeeping program: the same file every time. */
export class JournalBatchView {
  @UuidField() id: string;
  @EnumField(JOURNAL_PROGRAMS) program: JournalProgram;
  @IntField({ example: 12, description: 'Counted per program, without gaps; part of every journal number.' })
  number: number;
  @EnumField(JOURNAL_DETAILS) detail: JournalDetail;
  @DateField() firstOn: string;
  @DateField() lastOn: string;
  @IntField() entryCount: number;
  @CentsField({ max: Number.MAX_SAFE_INTEGER, description: 'The sum of its debits, and of its credits.' })
  debitCents: number;
  @TextField() madeBy: string;
  @InstantField() madeAt: string;
  @TextField({ example: '/v1/journal-batches/0193…/file' }) fileUrl: string;
}
