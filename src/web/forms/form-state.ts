/** One thing wrong with a form: the field's name as posted, and what to do about it. */
export interface FieldProblem {
  readonly field: string;
  readonly message: string;
}

/** What was typed, as it was typed, and what is wrong with it. A field that repeats is told by its number: `amount.2`. */
export interface FormState {
  readonly values: Readonly<Record<string, string>>;
  readonly problems: readonly FieldProblem[];
  /** What is wrong with the whole, said by a rule. */
  readonly detail?: string;
}

/** A form nobody has typed into. */
export const EMPTY_FORM: FormState = { values: {}, problems: [] };

/** The element id of a field, from its name. */
export const fieldId = (name: string): string => `field-${name.replace(/[^a-zA-Z0-9]+/g, '-')}`;

/** What is wrong with one field, or nothing. */
export const problemOf = (form: FormState, field: string): string | undefined =>
  form.problems.find((problem) => problem.field === field)?.message;
