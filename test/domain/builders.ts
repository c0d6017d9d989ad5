import { parseBusinessDate, type BusinessDate } from '../../src/kernel/business-date';
import { DomainError, type DomainErrorOptions } from '../../src/kernel/errors';
import type { ErrorCode } from '../../src/kernel/error-codes';
import { Money } from '../../src/kernel/money';
import type { JournalLine } from '../../src/domain/ledger/journal';
import type { ServiceKind, ServiceTerms } from '../../src/domain/pricing/service-terms';

export const on = (text: string): BusinessDate => parseBusinessDate(text);
export const cents = (amount: number | bigint): Money => Money.cents(amount);

/** A service by kind, with plausible terms; the code is the kind unless told. */
export function service(kind: ServiceKind, terms: Partial<ServiceTerms> = {}): ServiceTerms {
  return {
    code: kind,
    kind,
    displayName: `The ${kind} service`,
    neutralName: 'Office visit',
    durationMinutes: 50,
    documentRule: 'receipt_only',
    hsaFsaEligible: kind !== 'fee',
    revenueAccount: 4000,
    ...terms,
  };
}

/** What a rule throws, or a failure when it lets the call through. */
export function refusal(call: () => unknown): DomainErrorOptions & { code: ErrorCode } {
  try {
    call();
  } catch (error) {
    if (error instanceof DomainError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

/** Journal lines as `[account, cents]`, debits positive, for comparing with a scenario. */
export const posted = (lines: readonly JournalLine[]): [number, bigint][] =>
  lines.map((line) => [line.accountNumber, line.amount.toCents()]);

/** The balance of each account the lines touch, zero balances left out. */
export function balances(lines: readonly JournalLine[]): Record<number, bigint> {
  const totals: Record<number, bigint> = {};
  for (const { accountNumber, amount } of lines)
    totals[accountNumber] = (totals[accountNumber] ?? 0n) + amount.toCents();
  return Object.fromEntries(Object.entries(totals).filter(([, total]) => total !== 0n));
}

/** Checks that a sentence for the desk carries these facts and ends as a sentence does; its words are free. */
export function saysAll(sentence: string, facts: readonly string[]): void {
  for (const fact of facts) expect(sentence).toContain(fact);
  expect(sentence).toMatch(/^\S.*[^.]\.$/);
}
