import type { Temporal } from 'temporal-polyfill';

/** A browser left alone is signed out after this many minutes (45 CFR 164.312(a)(2)(iii)). */
export const SESSION_IDLE_MINUTES = 15;
/** No activity keeps a session longer than this many hours. */
export const SESSION_HOURS = 12;
/** `last seen` and `last used` move at most this often, so that reading is not writing. */
export const TOUCH_SECONDS = 60;

export interface SessionTimes {
  readonly lastSeenAt: Temporal.Instant;
  readonly expiresAt: Temporal.Instant;
}

/** Why a session is over at this moment, or undefined while it lives. */
export function sessionEnd(times: SessionTimes, now: Temporal.Instant): 'expired' | 'idle' | undefined {
  if (!isBefore(now, times.expiresAt)) return 'expired';
  if (!isBefore(now, times.lastSeenAt.add({ minutes: SESSION_IDLE_MINUTES }))) return 'idle';
  return undefined;
}

/** Whether the moment of last use should be written again. */
export const needsTouch = (last: Temporal.Instant | undefined, now: Temporal.Instant): boolean =>
  last === undefined || !isBefore(now, last.add({ seconds: TOUCH_SECONDS }));

const isBefore = (a: Temporal.Instant, b: Temporal.Instant): boolean => a.epochMilliseconds < b.epochMilliseconds;
