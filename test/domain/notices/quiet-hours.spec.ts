import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { isQuiet, nextAllowedMoment } from '../../../src/domain/notices/quiet-hours';

const NIGHT = { fromHour: 21, untilHour: 8 };
const next = (at: string, zone = 'America/Los_Angeles', hours = NIGHT): string =>
  nextAllowedMoment(Temporal.Instant.from(at), hours, zone).toString();

describe('Quiet hours', () => {
  it.each([
    ['a moment of the day is kept', '2026-11-24T18:00:00Z', '2026-11-24T18:00:00Z'],
    ['the last minute before the night is kept', '2026-11-25T04:59:00Z', '2026-11-25T04:59:00Z'],
    ['nine in the evening waits for the morning', '2026-11-25T05:00:00Z', '2026-11-25T16:00:00Z'],
    ['after midnight waits for the same morning', '2026-11-25T10:00:00Z', '2026-11-25T16:00:00Z'],
    ['eight in the morning is kept', '2026-11-25T16:00:00Z', '2026-11-25T16:00:00Z'],
    ['the night that loses an hour ends at eight', '2026-03-08T06:00:00Z', '2026-03-08T15:00:00Z'],
    ['the night that gains one ends at eight', '2026-11-01T05:00:00Z', '2026-11-01T16:00:00Z'],
  ])('%s', (_name, at, expected) => expect(next(at)).toBe(expected));

  it('knows hours inside one day, and none', () => {
    expect(next('2026-11-24T20:30:00Z', 'UTC', { fromHour: 12, untilHour: 22 })).toBe('2026-11-24T22:00:00Z');
    expect(next('2026-11-24T03:00:00Z', 'UTC', { fromHour: 8, untilHour: 8 })).toBe('2026-11-24T03:00:00Z');
  });

  const hour = fc.integer({ min: 0, max: 23 });
  const zone = fc.constantFrom('America/Los_Angeles', 'America/New_York', 'Pacific/Honolulu', 'Europe/Berlin', 'UTC');
  const moment = fc
    .integer({ min: Date.parse('2026-01-01'), max: Date.parse('2028-01-01') })
    .map((ms) => Temporal.Instant.fromEpochMilliseconds(ms));

  it('never sends in a quiet hour, never earlier, and never more than a day later', () => {
    fc.assert(
      fc.property(moment, hour, hour, zone, (at, fromHour, untilHour, timeZone) => {
        const then = nextAllowedMoment(at, { fromHour, untilHour }, timeZone);
        expect(isQuiet(then.toZonedDateTimeISO(timeZone).hour, { fromHour, untilHour })).toBe(false);
        const waited = then.epochMilliseconds - at.epochMilliseconds;
        expect(waited).toBeGreaterThanOrEqual(0);
        expect(waited).toBeLessThanOrEqual(25 * 3_600_000);
        expect(nextAllowedMoment(then, { fromHour, untilHour }, timeZone).equals(then)).toBe(true);
      }),
    );
  });
});
