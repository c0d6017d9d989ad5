import { Injectable } from '@nestjs/common';
import { allocatePayment, type AllocatedPayment } from '../../domain/payments/allocate-payment';
import { changeDue, checkTenders, type TenderInput } from '../../domain/payments/tender-rules';
import { businessDateOf } from '../../kernel/business-date';
import { Clock, formatInstant, fromDate } from '../../kernel/clock';
import { DomainError } from '../../kernel/errors';
import { type InvoiceId, newId, type TenderId } from '../../kernel/ids';
import { Money } from '../../kernel/money';
import { Transactions } from '../../platform/database/transactions';
import { OpenChargesReader } from '../charges/open-charges.reader';
import type { OfferableTender } from '../clinics/clinic-policies';
import { ClinicsReader } from '../clinics/clinics.reader';
import { OpenDay } from '../ledger/open-day';
import type { PaymentView } from './payment.view';
import type { PaymentRecord } from './persistence/payments.repository';
import { amountOpen } from './open-amounts';
import { RecordPayment } from './record-payment';

export interface TakePaymentInput {
  readonly invoiceId: InvoiceId;
  readonly tenders: readonly TenderInput[];
  /** The patient agreed that what is over the balance stays as credit. */
  readonly keepExcessAsCredit?: boolean;
}

/**
 * Takes money at the desk: any split of tenders, in one act.
 *
 * Tx: opens or joins one; the invoice's open charges are locked in id order, so two takers never collect more than is owed.
 * Idempotent by: the route's key. Posts: see {@link BookTenders}.
 * Errors: `invoice_unknown`, `invoice_closed`, `tender_not_offered`, `tender_reference_required`, `tender_reference_taken`,
 * `tender_field_not_allowed`, `tender_total_zero`, `cash_tendered_too_low`, `hsa_fsa_not_eligible`, `amount_exceeds_balance`.
 */
@Injectable()
export class TakePayment {
  constructor(
    private readonly tx: Transactions,
    private readonly clinics: ClinicsReader,
    private readonly charges: OpenChargesReader,
    private readonly record: RecordPayment,
    private readonly clock: Clock,
    private readonly openDay: OpenDay,
  ) {}

  execute(input: TakePaymentInput): Promise<PaymentView> {
    checkTenders(input.tenders);
    return this.tx.run(async () => {
      const [invoice, settings] = await Promise.all([
        this.charges.lockInvoice(input.invoiceId),
        this.clinics.settings(),
      ]);
      refuseWhatIsNotOffered(input.tenders, settings.policies.offeredTenders);
      const open = amountOpen(invoice);
      const tenders = input.tenders.map((tender) => ({ ...tender, id: newId<TenderId>(this.clock.now()) }));
      const allocated = allocatePayment({
        openCharges: invoice.charges,
        tenders,
        keepExcessAsCredit: input.keepExcessAsCredit,
      });
      const effectiveOn = await this.openDay.for(businessDateOf(this.clock.now(), settings.timeZone));
      const payment = await this.record.execute({ ...invoice, effectiveOn, tenders, allocated });
      return viewOf(payment, allocated, open.minus(allocated.applied));
    });
  }
}

/** Errors: `tender_not_offered`. A saved card needs the processor and is not taken this way. */
function refuseWhatIsNotOffered(tenders: readonly TenderInput[], offered: readonly OfferableTender[]): void {
  tenders.forEach((tender, index) => {
    const isOffered = tender.type === 'unapplied_credit' || offered.includes(tender.type);
    if (
      isOffered &&
      tender.type !== 'hosted_checkout' &&
      tender.type !== 'card_on_file' &&
      tender.paymentMethodId === undefined
    )
      return;
    const message = isOffered
      ? 'A saved card cannot be charged here yet. Use the card page or the terminal.'
      : 'This clinic does not take that tender.';
    throw new DomainError('tender_not_offered', {
      detail: message,
      errors: [{ pointer: `/tenders/${index}/type`, message }],
    });
  });
}

function viewOf(payment: PaymentRecord, allocated: AllocatedPayment, balance: Money): PaymentView {
  return {
    id: payment.id,
    patientId: payment.patientId,
    invoiceId: payment.invoiceId,
    status: payment.state,
    source: payment.source,
    amountCents: payment.amount.toJSON(),
    effectiveOn: payment.effectiveOn,
    takenAt: formatInstant(fromDate(payment.takenAt)),
    receiptId: payment.receiptId,
    changeDueCents: Money.sum(payment.tenders.map(changeDue)).toJSON(),
    unappliedCents: allocated.excess.toJSON(),
    balanceCents: balance.toJSON(),
    tenders: payment.tenders.map((tender) => ({
      id: tender.id,
      type: tender.type,
      spendsHsaFsa: tender.spendsHsaFsa,
      amountCents: tender.amount.toJSON(),
      tenderedCents: tender.tendered?.toJSON() ?? null,
      reference: tender.reference ?? null,
      card: tender.card ? { brand: tender.card.brand ?? null, last4: tender.card.last4 } : null,
      feeCents: tender.fee?.toJSON() ?? null,
    })),
    allocations: allocated.tenders.flatMap(({ tenderId, allocations }) =>
      allocations.map(({ chargeId, amount }) => ({
        tenderId,
        chargeId,
        invoiceId: payment.invoiceId,
        amountCents: amount.toJSON(),
      })),
    ),
  };
}
