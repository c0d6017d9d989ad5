import { Temporal } from 'temporal-polyfill';

/** The only source of now. Injected everywhere; tests hold a fixed one. */
export abstract class Clock {
  abstract now(): Temporal.Instant;
}

/** The same moment as a JavaScript Date, for drivers that want one. */
export const toDate = (instant: Temporal.Instant): Date => new Date(instant.epochMilliseconds);

/** From a driver's Date (millisecond precision). */
export const fromDate = (date: Date): Temporal.Instant => Temporal.Instant.fromEpochMilliseconds(date.getTime());

/** RFC 3339 UTC with milliseconds, the wire form of an `…At` field. */
export const formatInstant = (instant: Temporal.Instant): string => toDate(instant).toISOString();
