import { Temporal } from 'temporal-polyfill';
import type { LocationId, ProviderId, SeatId } from '../../kernel/ids';
import type { Attendance } from '../../modules/groups/complete-group-session';
import type { HouseholdInput } from '../../modules/groups/household';
import type { OpenGroupSessionInput } from '../../modules/groups/open-group-session';
import type { FormReader } from '../forms/form-reader';
import type { FormValues } from '../http/posted-form';
import { attendanceField } from './attendance-card';
import type { SeatShown } from './till-shown';

const MOST_SEATS = 100;
const MOST_PEOPLE = 50;
const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;

/** The session as it was typed, in the clinic's time, or nothing while something in it is wrong. */
export function readSession(form: FormReader, timeZone: string): OpenGroupSessionInput | undefined {
  const serviceCode = form.text('serviceCode', { needed: 'Choose the service.' });
  const on = form.date('on', { needed: 'Enter the day.' });
  const at = form.text('at', { needed: 'Enter the time.' });
  if (at !== undefined && !TIME.test(at)) form.reject('at', 'Write the time as 14:30.');
  const providerId = form.id<ProviderId>('providerId', { needed: 'Choose the provider.' });
  const location = form.text('locationId');
  const locationId = location === undefined ? undefined : form.id<LocationId>('locationId', { needed: 'Choose one.' });
  const capacity = form.wholeNumber('capacity', { min: 1, max: MOST_SEATS });
  const leastPatients = form.wholeNumber('leastPatients', { min: 1, max: MOST_SEATS });
  if (!form.isRight || !serviceCode || !on || !at || !providerId) return undefined;
  const startsAt = on.toZonedDateTime({ timeZone, plainTime: Temporal.PlainTime.from(at) }).toInstant();
  return { serviceCode, startsAt, providerId, locationId, capacity, leastPatients };
}

/** The form's field of a pointer into the posted session. */
export function sessionFieldOf(pointer: string): string | undefined {
  const [, first = ''] = pointer.split('/');
  if (first === 'startsAt') return 'on';
  return ['serviceCode', 'providerId', 'locationId', 'capacity', 'leastPatients'].includes(first) ? first : undefined;
}

/** The household as it was typed, or nothing while something in it is wrong. */
export function readHousehold(form: FormReader): HouseholdInput | undefined {
  const householdSize = form.wholeNumber('householdSize', { min: 1, max: MOST_PEOPLE });
  const householdIncome = form.money('householdIncome');
  if (householdIncome && householdSize === undefined)
    form.reject('householdSize', 'Say how many people live on this income.');
  return form.isRight ? { householdSize, householdIncome, documentsSeen: form.isChecked('documentsSeen') } : undefined;
}

/** The form's field of a pointer into a posted seat. */
export const householdFieldOf = (pointer: string): string | undefined =>
  pointer === '/householdSize' ? 'householdSize' : undefined;

/** Who came, or nothing while it is not said of every booked seat. */
export function readAttendance(
  form: FormReader,
  values: FormValues,
  seats: readonly SeatShown[],
): Attendance[] | undefined {
  const attendance = seats.flatMap(({ seatId, state }): Attendance[] => {
    if (!seatId || (state !== 'held' && state !== 'booked')) return [];
    const outcome = values[attendanceField(seatId)];
    if (outcome === 'came' || outcome === 'no_show') return [{ seatId: seatId as SeatId, outcome }];
    if (state === 'booked') form.reject(attendanceField(seatId), 'Say whether the patient came.');
    return [];
  });
  return form.isRight ? attendance : undefined;
}
