import { Injectable } from '@nestjs/common';
import { allocatePayment } from '../../domain/payments/allocate-payment';
import { chargesSavedCard } from '../../domain/payments/saved-card';
import { checkTenders, type TenderInput } from '../../domain/payments/tender-rules';
import { businessDateOf } from '../../kernel/business-date';
import { Clock } from '../../kernel/clock';
import { DomainError } from '../../kernel/errors';
import { type InvoiceId, newId, type PaymentId, type TenderId } from '../../kernel/ids';
import { invariant } from '../../kernel/invariant';
import { Transactions } from '../../platform/database/transactions';
import { OpenDay } from '../ledger/open-day';
import { refuseWhileUnderWay } from './blocking-attempts';
import { refuseWhatIsNotOffered } from './taking/offered-tenders';
import { type PayableInvoice, PayableInvoices } from './taking/payable-invoice';
import { RecordPayment } from './taking/record-payment';

export interface TakePaymentForInvoicesInput {
  /** Of one patient; at least one. */
  readonly invoiceIds: readonly InvoiceId[];
  readonly tenders: readonly TenderInput[];
}

/**
 * Takes money that is in hand for several invoices of one patient in one act: one payment, one receipt, one Venmo
 * reference. The oldest care is paid first. A saved card is charged invoice by invoice instead: TakePayment.
 *
 * Tx: needs one; locks the invoices' open charges in id order; a hosted page that is open is ended at Stripe first, outside
 * of it. Idempotent by: the route's key. Posts: see {@link BookTenders}; each line names its own invoice.
 * Errors: those of TakePayment but for saved cards; `tender_not_offered` for one; `payment_in_progress` while anything is
 * under way for one of the invoices.
 */
@Injectable()
export class TakePaymentForInvoices {
  constructor(
    private readonly tx: Transactions,
    private readonly invoices: PayableInvoices,
    private readonly record: RecordPayment,
    private readonly clock: Clock,
    private readonly openDay: OpenDay,
  ) {}

  async execute(input: TakePaymentForInvoicesInput): Promise<PaymentId> {
    invariant(this.tx.isOpen, 'money for several invoices is taken in the transaction of what it is taken for');
    checkTenders(input.tenders);
    refuseSavedCards(input.tenders);
    const invoices: PayableInvoice[] = [];
    for (const id of [...new Set(input.invoiceIds)].sort()) invoices.push(await this.invoices.lock(id));
    for (const { underWay } of invoices) refuseWhileUnderWay(underWay);
    const [first] = invoices;
    invariant(first, 'a payment pays at least one invoice');
    invariant(
      invoices.every(({ patientId }) => patientId === first.patientId),
      'a payment is of one patient',
    );
    refuseWhatIsNotOffered(input.tenders, first.settings.policies.offeredTenders);
    const tenders = input.tenders.map((tender) => ({ ...tender, id: newId<TenderId>(this.clock.now()) }));
    const openCharges = invoices.flatMap(({ isVoided, charges }) => (isVoided ? [] : charges));
    const allocated = allocatePayment({ openCharges, tenders });
    const payment = await this.record.execute({
      patientId: first.patientId,
      invoiceId: null,
      invoiceOf: new Map(openCharges.map(({ chargeId, invoiceId }) => [chargeId, invoiceId])),
      effectiveOn: await this.openDay.for(businessDateOf(this.clock.now(), first.timeZone)),
      tenders,
      allocated,
    });
    return payment.id;
  }
}

/** Errors: `tender_not_offered`. */
function refuseSavedCards(tenders: readonly TenderInput[]): void {
  const index = tenders.findIndex(chargesSavedCard);
  if (index < 0) return;
  const message = 'A saved card pays one bill at a time. Charge it bill by bill, or take another tender.';
  throw new DomainError('tender_not_offered', {
    detail: message,
    errors: [{ pointer: `/tenders/${index}/type`, message }],
  });
}
