import { Injectable } from '@nestjs/common';
import { ChargeInStages } from './charge-in-stages';
import type { PaymentView } from '../payment.view';
import { PrepareCardPayment } from './prepare-card-payment';
import type { TakePaymentInput } from '../taking/take-payment.input';

/**
 * Takes a payment at the desk of which at least one tender charges a saved card. Money handed over is booked first, since
 * it is in the drawer whatever the card does; then each card is asked, HSA and FSA money before others, and each tender
 * stands for itself: what was taken is kept, what was declined leaves its part of the bill open (DOMAIN.md §8, S1).
 *
 * Tx, idempotence: see {@link ChargeInStages}. Posts: see {@link BookTenders}.
 * Errors: those of TakePayment and {@link ChargeInStages}; `payment_method_unknown`, `payment_method_mismatch`,
 * `payment_method_unusable`, `card_amount_too_small`, `card_consent_missing`; `payment_in_progress` while anything else is
 * under way.
 */
@Injectable()
export class TakeCardPayment {
  constructor(
    private readonly preparing: PrepareCardPayment,
    private readonly stages: ChargeInStages,
  ) {}

  execute(input: TakePaymentInput): Promise<PaymentView> {
    return this.stages.execute(() => this.preparing.execute(input));
  }
}
