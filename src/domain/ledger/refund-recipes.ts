import type { PatientId, PaymentId } from '../../kernel/ids';
import { invariant } from '../../kernel/invariant';
import { Money } from '../../kernel/money';
import type { RefundSource } from '../payments/refund-sources';
import type { TenderType } from '../payments/tender-types';
import { ACCOUNT } from './accounts';
import { credit, debit, type JournalLine } from './journal';
import { TENDER_ACCOUNT, type TakenTender, tenderDebits } from './recipes';

/**
 * Where the money of a refund comes out of: where the tender's money stands, but for a check, which is returned by one of
 * the clinic's own, drawn on its bank. A check handed back before it was deposited is a void, not a refund.
 */
export const REFUND_ACCOUNT: Readonly<Record<TenderType, number>> = {
  ...TENDER_ACCOUNT,
  check: ACCOUNT.operatingBank,
};

/** One tender's part of a refund. */
export interface RefundedTender {
  readonly type: TenderType;
  readonly patientId: PatientId;
  /** Adding up to the refund. */
  readonly sources: readonly RefundSource[];
  /** For `unapplied_credit` only: the payments whose credit it was, adding up to the refund. */
  readonly restored?: readonly { paymentId: PaymentId; amount: Money }[];
}

/**
 * Money given back on the tender it came by.
 *
 * Posts: Dr 2000, 2150 or 2100 (item = the payment) for what was held, Dr 1100 (item = the charge, owed again) for what was
 * applied / Cr 1020 cash, 1000 check, 1035 Venmo, 1030 any card; spent credit goes back to 2000 under the payment it came
 * from. Scenarios S4, S8 (cancellation), S11.
 */
export function refundRecipe({ type, patientId, sources, restored }: RefundedTender): JournalLine[] {
  const amount = Money.sum(sources.map((source) => source.amount));
  const debits = sources.map((source) =>
    debit(source.accountNumber, source.amount, { patientId, invoiceId: source.invoiceId, itemId: source.itemId }),
  );
  if (type !== 'unapplied_credit') return [...debits, credit(REFUND_ACCOUNT[type], amount)];
  invariant(Money.sum((restored ?? []).map((part) => part.amount)).equals(amount), 'all of a spent credit goes back');
  return [
    ...debits,
    ...(restored ?? []).map((part) =>
      credit(ACCOUNT.patientCredit, part.amount, { patientId, itemId: part.paymentId }),
    ),
  ];
}

/**
 * A refund that failed after its charges were paid another way: what they do not owe any more is the patient's credit.
 *
 * Posts: Dr the account the refund came out of / Cr 1100 (item = the charge) what is still open, Cr 2000, 2150 or 2100 what was
 * held before, Cr 2000 (item = the payment) the rest.
 */
export function returnedRefundRecipe(refund: {
  type: TenderType;
  patientId: PatientId;
  paymentId: PaymentId;
  returned: readonly (RefundSource & { readonly stillOpen: Money })[];
}): JournalLine[] {
  const { type, patientId, paymentId, returned } = refund;
  const amount = Money.sum(returned.map((source) => source.amount));
  const credits = returned.flatMap(({ stillOpen, ...source }): JournalLine[] => {
    const dimensions = { patientId, invoiceId: source.invoiceId, itemId: source.itemId };
    return stillOpen.isPositive()
      ? [credit(source.accountNumber, Money.min(stillOpen, source.amount), dimensions)]
      : [];
  });
  const placed = Money.sum(credits.map((line) => line.amount)).negated();
  const rest = amount.minus(placed);
  return [
    debit(REFUND_ACCOUNT[type], amount),
    ...credits,
    ...(rest.isPositive() ? [credit(ACCOUNT.patientCredit, rest, { patientId, itemId: paymentId })] : []),
  ];
}

/**
 * What money taken before any charge is for: `prepayment` of an estimated visit, a `deposit` for care to come, or a `package` of
 * sessions, whose own sessions alone may spend it.
 */
export type DepositPurpose = 'deposit' | 'prepayment' | 'package';

/** Where money taken before any charge is held: a deposit is unearned, a prepayment is not applied yet. */
export const DEPOSIT_ACCOUNT: Readonly<Record<DepositPurpose, number>> = {
  deposit: ACCOUNT.unearnedDeposits,
  prepayment: ACCOUNT.unappliedReceipts,
  package: ACCOUNT.unearnedDeposits,
};

/**
 * One tender of money taken before any charge.
 *
 * Posts: Dr where the tender's money stands / Cr 2100 deposit or package, 2150 prepayment, item = the payment. Scenarios S2, S8,
 * S11.
 */
export function depositRecipe(tender: {
  type: TenderType;
  purpose: DepositPurpose;
  patientId: PatientId;
  paymentId: PaymentId;
  amount: Money;
  /** For `unapplied_credit` only: the credit that becomes this. */
  creditSources?: TakenTender['creditSources'];
}): JournalLine[] {
  const { patientId, paymentId, amount } = tender;
  return [
    ...tenderDebits(tender, amount),
    credit(DEPOSIT_ACCOUNT[tender.purpose], amount, { patientId, itemId: paymentId }),
  ];
}

/**
 * What a prepayment was above the charges it was taken for: the patient's credit from now on.
 *
 * Posts: Dr 2150 / Cr 2000, both item = the payment. Scenario S11.
 */
export function releasePrepaymentRecipe(held: {
  patientId: PatientId;
  paymentId: PaymentId;
  amount: Money;
}): JournalLine[] {
  const dimensions = { patientId: held.patientId, itemId: held.paymentId };
  return [
    debit(ACCOUNT.unappliedReceipts, held.amount, dimensions),
    credit(ACCOUNT.patientCredit, held.amount, dimensions),
  ];
}
