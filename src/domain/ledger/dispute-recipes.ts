import type { ChargeId, PatientId, PaymentId } from '../../kernel/ids';
import { Money } from '../../kernel/money';
import type { RefundSource } from '../payments/refund-sources';
import { ACCOUNT } from './accounts';
import { credit, debit, type JournalLine, mergeLines } from './journal';
import { transfer } from './transfer';

/**
 * The amount in dispute as a balance transaction moved it: negative when the bank took it, positive when it gave it back.
 *
 * Posts: Dr 1050 / Cr 1030 taken; Dr 1030 / Cr 1050 given back. Scenario S5 (DOMAIN.md §13).
 */
export const disputeAmountRecipe = (amount: Money): JournalLine[] =>
  transfer(amount, { to: ACCOUNT.stripeClearing, from: ACCOUNT.chargebacksReceivable });

/**
 * What the processor kept for a dispute, or gave back of it (negative). Read from it, never computed.
 *
 * Posts: Dr 6010 / Cr 1030; given back Dr 1030 / Cr 6010. Scenario S5.
 */
export const disputeFeeRecipe = (fee: Money): JournalLine[] =>
  transfer(fee, { to: ACCOUNT.disputeFees, from: ACCOUNT.stripeClearing });

/** A tender that a bank took back for good. */
export interface TakenBackTender {
  readonly patientId: PatientId;
  /** What is owed again, or held no more. */
  readonly sources: readonly RefundSource[];
  /** What was given back before, so that nothing can carry it: the clinic's loss. */
  readonly lost: Money;
  /** The account that carried the money until now. */
  readonly from: number;
}

/**
 * A receipt that a bank took back for good: what it had paid is owed again.
 *
 * Posts: Dr 1100 (item = each charge it had paid), Dr 2000|2100|2150 what was held of it (item = the payment), Dr 6020 what
 * was given back before / Cr 1050 for a lost dispute, 1000 for a returned check. Scenario S5.
 */
export function takenBackRecipe({ patientId, sources, lost, from }: TakenBackTender): JournalLine[] {
  const debits = sources.map(({ accountNumber, amount, invoiceId, itemId }) =>
    debit(accountNumber, amount, { patientId, invoiceId, itemId }),
  );
  if (lost.isPositive()) debits.push(debit(ACCOUNT.badDebt, lost, { patientId }));
  return mergeLines([...debits, credit(from, Money.sum(debits.map((line) => line.amount)))]);
}

/** What counts again of a tender that the bank gave back after all. */
export interface GivenBack {
  readonly source: RefundSource;
  /** As much of the source as could be given back: of a charge, what is still open on it. */
  readonly amount: Money;
}

/** Gives each source back what it lost, a charge no more than is still open on it. */
export function giveBack(
  sources: readonly RefundSource[],
  openByCharge: ReadonlyMap<PaymentId | ChargeId, Money>,
): GivenBack[] {
  const left = new Map(openByCharge);
  return sources.map((source) => {
    if (source.accountNumber !== ACCOUNT.patientReceivable) return { source, amount: source.amount };
    const open = left.get(source.itemId) ?? Money.ZERO;
    const amount = Money.min(source.amount, open);
    left.set(source.itemId, open.minus(amount));
    return { source, amount };
  });
}

/**
 * A loss undone as far as it still stands: a charge is paid again as far as it is open; what somebody has paid in the meantime
 * becomes the patient's credit.
 *
 * Posts: Dr `to` (1050) / Cr 1100, 2000, 2100, 2150 as given back, 6020 the loss, Cr 2000 (item = the payment) the rest.
 */
export function givenBackRecipe(parts: {
  readonly patientId: PatientId;
  readonly paymentId: PaymentId;
  readonly givenBack: readonly GivenBack[];
  readonly lost: Money;
  readonly to: number;
}): JournalLine[] {
  const { patientId, paymentId, givenBack, lost, to } = parts;
  const total = Money.sum([lost, ...givenBack.map(({ source }) => source.amount)]);
  const placed = givenBack.filter(({ amount }) => amount.isPositive());
  const rest = total.minus(Money.sum([lost, ...placed.map(({ amount }) => amount)]));
  return mergeLines([
    debit(to, total),
    ...placed.map(({ source: { accountNumber, invoiceId, itemId }, amount }) =>
      credit(accountNumber, amount, { patientId, invoiceId, itemId }),
    ),
    ...(lost.isPositive() ? [credit(ACCOUNT.badDebt, lost, { patientId })] : []),
    ...(rest.isPositive() ? [credit(ACCOUNT.patientCredit, rest, { patientId, itemId: paymentId })] : []),
  ]);
}
