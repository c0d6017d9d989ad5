import type Stripe from 'stripe';
import { Temporal } from 'temporal-polyfill';
import { Money } from '../../../kernel/money';
import type { CardCharge } from '../checkout/payment-gateway';

/** The charge of an intent, when its money was taken. */
export function cardChargeOf(charge: Stripe.Charge | string | null): CardCharge | null {
  if (charge === null || typeof charge === 'string' || !charge.captured) return null;
  const transaction = typeof charge.balance_transaction === 'object' ? charge.balance_transaction : null;
  const card = charge.payment_method_details?.card;
  return {
    id: charge.id,
    at: Temporal.Instant.fromEpochMilliseconds(charge.created * 1000),
    brand: card?.brand ?? null,
    last4: card?.last4 ?? null,
    fee: transaction ? Money.cents(transaction.fee) : null,
    balanceTransactionId: transaction?.id ?? null,
  };
}
