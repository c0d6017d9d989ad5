import type { PatientId, PaymentId } from '../../kernel/ids';
import { Money } from '../../kernel/money';
import { ACCOUNT } from './accounts';
import { credit, debit, type JournalLine } from './journal';

/** The accounts whose money may become unclaimed: credit and prepayments. A deposit still waits for its care. */
export const UNCLAIMED_ACCOUNTS: readonly number[] = [ACCOUNT.patientCredit, ACCOUNT.unappliedReceipts];

/**
 * A patient's money that nobody has claimed: owed to the state from now on, which keeps it for them.
 *
 * Posts: Dr 2000 or 2150, item = the payment / Cr 2200. Scenario S11.
 */
export function unclaimedRecipe(held: {
  readonly patientId: PatientId;
  readonly paymentId: PaymentId;
  /** Above zero each. */
  readonly parts: readonly { readonly accountNumber: number; readonly amount: Money }[];
}): JournalLine[] {
  const { patientId, paymentId, parts } = held;
  return [
    ...parts.map(({ accountNumber, amount }) => debit(accountNumber, amount, { patientId, itemId: paymentId })),
    credit(ACCOUNT.unclaimedProperty, Money.sum(parts.map(({ amount }) => amount)), { patientId }),
  ];
}
