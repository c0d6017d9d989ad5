import type { Temporal } from 'temporal-polyfill';
import { isIcd10Cm } from '../../domain/clinical-codes/icd10-cm';
import { type BusinessDate, businessDateOf, compareDates } from '../../kernel/business-date';
import { DomainError, type FieldError } from '../../kernel/errors';

const MOST_POINTERS = 4;

/**
 * A posted visit was rendered, so its day has come: at most one day after the clinic's, since a caller may stand in a
 * zone where it is already tomorrow. Errors: `date_of_service_in_future`.
 */
export function assertRendered(dateOfService: BusinessDate, now: Temporal.Instant, timeZone: string): void {
  const latest = businessDateOf(now, timeZone).add({ days: 1 });
  if (compareDates(dateOfService, latest) <= 0) return;
  throw new DomainError('date_of_service_in_future', {
    detail: `A visit is posted once it was rendered; the latest day is ${latest.toString()}.`,
    errors: [{ pointer: '/dateOfService', message: `must not be after ${latest.toString()}` }],
    facts: { latest: latest.toString() },
  });
}

/** Each an ICD-10-CM code with its dot, none twice (837P HI). Errors: `diagnosis_invalid` naming every wrong one. */
export function assertDiagnoses(diagnoses: readonly string[]): void {
  const errors = diagnoses.flatMap((code, index): FieldError[] => {
    const pointer = `/diagnoses/${index}`;
    if (!isIcd10Cm(code)) return [{ pointer, message: 'must be an ICD-10-CM code such as F33.2' }];
    return diagnoses.indexOf(code) < index ? [{ pointer, message: 'is there already' }] : [];
  });
  if (errors.length > 0) throw new DomainError('diagnosis_invalid', { errors });
}

/**
 * The diagnoses a line is for, as one-based places: those it names, else the first four of the visit (837P SV107).
 * Errors: `diagnosis_pointer_invalid` for a place where there is no diagnosis, or the same one twice.
 */
export function diagnosisPointersOf(
  named: readonly number[] | undefined,
  line: { readonly index: number; readonly diagnosisCount: number },
): readonly number[] {
  const places = Array.from({ length: line.diagnosisCount }, (_, index) => index + 1);
  if (named === undefined) return places.slice(0, MOST_POINTERS);
  const errors = named.flatMap((place, index): FieldError[] =>
    places.includes(place) && named.indexOf(place) === index
      ? []
      : [
          {
            pointer: `/lines/${line.index}/diagnosisPointers/${index}`,
            message: `must be a different one of 1..${places.length}`,
          },
        ],
  );
  if (errors.length > 0) throw new DomainError('diagnosis_pointer_invalid', { errors });
  return named;
}
