/** Bookkeeping programs a journal can be handed to. */
export const JOURNAL_PROGRAMS = ['qbo', 'xero', 'iif'] as const;

export type JournalProgram = (typeof JOURNAL_PROGRAMS)[number];

/** A journal a day, or one for each entry. */
export const JOURNAL_DETAILS = ['day', 'entry'] as const;

export type JournalDetail = (typeof JOURNAL_DETAILS)[number];

/** Account types of QuickBooks Desktop without receivables and payables: those ask for a name on every line. */
export const IIF_ACCOUNT_TYPES = ['BANK', 'OCASSET', 'OASSET', 'OCLIAB', 'INC', 'EXP', 'COGS', 'EXINC'] as const;

const NAME_LENGTH: Readonly<Record<JournalProgram, number>> = { qbo: 100, xero: 10, iif: 31 };

/** What is wrong with the name of an account in a program, or nothing. */
export function accountNameProblem(program: JournalProgram, name: string): string | undefined {
  if (name.length > NAME_LENGTH[program]) return `has at most ${NAME_LENGTH[program]} characters there`;
  if (program === 'xero' && !/^[A-Za-z0-9.-]+$/.test(name)) return 'is an account code there: letters and digits';
  // A colon parts a parent from its sub-account; an empty part names nothing.
  if (program !== 'xero' && name.split(':').some((part) => part.trim() === '')) return 'has an empty part';
  return undefined;
}
