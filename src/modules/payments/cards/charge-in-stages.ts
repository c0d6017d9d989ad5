import { Injectable } from '@nestjs/common';
import { DomainError } from '../../../kernel/errors';
import type { PaymentId } from '../../../kernel/ids';
import { RequestContext } from '../../../platform/context/request-context';
import { afterOutsideWork, StagesNeeded } from '../../../platform/database/outside-work';
import { Transactions } from '../../../platform/database/transactions';
import { assertSomethingTaken } from './card-payment-answer';
import { ChargeCards } from './charge-cards';
import type { PaymentView } from '../payment.view';
import { PaymentsReader } from '../payments.reader';
import { CardChargesRepository } from '../persistence/card-charges.repository';

/**
 * Takes a payment with saved cards in its three stages: the intent stored with what is in hand, the processor asked, each
 * answer settled.
 *
 * Tx: forbids one around it ({@link StagesNeeded} sends the route round). Idempotent by: the stored payment, which the same
 * request finds again after a crash. Errors: those of `prepare`; `card_declined` and `authentication_required` when nothing
 * was taken; `card_unavailable`.
 */
@Injectable()
export class ChargeInStages {
  constructor(
    private readonly tx: Transactions,
    private readonly charging: ChargeCards,
    private readonly payments: PaymentsReader,
    private readonly cardCharges: CardChargesRepository,
    private readonly context: RequestContext,
  ) {}

  /** @param prepare stores the payment; runs in a transaction of its own, unless this very request has done so before */
  async execute(prepare: () => Promise<PaymentId>): Promise<PaymentView> {
    if (this.tx.isOpen) throw new StagesNeeded();
    const begun = await this.begun();
    const paymentId = begun ?? (await afterOutsideWork(() => this.tx.run(prepare)));
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
