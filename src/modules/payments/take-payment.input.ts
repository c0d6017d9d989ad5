import type { TenderInput } from '../../domain/payments/tender-rules';
import type { InvoiceId } from '../../kernel/ids';

/** A payment as the desk entered it. */
export interface TakePaymentInput {
  readonly invoiceId: InvoiceId;
  readonly tenders: readonly TenderInput[];
  /** The patient agreed that what is over the balance stays as credit. */
  readonly keepExcessAsCredit?: boolean;
}
