import type { ErrorCode } from '../../kernel/error-codes';
import { DomainError } from '../../kernel/errors';
import { PROBLEMS } from '../../platform/http/problem-table';
import type { FormValues } from '../http/posted-form';
import type { FormState } from './form-state';

/** A form to show again because a rule said no, and the status to show it with. */
export interface Refusal {
  readonly status: number;
  readonly form: FormState;
}

/** Outages and things gone that end nothing: with the form still there it can be sent again, or something else chosen. */
const TOLD_BESIDE_THE_FORM: readonly ErrorCode[] = [
  'card_unavailable',
  'checkout_unavailable',
  'processor_unavailable',
  'payment_method_unknown',
];

/**
 * What a use case refused, in its own words beside what was typed. An error that is no rule's is thrown on.
 * @param fieldOf the form's field of a JSON Pointer; a pointer it does not know is told with the rest
 */
export function refusalOf(
  error: unknown,
  values: FormValues,
  fieldOf: (pointer: string) => string | undefined = () => undefined,
): Refusal {
  if (!(error instanceof DomainError)) throw error;
  const { status, title } = PROBLEMS[error.code];
  if ((status >= 500 || status === 404) && !TOLD_BESIDE_THE_FORM.includes(error.code)) throw error;
  const told = (error.errors ?? []).map(({ pointer, message }) => ({ field: fieldOf(pointer), message }));
  const problems = told.flatMap(({ field, message }) => (field === undefined ? [] : [{ field, message }]));
  const rest = told.filter(({ field }) => field === undefined).map(({ message }) => message);
  const detail = error.detail ?? (rest.length > 0 ? `${title}: ${rest.join('; ')}.` : `${title}.`);
  const isToldByFields = problems.length > 0 && rest.length === 0;
  return { status, form: { values, problems, detail: isToldByFields ? undefined : detail } };
}
