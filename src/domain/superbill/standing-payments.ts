import type { ChargeId } from '../../kernel/ids';
import { Money } from '../../kernel/money';

/** A payment with what of it went to each charge, refunds taken off. */
export interface PaymentApplied {
  readonly applied: readonly { readonly chargeId: ChargeId; readonly amountCents: number }[];
}

/**
 * What payments still pay of each charge, so that they add up to what the ledger says is paid: where a charge was lowered
 * after it was paid, the payments that came last have left a credit and count for less.
 *
 * @param payments the oldest first
 * @param paidOf what is paid of a charge
 * @returns those that still pay something
 */
export function standingPayments<Payment extends PaymentApplied>(
  payments: readonly Payment[],
  paidOf: (chargeId: ChargeId) => Money,
): Payment[] {
  const left = new Map<ChargeId, Money>();
  return payments
    .map((payment) => ({
      ...payment,
      applied: payment.applied.flatMap(({ chargeId, amountCents }) => {
        const room = left.get(chargeId) ?? paidOf(chargeId);
        const amount = Money.min(Money.cents(amountCents), room);
        left.set(chargeId, room.minus(amount));
        return amount.isPositive() ? [{ chargeId, amountCents: amount.toJSON() }] : [];
      }),
    }))
    .filter(({ applied }) => applied.length > 0);
}
