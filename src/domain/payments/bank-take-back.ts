import type { ChargeId, InvoiceId } from '../../kernel/ids';
import { Money } from '../../kernel/money';

/** What became of a tender's money before it was taken back by a bank. */
export interface TenderStanding {
  /** What is still held under the payment, by liability account. */
  readonly held: readonly { readonly accountNumber: number; readonly amount: Money }[];
  /** The charges it paid, in the order it paid them. */
  readonly charges: readonly PaidCharge[];
}

export interface PaidCharge {
  readonly chargeId: ChargeId;
  readonly invoiceId?: InvoiceId;
  /** What the tender paid of it. */
  readonly allocated: Money;
  /** What is paid of it now, by anybody; less than was allocated once it was lowered or refunded. */
  readonly paid: Money;
}

/** Where an amount taken back falls. The three parts add up to it. */
export interface TakenBack {
  readonly held: readonly { readonly accountNumber: number; readonly amount: Money }[];
  readonly revived: readonly { readonly chargeId: ChargeId; readonly invoiceId?: InvoiceId; readonly amount: Money }[];
  /** What neither credit nor charge can carry: the money was given back before. */
  readonly lost: Money;
}

/**
 * Says what is owed again when a bank takes a tender back: first what the clinic still holds of it, then the charges it
 * paid, the last paid first, never beyond what is paid of them now; what is left is the clinic's loss.
 *
 * @example $550.00 that paid one session -> that session owes $550.00 again (DOMAIN.md S5)
 */
export function takeBackByBank(amount: Money, standing: TenderStanding): TakenBack {
  let left = amount;
  const take = (most: Money): Money => {
    const part = Money.max(Money.min(left, most), Money.ZERO);
    left = left.minus(part);
    return part;
  };
  const held = standing.held.map(({ accountNumber, amount: most }) => ({ accountNumber, amount: take(most) }));
  const revived = standing.charges.toReversed().map(({ chargeId, invoiceId, allocated, paid }) => ({
    chargeId,
    invoiceId,
    amount: take(Money.min(allocated, paid)),
  }));
  return {
    held: held.filter((part) => part.amount.isPositive()),
    revived: revived.filter((part) => part.amount.isPositive()),
    lost: left,
  };
}
