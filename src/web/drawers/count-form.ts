import { countCash, type DenominationCount } from '../../domain/cashiering/count-cash';
import type { Money } from '../../kernel/money';
import type { FormReader } from '../forms/form-reader';
import { type Refusal, refusalOf } from '../forms/refusal';
import type { FormValues } from '../http/posted-form';

const MOST_PIECES = 9_999;

/** Every coin and note with its name, the largest first: the order of a till. */
export const COINS_AND_NOTES = [
  { cents: 10_000, name: '$100 bills' },
  { cents: 5_000, name: '$50 bills' },
  { cents: 2_000, name: '$20 bills' },
  { cents: 1_000, name: '$10 bills' },
  { cents: 500, name: '$5 bills' },
  { cents: 200, name: '$2 bills' },
  { cents: 100, name: '$1, bill or coin' },
  { cents: 50, name: 'Half dollars' },
  { cents: 25, name: 'Quarters' },
  { cents: 10, name: 'Dimes' },
  { cents: 5, name: 'Nickels' },
  { cents: 1, name: 'Pennies' },
] as const;

export const countField = (cents: number): string => `count.${cents}`;

/** Where a problem of the whole count is shown. */
const FIRST_FIELD = countField(COINS_AND_NOTES[0].cents);

/** A count as it was typed, with what it comes to. */
export interface TypedCount {
  readonly counts: DenominationCount[];
  readonly counted: Money;
}

/** The count, or nothing while something in it is wrong. All blank is no count: an empty drawer says 0. */
export function readCount(form: FormReader): TypedCount | undefined {
  const typed = COINS_AND_NOTES.map(({ cents }) => ({
    denominationCents: cents,
    count: form.wholeNumber(countField(cents), { min: 0, max: MOST_PIECES }),
  }));
  const counts = typed.flatMap(({ denominationCents, count }) =>
    count === undefined ? [] : [{ denominationCents, count }],
  );
  if (!form.isRight) return undefined;
  if (counts.length === 0) return form.reject(FIRST_FIELD, 'Count the drawer. Write 0 when it is empty.');
  return { counts, counted: countCash(counts) };
}

/** What a rule about a drawer's field says, in a whole sentence; never by how much a count differs. */
const WORDS: Readonly<Record<string, string>> = {
  overShortReason:
    'What was counted is not what should be in the drawer. Count again; if it stands, write down the reason.',
  accountNumber: 'Drawer cash cannot be booked to this account. Choose another.',
};

/** What a rule refused about a drawer, beside the field it is about. */
export function drawerRefusal(error: unknown, values: FormValues): Refusal {
  const { status, form } = refusalOf(error, values, (pointer) => {
    const field = pointer.slice(1);
    return field in WORDS ? field : undefined;
  });
  const problems = form.problems.map(({ field, message }) => ({ field, message: WORDS[field] ?? message }));
  return { status, form: { ...form, problems } };
}
