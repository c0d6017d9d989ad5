import { Injectable } from '@nestjs/common';
import { DomainError } from '../../kernel/errors';
import type { PaymentId } from '../../kernel/ids';
import { RequestContext } from '../../platform/context/request-context';
import { afterOutsideWork, StagesNeeded } from '../../platform/database/outside-work';
import { Transactions } from '../../platform/database/transactions';
import { assertSomethingTaken } from './card-payment-answer';
import { ChargeCards } from './charge-cards';
import type { PaymentView } from './payment.view';
import { PaymentsReader } from './payments.reader';
import { CardChargesRepository } from './persistence/card-charges.repository';
import { PrepareCardPayment } from './prepare-card-payment';
import type { TakePaymentInput } from './take-payment.input';

/**
 * Takes a payment at the desk of which at least one tender charges a saved card. Money handed over is booked first, since
 * it is in the drawer whatever the card does; then each card is asked, HSA and FSA money before others, and each tender
 * stands for itself: what was taken is kept, what was declined leaves its part of the bill open (DOMAIN.md §8, S1).
 *
 * Tx: forbids one around it ({@link StagesNeeded} sends the route round): one stores the intent and books what is in hand,
 * then the processor is asked, then one settles each answer. Idempotent by: the stored payment, which the same request
 * finds again after a crash. Posts: see {@link BookTenders}.
 * Errors: those of TakePayment; `payment_method_unknown`, `payment_method_mismatch`, `payment_method_unusable`,
 * `card_amount_too_small`, `card_consent_missing`; `payment_in_progress` while anything else is under way;
 * `card_declined` and `authentication_required` when nothing was taken; `card_unavailable`.
 */
@Injectable()
export class TakeCardPayment {
  constructor(
    private readonly tx: Transactions,
    private readonly preparing: PrepareCardPayment,
    private readonly charging: ChargeCards,
    private readonly payments: PaymentsReader,
    private readonly cardCharges: CardChargesRepository,
    private readonly context: RequestContext,
  ) {}

  async execute(input: TakePaymentInput): Promise<PaymentView> {
    if (this.tx.isOpen) throw new StagesNeeded();
    const begun = await this.begun();
    const paymentId = begun ?? (await afterOutsideWork(() => this.tx.run(() => this.preparing.execute(input))));
    await this.charging.execute(paymentId, begun ? 'again' : 'first');
    const payment = await this.payments.get(paymentId);
    try {
      assertSomethingTaken(payment);
    } catch (error) {
      if (error instanceof DomainError && !error.stands)
        await this.tx.run(() => this.cardCharges.forgetRequest(paymentId));
      throw error;
    }
    return payment;
  }

  /** What this very request has begun before and could not answer for. */
  private async begun(): Promise<PaymentId | undefined> {
    const { requestKey } = this.context;
    return requestKey ? this.tx.run(() => this.cardCharges.ofRequest(requestKey)) : undefined;
  }
}
