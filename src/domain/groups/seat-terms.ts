import { Temporal } from 'temporal-polyfill';

/** Why a seat was given up. */
export const RELEASE_REASONS = ['patient_canceled', 'hold_expired', 'session_canceled', 'session_over'] as const;
export type ReleaseReason = (typeof RELEASE_REASONS)[number];

/** What becomes of the money of a seat, and by which rule. */
export interface SeatTerms {
  readonly rule: 'canceled_in_time' | 'canceled_late' | 'clinic_canceled' | 'seat_lost' | 'missed';
  /** All that was paid goes back to the patient. What does not stays theirs, held for care to come. */
  readonly givesMoneyBack: boolean;
  /** The clinic's fee for a missed seat is charged, if it has one. */
  readonly isFeeDue: boolean;
}

/** A booked seat whose patient did not come. */
export const MISSED: SeatTerms = { rule: 'missed', givesMoneyBack: false, isFeeDue: true };

/**
 * The refund rule of a seat that is given up. Nobody pays for a seat the clinic took away; a patient who cancels has the money
 * back up to the hour the clinic names, to the minute. Only a seat that was sure costs a fee.
 *
 * @example free until 24 hours before 17:00: given up at 17:00 the day before is in time, at 17:01 it is late
 */
export function releaseTerms(release: {
  readonly reason: ReleaseReason;
  readonly wasBooked: boolean;
  readonly at: Temporal.Instant;
  readonly startsAt: Temporal.Instant;
  readonly freeCancellationHours: number;
}): SeatTerms {
  const { reason, wasBooked, at, startsAt, freeCancellationHours } = release;
  if (reason === 'session_canceled') return { rule: 'clinic_canceled', givesMoneyBack: true, isFeeDue: false };
  if (reason !== 'patient_canceled') return { rule: 'seat_lost', givesMoneyBack: true, isFeeDue: false };
  const lastFreeMoment = startsAt.subtract({ hours: freeCancellationHours });
  if (!wasBooked || Temporal.Instant.compare(at, lastFreeMoment) <= 0)
    return { rule: 'canceled_in_time', givesMoneyBack: true, isFeeDue: false };
  return { rule: 'canceled_late', givesMoneyBack: false, isFeeDue: true };
}

/** When a hold ends: after its minutes, and when the session begins at the latest. */
export function holdEnd(now: Temporal.Instant, minutes: number, startsAt: Temporal.Instant): Temporal.Instant {
  const end = now.add({ minutes });
  return Temporal.Instant.compare(end, startsAt) < 0 ? end : startsAt;
}

/** A card is answered, and a hosted page is over, within so many minutes. */
const PAY_HOLD_MINUTES = 31;

/** When the hold of a seat ends that is being paid: not before the card's time is over, and when the session begins at the latest. */
export function payHoldEnd(
  now: Temporal.Instant,
  { holdEndsAt, startsAt }: { readonly holdEndsAt: Temporal.Instant; readonly startsAt: Temporal.Instant },
): Temporal.Instant {
  const end = holdEnd(now, PAY_HOLD_MINUTES, startsAt);
  return Temporal.Instant.compare(end, holdEndsAt) > 0 ? end : holdEndsAt;
}
