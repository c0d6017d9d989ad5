import { Injectable } from '@nestjs/common';
import { allocatePayment, type AllocatedPayment } from '../../../domain/payments/allocate-payment';
import { chargesSavedCard, isHealthAccount } from '../../../domain/payments/saved-card';
import { businessDateOf } from '../../../kernel/business-date';
import { Clock } from '../../../kernel/clock';
import { DomainError } from '../../../kernel/errors';
import { newId, type PaymentId, type PaymentMethodId, type TenderId } from '../../../kernel/ids';
import { Money } from '../../../kernel/money';
import { OpenDay } from '../../ledger/open-day';
import { refuseWhileUnderWay } from '../blocking-attempts';
import { CardsToCharge } from './cards-to-charge';
import { refuseWhatIsNotOffered } from '../taking/offered-tenders';
import { amountOpen } from '../taking/open-amounts';
import { PayableInvoices } from '../taking/payable-invoice';
import { type PreparedTender, RecordCardPayment } from './record-card-payment';
import type { TakePaymentInput } from '../taking/take-payment.input';

/**
 * Checks a payment with saved cards against every rule and stores it before the processor is asked: whose cards, what was
 * agreed to, what they may pay, and that nothing else is under way.
 *
 * Tx: needs one; locks the invoice's open charges, then the cards. Errors: see {@link TakeCardPayment}.
 */
@Injectable()
export class PrepareCardPayment {
  constructor(
    private readonly invoices: PayableInvoices,
    private readonly cards: CardsToCharge,
    private readonly record: RecordCardPayment,
    private readonly clock: Clock,
    private readonly openDay: OpenDay,
  ) {}

  async execute(input: TakePaymentInput): Promise<PaymentId> {
    const invoice = await this.invoices.lock(input.invoiceId);
    const { purpose = 'desk_charges' } = input;
    if (purpose === 'desk_charges') refuseWhatIsNotOffered(input.tenders, invoice.settings.policies.offeredTenders);
    refuseWhileUnderWay(invoice.underWay);
    amountOpen(invoice);
    const cards = await this.cards.of(invoice.patientId, input.tenders, purpose);
    const tenders = input.tenders.map((tender): PreparedTender => {
      const savedCard = cards.get(tender.paymentMethodId as PaymentMethodId);
      const spendsHsaFsa = savedCard ? isHealthAccount(savedCard.label) : tender.type === 'hsa_fsa_card';
      const card = savedCard ? { brand: savedCard.brand ?? undefined, last4: savedCard.last4 } : tender.card;
      return { ...tender, card, savedCard, spendsHsaFsa, id: newId<TenderId>(this.clock.now()) };
    });
    const { keepExcessAsCredit } = input;
    const allocated = allocatePayment({ openCharges: invoice.charges, tenders, keepExcessAsCredit });
    refuseChargingTooMuch(tenders, allocated);
    const effectiveOn = await this.openDay.for(businessDateOf(this.clock.now(), invoice.timeZone));
    return this.record.execute({ ...invoice, purpose, effectiveOn, tenders, allocated });
  }
}

/** A card is charged what is owed and no more, whatever was agreed about change. */
function refuseChargingTooMuch(tenders: readonly PreparedTender[], allocated: AllocatedPayment): void {
  const index = tenders.findIndex(
    (tender, place) => chargesSavedCard(tender) && allocated.tenders[place]?.excess.isPositive(),
  );
  const part = allocated.tenders[index];
  if (!part) return;
  const maximum = Money.sum(part.allocations.map(({ amount }) => amount));
  const message = `There is ${maximum.format()} left to pay with this card.`;
  throw new DomainError('amount_exceeds_balance', {
    detail: message,
    errors: [{ pointer: `/tenders/${index}/amountCents`, message }],
    facts: { maximumCents: maximum.toJSON() },
  });
}
