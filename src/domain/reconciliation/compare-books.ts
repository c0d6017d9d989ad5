import { Money } from '../../kernel/money';

/** Money at the processor: one of its balance transactions. */
export interface ProcessorMovement {
  /** What a ledger entry about the same thing names too: payment intent, refund, or the transaction itself. */
  readonly key: string;
  readonly id: string;
  /** Negative when it left the balance. */
  readonly amount: Money;
  readonly fee: Money;
}

/** The same money in the ledger: what one entry did to the clearing account. */
export interface LedgerMovement {
  readonly key: string;
  readonly entryId: string;
  readonly part: 'amount' | 'fee';
  /** Debit positive. A fee is negative. */
  readonly amount: Money;
}

export const DIFFERENCE_KINDS = [
  /** The processor moved money the ledger knows nothing of. */
  'entry_missing',
  /** The ledger says the processor moved money, and the processor does not. */
  'transaction_missing',
  'amount_differs',
  /** The processor kept a fee the ledger does not have. */
  'fee_missing',
  'fee_differs',
  /** Part of a payout belongs to no clinic we know. */
  'payout_unattributed',
  /** A payout was booked with other figures than the processor shows now. */
  'payout_differs',
  /** The bank's statement is past the day and does not show it. */
  'payout_not_in_bank',
  'deposit_not_in_bank',
] as const;
export type DifferenceKind = (typeof DIFFERENCE_KINDS)[number];

/** Two books that do not say the same. */
export interface BookDifference {
  readonly kind: DifferenceKind;
  readonly key: string;
  readonly processorIds: readonly string[];
  readonly entryIds: readonly string[];
  readonly processor: Money;
  readonly ledger: Money;
}

interface Side {
  readonly processorIds: string[];
  readonly entryIds: string[];
  amount: Money;
  fee: Money;
  bookedAmount: Money;
  bookedFee: Money;
}

/**
 * Compares the processor's balance with the ledger's clearing account, in both directions, thing by thing: movements of one
 * key are taken together, so that a refund that failed and came back compares to an entry and its reversal.
 *
 * @returns the differences in the order of their keys; empty when the two books say the same to the cent
 */
export function compareBooks(
  processor: readonly ProcessorMovement[],
  ledger: readonly LedgerMovement[],
): BookDifference[] {
  const sides = new Map<string, Side>();
  const sideOf = (key: string): Side => {
    const known = sides.get(key);
    if (known) return known;
    const { ZERO } = Money;
    const side = { processorIds: [], entryIds: [], amount: ZERO, fee: ZERO, bookedAmount: ZERO, bookedFee: ZERO };
    sides.set(key, side);
    return side;
  };
  for (const { key, id, amount, fee } of processor) {
    const side = sideOf(key);
    side.processorIds.push(id);
    side.amount = side.amount.plus(amount);
    side.fee = side.fee.minus(fee);
  }
  for (const { key, entryId, part, amount } of ledger) {
    const side = sideOf(key);
    side.entryIds.push(entryId);
    if (part === 'fee') side.bookedFee = side.bookedFee.plus(amount);
    else side.bookedAmount = side.bookedAmount.plus(amount);
  }
  return [...sides].sort(([a], [b]) => (a < b ? -1 : 1)).flatMap(([key, side]) => differencesOf(key, side));
}

function differencesOf(key: string, side: Side): BookDifference[] {
  const { processorIds, entryIds } = side;
  const found = (kind: DifferenceKind, processor: Money, ledger: Money): BookDifference => ({
    kind,
    key,
    processorIds,
    entryIds,
    processor,
    ledger,
  });
  if (entryIds.length === 0) {
    const net = side.amount.plus(side.fee);
    return side.amount.isZero() && net.isZero() ? [] : [found('entry_missing', net, Money.ZERO)];
  }
  if (processorIds.length === 0) {
    const booked = side.bookedAmount.plus(side.bookedFee);
    return booked.isZero() ? [] : [found('transaction_missing', Money.ZERO, booked)];
  }
  const differences: BookDifference[] = [];
  if (!side.amount.equals(side.bookedAmount)) differences.push(found('amount_differs', side.amount, side.bookedAmount));
  if (!side.fee.equals(side.bookedFee))
    differences.push(found(side.bookedFee.isZero() ? 'fee_missing' : 'fee_differs', side.fee, side.bookedFee));
  return differences;
}
