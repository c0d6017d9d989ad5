import { invariant } from '../../kernel/invariant';
import type { Money } from '../../kernel/money';
import { ACCOUNT } from './accounts';
import { credit, debit, type JournalLine } from './journal';

/** Why cash moves in or out of a drawer without a patient. */
export type DrawerMovementKind = 'paid_in' | 'paid_out' | 'drop';

/** Standard accounts cash may be paid in from or paid out to; a clinic's own expense accounts come on top. */
export const PAID_ACCOUNTS: readonly number[] = [ACCOUNT.operatingBank, ACCOUNT.drugCost, ACCOUNT.merchantFees];

/**
 * Cash put into a drawer, taken out of it, or dropped into the bank bag.
 *
 * Posts: paid in Dr 1020 / Cr the account (1000: change from the bank); paid out Dr the account / Cr 1020; drop Dr 1000 /
 * Cr 1020.
 */
export function drawerMovementRecipe(kind: DrawerMovementKind, amount: Money, accountNumber: number): JournalLine[] {
  invariant(kind !== 'drop' || accountNumber === ACCOUNT.operatingBank, 'a drop goes to the bank');
  return kind === 'paid_in'
    ? [debit(ACCOUNT.cashDrawer, amount), credit(accountNumber, amount)]
    : [debit(accountNumber, amount), credit(ACCOUNT.cashDrawer, amount)];
}

/** The first float of a drawer, from the bank. Posts: Dr 1020 / Cr 1000. A float carried over posts nothing. */
export const floatRecipe = (amount: Money): JournalLine[] => [
  debit(ACCOUNT.cashDrawer, amount),
  credit(ACCOUNT.operatingBank, amount),
];

/**
 * A drawer that holds less or more than it should.
 *
 * Posts: short Dr 6030 / Cr 1020; over Dr 1020 / Cr 6030. Scenario S12. A count that is right posts nothing.
 * @param difference counted less expected
 */
export function overShortRecipe(difference: Money): JournalLine[] {
  if (difference.isZero()) return [];
  const { cashDrawer, cashOverShort } = ACCOUNT;
  return difference.isNegative()
    ? [debit(cashOverShort, difference.negated()), credit(cashDrawer, difference.negated())]
    : [debit(cashDrawer, difference), credit(cashOverShort, difference)];
}
