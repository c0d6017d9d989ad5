import { type BusinessDate, compareDates } from '../../kernel/business-date';
import type { ChargeId, InvoiceId, PaymentId, TenderId } from '../../kernel/ids';
import { Money } from '../../kernel/money';
import { ACCOUNT } from '../ledger/accounts';

/** Money of a payment that no charge has taken: credit (2000), a prepayment (2150) or a deposit (2100). */
export interface HeldMoney {
  readonly accountNumber: number;
  readonly amount: Money;
}

/** Money of a payment that paid a charge and still does. */
export interface AppliedMoney {
  readonly chargeId: ChargeId;
  /** The payment whose allocation it is: this one, or one that spent its credit later. */
  readonly paymentId: PaymentId;
  readonly invoiceId?: InvoiceId;
  readonly dateOfService: BusinessDate;
  /** What of the payment went there, less what was taken back. */
  readonly amount: Money;
  /** What all payments together have paid of the charge: no more can be taken off it. */
  readonly paid: Money;
  /** The tenders that paid it; none when the payment's credit did, later. */
  readonly tenderIds: readonly TenderId[];
}

/** Where the money of a payment is now. */
export interface PaymentMoney {
  readonly paymentId: PaymentId;
  /** In the order it is given back. */
  readonly held: readonly HeldMoney[];
  readonly applied: readonly AppliedMoney[];
}

/** One line a refund takes money back from: a liability (item = the payment) or a charge, which is owed again. Above zero. */
export interface RefundSource {
  readonly accountNumber: number;
  readonly itemId: PaymentId | ChargeId;
  /** Whose allocation, or whose held money, it takes back. */
  readonly paymentId: PaymentId;
  readonly invoiceId?: InvoiceId;
  readonly amount: Money;
}

/**
 * What a refund takes the money from: first what is held for the patient, so that nothing is owed again; then charges,
 * those the tender itself paid before others of the payment before those its credit paid later, the newest care first.
 *
 * @returns the sources and what could not be found: zero unless the books hold less of the payment than was captured
 */
export function takeRefundFrom(
  part: { readonly tenderId: TenderId; readonly amount: Money },
  money: PaymentMoney,
): { sources: RefundSource[]; missing: Money } {
  let left = part.amount;
  const sources: RefundSource[] = [];
  const taken = (itemId: string): Money =>
    Money.sum(sources.filter((source) => source.itemId === itemId).map((source) => source.amount));
  const take = (most: Money, source: Omit<RefundSource, 'amount'>): void => {
    const amount = Money.min(left, Money.max(most, Money.ZERO));
    if (!amount.isPositive()) return;
    sources.push({ ...source, amount });
    left = left.minus(amount);
  };
  const { paymentId } = money;
  for (const { accountNumber, amount } of money.held) take(amount, { accountNumber, itemId: paymentId, paymentId });
  for (const { amount, paid, chargeId, ...from } of [...money.applied].sort(byTurn(part.tenderId)))
    take(Money.min(amount, paid.minus(taken(chargeId))), {
      accountNumber: ACCOUNT.patientReceivable,
      itemId: chargeId,
      paymentId: from.paymentId,
      invoiceId: from.invoiceId,
    });
  return { sources, missing: left };
}

const byTurn =
  (tenderId: TenderId) =>
  (a: AppliedMoney, b: AppliedMoney): number => {
    const turnOf = ({ tenderIds }: AppliedMoney): number =>
      tenderIds.includes(tenderId) ? 0 : tenderIds.length > 0 ? 1 : 2;
    return (
      turnOf(a) - turnOf(b) || compareDates(b.dateOfService, a.dateOfService) || (a.chargeId < b.chargeId ? 1 : -1)
    );
  };
