import type { Money } from '../../kernel/money';
import { ACCOUNT } from './accounts';
import { credit, debit, type JournalLine } from './journal';
import { transfer } from './transfer';

/**
 * A payout that arrived: the nets of its balance transactions leave the processor for the bank. A negative one, when
 * refunds outweighed what came in, was collected from the bank.
 *
 * Posts: Dr 1000 / Cr 1030, the reverse when negative; nothing for zero. Scenario S1 d (DOMAIN.md §13).
 */
export const payoutRecipe = (net: Money): JournalLine[] =>
  transfer(net, { to: ACCOUNT.operatingBank, from: ACCOUNT.stripeClearing });

/**
 * A deposit slip: cash of the drawer and checks, carried to the bank.
 *
 * Posts: Dr 1000 / Cr 1020 the cash, Cr 1010 the checks. Scenario S12.
 */
export function depositRecipe({ cash, checks }: { cash: Money; checks: Money }): JournalLine[] {
  return [
    debit(ACCOUNT.operatingBank, cash.plus(checks)),
    ...(cash.isZero() ? [] : [credit(ACCOUNT.cashDrawer, cash)]),
    ...(checks.isZero() ? [] : [credit(ACCOUNT.undepositedChecks, checks)]),
  ];
}

/** Venmo's balance moved to the bank. Posts: Dr 1000 / Cr 1035. */
export const venmoSweepRecipe = (amount: Money): JournalLine[] =>
  transfer(amount, { to: ACCOUNT.operatingBank, from: ACCOUNT.venmoClearing });

/**
 * A fee of the processor that belongs to no payment: what it charges the account for itself; negative when given back.
 *
 * Posts: Dr 6000 / Cr 1030, the reverse when negative.
 */
export const accountFeeRecipe = (fee: Money): JournalLine[] =>
  transfer(fee, { to: ACCOUNT.merchantFees, from: ACCOUNT.stripeClearing });
