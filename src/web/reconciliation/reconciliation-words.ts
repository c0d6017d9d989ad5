import type { DifferenceKind } from '../../domain/reconciliation/compare-books';
import type { BankAccountKind, MatchTarget } from '../../domain/reconciliation/match-bank-lines';

interface DifferenceWords {
  readonly title: string;
  /** What most often is behind it, and what to do. */
  readonly advice: string;
}

/** What each kind of difference is called, and what to do about it. */
export const DIFFERENCE_WORDS: Readonly<Record<DifferenceKind, DifferenceWords>> = {
  entry_missing: {
    title: 'Not in the books',
    advice: 'The processor moved this money and the books have no entry. Find out whose it is before booking it.',
  },
  transaction_missing: {
    title: 'Not at the processor',
    advice: 'The books say the processor moved this money, and it says it did not. Look it up at the processor.',
  },
  amount_differs: {
    title: 'Another amount',
    advice: 'Both have it, for different amounts. The processor’s is the real one.',
  },
  fee_missing: { title: 'Fee not booked', advice: 'The processor kept a fee the books do not have yet.' },
  fee_differs: { title: 'Another fee', advice: 'Both have the fee, with different amounts.' },
  payout_unattributed: {
    title: 'Payout with money of nobody',
    advice: 'Part of a payout belongs to no clinic of this service. Ask who else uses the processor’s account.',
  },
  payout_differs: {
    title: 'Payout changed',
    advice: 'A payout was booked with other figures than the processor shows now.',
  },
  payout_not_in_bank: {
    title: 'Payout not at the bank',
    advice: 'The statement is past its day and does not show it. Match its line by hand, or ask the bank.',
  },
  deposit_not_in_bank: {
    title: 'Deposit not at the bank',
    advice: 'The statement is past its day and does not show it. Match its line by hand, or ask the bank.',
  },
};

/** Whose statement a line is of. */
export const ACCOUNT_NAMES: Readonly<Record<BankAccountKind, string>> = { operating_bank: 'Bank', venmo: 'Venmo' };

/** What a line can be. */
export const TARGET_NAMES: Readonly<Record<MatchTarget, string>> = {
  payout: 'Payout of the card processor',
  deposit: 'Deposit of cash and checks',
  tender: 'Payment by Venmo',
  remittance: 'Payment of a health plan',
  venmo_sweep: 'Venmo’s balance, sent to the bank',
};

const RULES: Readonly<Record<string, string>> = {
  reference_and_amount: 'by its reference and amount',
  amount_and_day: 'by amount and day: nothing else could be meant',
  sweep_between_statements: 'by both statements',
  manual: 'by hand',
};

/** How a match was made. */
export const ruleWords = (rule: string): string => RULES[rule] ?? rule;
