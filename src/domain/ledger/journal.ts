import type { InvoiceId, PatientId } from '../../kernel/ids';
import { invariant } from '../../kernel/invariant';
import { Money } from '../../kernel/money';

/** Whom and what a journal line is about. */
export interface JournalDimensions {
  readonly patientId?: PatientId;
  readonly invoiceId?: InvoiceId;
  /** The charge on 1100 and 1200; the payment on 2000, 2100 and 2150. Absent on every other account. */
  readonly itemId?: string;
}

/** One line of a journal entry: a debit is positive, a credit negative, never zero. */
export interface JournalLine extends JournalDimensions {
  readonly accountNumber: number;
  readonly amount: Money;
}

/** A debit line. Throws InvariantError unless the amount is above zero. */
export function debit(accountNumber: number, amount: Money, dimensions: JournalDimensions = {}): JournalLine {
  invariant(amount.isPositive(), `a debit must be above zero: ${amount.format()} on ${accountNumber}`);
  return { accountNumber, amount, ...dimensions };
}

/** A credit line; `amount` is given above zero and stored negative. Throws InvariantError unless it is above zero. */
export function credit(accountNumber: number, amount: Money, dimensions: JournalDimensions = {}): JournalLine {
  invariant(amount.isPositive(), `a credit must be above zero: ${amount.format()} on ${accountNumber}`);
  return { accountNumber, amount: amount.negated(), ...dimensions };
}

/** Whether the lines make a journal entry: two or more, none zero, debits equal to credits. */
export function isBalanced(lines: readonly JournalLine[]): boolean {
  return (
    lines.length >= 2 &&
    lines.every((line) => !line.amount.isZero()) &&
    Money.sum(lines.map((line) => line.amount)).isZero()
  );
}

/** The lines that undo the given ones, same accounts and dimensions. */
export function negate(lines: readonly JournalLine[]): JournalLine[] {
  return lines.map((line) => ({ ...line, amount: line.amount.negated() }));
}

/**
 * One line for each account and set of dimensions, in order of first appearance; lines that cancel out are dropped.
 * @example mergeLines([credit(1100, $50, item), debit(1100, $50, item), debit(4930, $50)]) // [debit(4930, $50)]
 */
export function mergeLines(lines: readonly JournalLine[]): JournalLine[] {
  const merged = new Map<string, JournalLine>();
  for (const line of lines) {
    const key = JSON.stringify([line.accountNumber, line.patientId, line.invoiceId, line.itemId]);
    const before = merged.get(key);
    merged.set(key, before ? { ...before, amount: before.amount.plus(line.amount) } : line);
  }
  return [...merged.values()].filter((line) => !line.amount.isZero());
}
