import { Temporal } from 'temporal-polyfill';

/** The part of the day nobody is written to in, on the clinic's clock: from one full hour until another, 0..23. */
export interface QuietHours {
  readonly fromHour: number;
  /** The same hour as `fromHour`: never quiet. */
  readonly untilHour: number;
}

/**
 * The first moment from then on at which a notice may leave.
 *
 * Told by the clock on the clinic's wall, so that a night that loses or gains an hour ends when people's clocks say so.
 * @example quiet from 21 until 8: at 22:30 in Portland it is 8:00 of the next day
 */
export function nextAllowedMoment(
  at: Temporal.Instant,
  { fromHour, untilHour }: QuietHours,
  timeZone: string,
): Temporal.Instant {
  const local = at.toZonedDateTimeISO(timeZone);
  if (!isQuiet(local.hour, { fromHour, untilHour })) return at;
  const sameDay = local.toPlainDate().toZonedDateTime({ timeZone, plainTime: new Temporal.PlainTime(untilHour) });
  const isOver = Temporal.ZonedDateTime.compare(sameDay, local) <= 0;
  const ends = isOver
    ? local
        .toPlainDate()
        .add({ days: 1 })
        .toZonedDateTime({ timeZone, plainTime: new Temporal.PlainTime(untilHour) })
    : sameDay;
  return ends.toInstant();
}

/** Whether an hour of the day, 0..23, is a quiet one. */
export function isQuiet(hour: number, { fromHour, untilHour }: QuietHours): boolean {
  if (fromHour === untilHour) return false;
  return fromHour < untilHour ? hour >= fromHour && hour < untilHour : hour >= fromHour || hour < untilHour;
}
