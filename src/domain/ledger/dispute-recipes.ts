import type { PatientId, PaymentId } from '../../kernel/ids';
import { Money } from '../../kernel/money';
import type { TakenBack } from '../payments/bank-take-back';
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

/** A receipt taken back for good, and the account that carried its money until now. */
export interface TakenBackReceipt {
  readonly patientId: PatientId;
  readonly paymentId: PaymentId;
  readonly takenBack: TakenBack;
  readonly from: number;
}

/**
 * A receipt that a bank took back for good: what it had paid is owed again.
 *
 * Posts: Dr 1100 (item = each charge it had paid), Dr 2000|2100|2150 what was held of it (item = the payment), Dr 6020 what
 * was given back already / Cr 1050 for a lost dispute, 1000 for a returned check. Scenario S5.
 */
export function takenBackRecipe({ patientId, paymentId, takenBack, from }: TakenBackReceipt): JournalLine[] {
  const { held, revived, lost } = takenBack;
  const debits = [
    ...held.map(({ accountNumber, amount }) => debit(accountNumber, amount, { patientId, itemId: paymentId })),
    ...revived.map(({ chargeId, invoiceId, amount }) =>
      debit(ACCOUNT.patientReceivable, amount, { patientId, invoiceId, itemId: chargeId }),
    ),
    ...(lost.isPositive() ? [debit(ACCOUNT.badDebt, lost, { patientId })] : []),
  ];
  return [...debits, credit(from, Money.sum(debits.map((line) => line.amount)))];
}

/** A lost dispute that was won after all: the lines that booked the loss, and what is still open on the charges it revived. */
export interface RecoveredLoss {
  readonly patientId: PatientId;
  readonly paymentId: PaymentId;
  /** The debit lines of the loss. */
  readonly lines: readonly JournalLine[];
  readonly openByCharge: ReadonlyMap<string, Money>;
}

/**
 * The loss undone as far as it still stands: a charge that was revived is paid again as far as it is open; what somebody has
 * paid in the meantime becomes the patient's credit.
 *
 * Posts: Dr 1050 / Cr 1100, 2000, 2100, 2150, 6020 as the loss was booked, Cr 2000 (item = the payment) the rest.
 */
export function recoveredLossRecipe({ patientId, paymentId, lines, openByCharge }: RecoveredLoss): JournalLine[] {
  const back = lines.map((line) => {
    const isCharge = line.accountNumber === ACCOUNT.patientReceivable;
    const most = isCharge ? (openByCharge.get(line.itemId ?? '') ?? Money.ZERO) : line.amount;
    return { ...line, amount: Money.min(line.amount, most).negated() };
  });
  const total = Money.sum(lines.map((line) => line.amount));
  const rest = total.plus(Money.sum(back.map((line) => line.amount)));
  return mergeLines([
    debit(ACCOUNT.chargebacksReceivable, total),
    ...back.filter((line) => !line.amount.isZero()),
    ...(rest.isPositive() ? [credit(ACCOUNT.patientCredit, rest, { patientId, itemId: paymentId })] : []),
  ]);
}
