import { Temporal } from 'temporal-polyfill';
import { type BusinessDate, compareDates, parseBusinessDate } from '../../kernel/business-date';
import { formatInstant } from '../../kernel/clock';
import type { VisitId } from '../../kernel/ids';
import type { ObservationView } from '../../modules/claims/observation.view';
import type { RecordObservationInput } from '../../modules/claims/record-observation';
import type { FormReader } from '../forms/form-reader';
import { momentOf, timeValue } from '../forms/moment';
import { shortText } from '../forms/short-text';
import type { FormValues } from '../http/posted-form';
import type { Definition } from '../ui/layout';
import { formatDate, formatTime } from '../ui/text';

/** The day of the visit, which times of day are on, and the clinic's zone. */
interface Session {
  readonly visitId: VisitId;
  readonly on: BusinessDate;
  readonly timeZone: string;
}

/** The observation as it was typed, or nothing while something in it is wrong. The whole record, blanks included. */
export function readObservation(
  form: FormReader,
  { visitId, on, timeZone }: Session,
): RecordObservationInput | undefined {
  const began = form.time('startedTime');
  const ended = form.time('endedTime');
  const startedAt = began && momentOf(on, began, timeZone);
  // A late session ends after midnight.
  const endsNextDay = began && ended && Temporal.PlainTime.compare(ended, began) < 0;
  const endedAt = ended && momentOf(endsNextDay ? on.add({ days: 1 }) : on, ended, timeZone);
  const remsEnrolledOn = form.date('remsEnrolledOn');
  const monitoringFormOn = form.date('monitoringFormOn');
  if (monitoringFormOn && compareDates(monitoringFormOn, on) < 0)
    form.reject('monitoringFormOn', 'The form is sent after the session.');
  const remsPatientId = shortText(form, 'remsPatientId', { max: 50 });
  const established = form.choice('isEstablished', ['yes', 'no']);
  if (!form.isRight) return undefined;
  return {
    visitId,
    startedAt: startedAt ? formatInstant(startedAt) : null,
    endedAt: endedAt ? formatInstant(endedAt) : null,
    remsPatientId: remsPatientId ?? null,
    remsEnrolledOn: remsEnrolledOn?.toString() ?? null,
    ndc: form.text('ndc') ?? null,
    isEstablishedPatient: established === undefined ? null : established === 'yes',
    monitoringFormOn: monitoringFormOn?.toString() ?? null,
  };
}

/** A record as the form shows it. */
export function observationValues(view: ObservationView, timeZone: string): FormValues {
  const time = (at: string | null): string => (at === null ? '' : timeValue(Temporal.Instant.from(at), timeZone));
  return {
    startedTime: time(view.startedAt),
    endedTime: time(view.endedAt),
    remsPatientId: view.remsPatientId ?? '',
    remsEnrolledOn: view.remsEnrolledOn ?? '',
    ndc: view.ndc ?? '',
    isEstablished: view.isEstablishedPatient === null ? '' : view.isEstablishedPatient ? 'yes' : 'no',
    monitoringFormOn: view.monitoringFormOn ?? '',
  };
}

/** What is known of an observation, each fact under its name. */
export function observationFacts(view: ObservationView, timeZone: string): Definition[] {
  const time = (at: string | null) => (at === null ? undefined : formatTime(Temporal.Instant.from(at), timeZone));
  const date = (on: string | null) => (on === null ? undefined : formatDate(parseBusinessDate(on)));
  const established = view.isEstablishedPatient;
  return [
    { term: 'Began', value: time(view.startedAt) },
    { term: 'Fit to leave', value: time(view.endedAt) },
    { term: 'Observed', value: view.observedMinutes === null ? undefined : `${view.observedMinutes} minutes` },
    { term: 'Kit (NDC)', value: view.ndc ?? undefined },
    { term: 'REMS number', value: view.remsPatientId ?? undefined },
    { term: 'Enrolled', value: date(view.remsEnrolledOn) },
    { term: 'Monitoring form', value: date(view.monitoringFormOn) },
    { term: 'Established patient', value: established === null ? undefined : established ? 'Yes' : 'No' },
  ].flatMap(({ term, value }) => (value === undefined ? [] : [{ term, value }]));
}

/** The form's field of a pointer into the record. */
export const observationFieldOf = (pointer: string): string | undefined =>
  ({ '/ndc': 'ndc', '/endedAt': 'endedTime', '/startedAt': 'startedTime' })[pointer];
