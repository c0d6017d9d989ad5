import { Injectable } from '@nestjs/common';
import type { DepositPurpose } from '../../../domain/ledger/refund-recipes';
import type { AllocatedPayment } from '../../../domain/payments/allocate-payment';
import type { ConsentPurpose } from '../../../domain/payments/card-consent';
import { chargesSavedCard } from '../../../domain/payments/saved-card';
import type { TenderInput } from '../../../domain/payments/tender-rules';
import type { BusinessDate } from '../../../kernel/business-date';
import { Clock, toDate } from '../../../kernel/clock';
import { type InvoiceId, newId, type PatientId, type PaymentId, type TenderId } from '../../../kernel/ids';
import { invariant } from '../../../kernel/invariant';
import { Money } from '../../../kernel/money';
import { RequestContext } from '../../../platform/context/request-context';
import { violates } from '../../../platform/database/pg-errors';
import { RecordAuditEvent } from '../../access/record-audit-event';
import { BookTenders } from '../taking/book-tenders';
import { CardChargesRepository } from '../persistence/card-charges.repository';
import type { PaymentMethodRow } from '../persistence/payment-methods.repository';
import { type PaymentRecord, PaymentsRepository } from '../persistence/payments.repository';
import { referenceTaken } from '../taking/record-payment';

/** A tender with the saved card it charges, when it charges one. */
export interface PreparedTender extends TenderInput {
  readonly id: TenderId;
  readonly spendsHsaFsa: boolean;
  readonly savedCard?: PaymentMethodRow;
}

/** A payment of which some tenders are in hand and some are still to be asked for. */
export interface PreparedPayment {
  readonly patientId: PatientId;
  readonly invoiceId: InvoiceId | null;
  /** Of money taken ahead of any charge. */
  readonly heldFor?: DepositPurpose;
  /** The business day it is booked on. */
  readonly effectiveOn: BusinessDate;
  readonly tenders: readonly PreparedTender[];
  readonly allocated: AllocatedPayment;
  /** What the holders of the cards agreed to. */
  readonly purpose: ConsentPurpose;
}

/**
 * Stores a payment with saved cards: the intent of each charge, and the money in hand with its entries.
 *
 * Tx: needs one. Posts: see {@link BookTenders}, for the tenders in hand. Errors: `tender_reference_taken`.
 */
@Injectable()
export class RecordCardPayment {
  constructor(
    private readonly payments: PaymentsRepository,
    private readonly cardCharges: CardChargesRepository,
    private readonly booking: BookTenders,
    private readonly audit: RecordAuditEvent,
    private readonly context: RequestContext,
    private readonly clock: Clock,
  ) {}

  async execute(input: PreparedPayment): Promise<PaymentId> {
    const payment = this.recordOf(input);
    const inHand = input.tenders.flatMap((tender, index) => {
      const allocated = input.allocated.tenders[index];
      invariant(allocated?.tenderId === tender.id, 'allocations come in the order of the tenders');
      return chargesSavedCard(tender) ? [] : [{ ...tender, allocated }];
    });
    await this.audit.execute({
      action: 'payment.charge_card',
      subject: { type: 'payment', id: payment.id },
      facts: { amountCents: payment.amount.toJSON(), invoiceId: input.invoiceId, tenders: input.tenders.length },
    });
    try {
      const parts = inHand.map(({ allocated }) => allocated);
      await this.payments.insert(payment, parts);
    } catch (error) {
      throw violates(error, 'uq_payment_tenders_venmo_reference') ? referenceTaken(payment) : error;
    }
    if (inHand.length > 0) await this.payments.setState(payment.id, 'pending', { at: payment.takenAt });
    const { requestKey } = this.context;
    await this.cardCharges.insert(
      { id: payment.id, purpose: input.purpose, requestKey, startedAt: payment.takenAt },
      inTurn(input.tenders),
    );
    await this.booking.execute({ ...payment, effectiveOn: input.effectiveOn, heldFor: input.heldFor }, inHand);
    return payment.id;
  }

  private recordOf({ patientId, invoiceId, effectiveOn, tenders }: PreparedPayment): PaymentRecord {
    const now = this.clock.now();
    const { kind, id } = this.context.actor;
    return {
      id: newId<PaymentId>(now),
      patientId,
      invoiceId,
      state: 'pending',
      source: 'desk',
      amount: Money.sum(tenders.map((tender) => tender.amount)),
      effectiveOn: effectiveOn.toString(),
      receiptId: newId(now),
      takenBy: { kind, id },
      takenAt: toDate(now),
      tenders: tenders.map((tender) => ({ ...tender, reference: tender.reference?.trim() })),
    };
  }
}

/** The cards in the order they are asked: HSA and FSA money first, since only it is bound to its lines (DOMAIN.md §8). */
function inTurn(tenders: readonly PreparedTender[]) {
  const cards = tenders.flatMap(({ id, spendsHsaFsa, savedCard }) =>
    savedCard ? [{ tenderId: id, paymentMethodId: savedCard.id, spendsHsaFsa }] : [],
  );
  return [...cards.filter((card) => card.spendsHsaFsa), ...cards.filter((card) => !card.spendsHsaFsa)];
}
