import { type BusinessDate, compareDates } from '../../kernel/business-date';
import type { Money } from '../../kernel/money';

/** The accounts whose statements are recorded. */
export const BANK_ACCOUNT_KINDS = ['operating_bank', 'venmo'] as const;
export type BankAccountKind = (typeof BANK_ACCOUNT_KINDS)[number];

/** What a statement line may be. */
export const MATCH_TARGETS = ['payout', 'deposit', 'tender', 'remittance', 'venmo_sweep'] as const;
export type MatchTarget = (typeof MATCH_TARGETS)[number];

/** A statement line nobody has matched yet. */
export interface UnmatchedLine {
  readonly id: string;
  readonly accountKind: BankAccountKind;
  readonly postedOn: BusinessDate;
  /** Positive when money came in. */
  readonly amount: Money;
  readonly description: string;
  readonly reference: string | null;
}

/** A movement of ours that no line is matched to yet. */
export interface MatchCandidate {
  readonly type: Exclude<MatchTarget, 'venmo_sweep'>;
  readonly id: string;
  /** The day the bank may show it at the earliest. */
  readonly on: BusinessDate;
  /** Amounts under which the statement may show it: whole or net of a fee. */
  readonly amounts: readonly Money[];
  /** The processor's id, the number of the slip, the Venmo transaction, the trace number of a payer's transfer. */
  readonly reference: string;
}

export interface BankMatch {
  readonly lineId: string;
  readonly targetType: MatchTarget;
  /** For a sweep, the line of the Venmo statement it left by. */
  readonly targetId: string;
  readonly rule: 'reference_and_amount' | 'amount_and_day' | 'sweep_between_statements';
}

const DAYS_BEFORE = 1;
const DAYS_AFTER = 7;

/** Which movements each account's statement shows. */
const SHOWN_ON: Readonly<Record<MatchCandidate['type'], BankAccountKind>> = {
  payout: 'operating_bank',
  deposit: 'operating_bank',
  tender: 'venmo',
  remittance: 'operating_bank',
};

/** Movements whose reference the statement carries: an amount alone does not tell them. */
const ONLY_BY_NAME: readonly MatchCandidate['type'][] = ['tender', 'remittance'];

/**
 * Matches statement lines to movements, each at most once: first by reference and amount, then by amount and day where only one
 * pair can be meant, then money that left Venmo for the bank. What more than one thing could be is left to a person.
 */
export function matchBankLines(lines: readonly UnmatchedLine[], candidates: readonly MatchCandidate[]): BankMatch[] {
  const matches: BankMatch[] = [];
  const usedLines = new Set<string>();
  const usedTargets = new Set<string>();
  const take = (match: BankMatch): void => {
    matches.push(match);
    usedLines.add(match.lineId);
    usedTargets.add(`${match.targetType} ${match.targetId}`);
  };
  const free = () => lines.filter(({ id }) => !usedLines.has(id));
  const freeCandidates = () => candidates.filter(({ type, id }) => !usedTargets.has(`${type} ${id}`));

  for (const line of lines) {
    const named = freeCandidates().find(
      (candidate) => isShownOn(candidate, line) && hasAmount(candidate, line) && isNamedBy(candidate, line),
    );
    if (named) take({ lineId: line.id, targetType: named.type, targetId: named.id, rule: 'reference_and_amount' });
  }
  for (const line of free()) {
    const mayBe = (candidate: MatchCandidate, other: UnmatchedLine): boolean =>
      !ONLY_BY_NAME.includes(candidate.type) &&
      isShownOn(candidate, other) &&
      hasAmount(candidate, other) &&
      isNear(candidate, other);
    const [only, ...others] = freeCandidates().filter((candidate) => mayBe(candidate, line));
    if (only && others.length === 0 && free().filter((other) => mayBe(only, other)).length === 1)
      take({ lineId: line.id, targetType: only.type, targetId: only.id, rule: 'amount_and_day' });
  }
  for (const line of free()) {
    const [left, ...others] = free().filter((other) => isSweep(other, line));
    if (!left || others.length > 0) continue;
    take({ lineId: line.id, targetType: 'venmo_sweep', targetId: left.id, rule: 'sweep_between_statements' });
    usedLines.add(left.id);
  }
  return matches;
}

/** Whether a person may match the two: the account shows such a movement, and the amount is one of its own. */
export const mayBelong = (candidate: MatchCandidate, line: Pick<UnmatchedLine, 'accountKind' | 'amount'>): boolean =>
  isShownOn(candidate, line) && hasAmount(candidate, line);

const isShownOn = (candidate: MatchCandidate, line: Pick<UnmatchedLine, 'accountKind'>): boolean =>
  SHOWN_ON[candidate.type] === line.accountKind;

const hasAmount = (candidate: MatchCandidate, line: Pick<UnmatchedLine, 'amount'>): boolean =>
  candidate.amounts.some((amount) => amount.equals(line.amount));

function isNear(candidate: MatchCandidate, line: UnmatchedLine): boolean {
  return (
    compareDates(line.postedOn, candidate.on.subtract({ days: DAYS_BEFORE })) >= 0 &&
    compareDates(line.postedOn, candidate.on.add({ days: DAYS_AFTER })) <= 0
  );
}

/** Words as they are compared: `Slip 0417` names `0417`, not `10417`. */
const wordsOf = (text: string): string =>
  ` ${text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}_]+/gu, ' ')
    .trim()} `;

function isNamedBy({ reference }: MatchCandidate, line: UnmatchedLine): boolean {
  const words = wordsOf(reference);
  return words.trim() !== '' && wordsOf(`${line.reference ?? ''} ${line.description}`).includes(words);
}

/** Money that left Venmo and came to the bank within days, where the bank says it is Venmo's. */
function isSweep(left: UnmatchedLine, came: UnmatchedLine): boolean {
  const days = left.postedOn.until(came.postedOn).days;
  return (
    left.accountKind === 'venmo' &&
    came.accountKind === 'operating_bank' &&
    came.amount.isPositive() &&
    left.amount.negated().equals(came.amount) &&
    wordsOf(`${came.description} ${came.reference ?? ''}`).includes(' venmo ') &&
    days >= -DAYS_BEFORE &&
    days <= DAYS_AFTER
  );
}
