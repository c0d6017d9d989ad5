import type { ConsentPurpose } from '../../../domain/payments/card-consent';
import type { TenderInput } from '../../../domain/payments/tender-rules';
import type { InvoiceId } from '../../../kernel/ids';

/** A payment as the desk entered it. */
export interface TakePaymentInput {
  readonly invoiceId: InvoiceId;
  readonly tenders: readonly TenderInput[];
  /** The patient agreed that what is over the balance stays as credit. */
  readonly keepExcessAsCredit?: boolean;
  /** What the holders of its saved cards agreed to; what they ask for at the desk unless told. */
  readonly purpose?: ConsentPurpose;
}
