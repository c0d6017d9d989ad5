import { type BusinessDate, compareDates } from '../../kernel/business-date';
import { DomainError } from '../../kernel/errors';

/** Errors: `validation_failed` at `/dateOfBirth` when the day is after the clinic's today. */
export function assertBorn(dateOfBirth: BusinessDate, today: BusinessDate): void {
  if (compareDates(dateOfBirth, today) > 0)
    throw new DomainError('validation_failed', {
      errors: [{ pointer: '/dateOfBirth', message: 'must not be in the future' }],
    });
}

/** The object without its undefined properties, so that spreading it over defaults keeps them. */
export const given = <T extends object>(value: T): T =>
  Object.fromEntries(Object.entries(value).filter(([, held]) => held !== undefined)) as T;
