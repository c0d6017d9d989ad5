import { Injectable } from '@nestjs/common';
import { isPaymentInFlight } from '../../../domain/payments/payment-state';
import type { PaymentId } from '../../../kernel/ids';
import { invariant } from '../../../kernel/invariant';
import { Transactions } from '../../../platform/database/transactions';
import { AskAboutCharge } from './ask-about-charge';
import type { Asking } from './ask-for-charge';
import { CardChargesRepository } from '../persistence/card-charges.repository';
import type { Refreshed } from '../settling/refreshed';

/**
 * Asks for the saved cards of a stored payment, one after the other. While one is not known the next is not asked for; who
 * comes later goes on from there.
 *
 * Tx: forbids one around it. Idempotent by: {@link AskAboutCharge}.
 */
@Injectable()
export class ChargeCards {
  constructor(
    private readonly tx: Transactions,
    private readonly cardCharges: CardChargesRepository,
    private readonly asking: AskAboutCharge,
  ) {}

  /** @param how `first` only by the request that has just stored it */
  async execute(paymentId: PaymentId, how: Asking): Promise<Refreshed> {
    invariant(!this.tx.isOpen, 'a card is charged outside any transaction');
    let last: Refreshed = 'applied';
    for (const { tenderId } of await this.read(paymentId)) {
      // Read again: settling one may have taken a while, and another process may have come by.
      const charge = (await this.read(paymentId)).find((row) => row.tenderId === tenderId);
      if (!charge || !isPaymentInFlight(charge.state)) continue;
      last = await this.asking.execute(charge, how);
      if (!(await this.isKnown(paymentId, tenderId))) return last;
    }
    return last;
  }

  private read(paymentId: PaymentId) {
    return this.tx.run(() => this.cardCharges.ofPayment(paymentId));
  }

  private async isKnown(paymentId: PaymentId, tenderId: string): Promise<boolean> {
    const charge = (await this.read(paymentId)).find((row) => row.tenderId === tenderId);
    return charge !== undefined && !isPaymentInFlight(charge.state);
  }
}
