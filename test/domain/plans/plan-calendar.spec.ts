import { Temporal } from 'temporal-polyfill';
import { dueOn, planSchedule } from '../../../src/domain/plans/plan-schedule';
import { businessDateOf, parseBusinessDate } from '../../../src/kernel/business-date';
import { Money } from '../../../src/kernel/money';

const day = parseBusinessDate;
const cents = (amount: number): Money => Money.cents(amount);

/** With and without daylight saving time, and where a day begins last and first. */
const ZONES = ['America/Los_Angeles', 'America/New_York', 'America/Phoenix', 'Pacific/Honolulu', 'UTC'];
const ANCHORS = ['2026-12-28', '2026-12-29', '2026-12-30', '2026-12-31'];
const MONTHS = 36;
/** Three years of installments, the leap day of 2028 among them. */
const FIRST = Temporal.Instant.from('2026-12-01T00:00:00Z');
const HOURS = 24 * 366 * 3;

describe('Three years of monthly installments', () => {
  it.each(ANCHORS)('from %s fall on that day of the month, or on the last where it is shorter, once each', (anchor) => {
    const parts = planSchedule(
      {
        total: cents(360_000),
        downPayment: Money.ZERO,
        installments: MONTHS,
        frequency: 'monthly',
        firstDueOn: day(anchor),
      },
      { today: day('2026-12-01'), leastInstallment: Money.ZERO, mostInstallments: MONTHS },
    );
    expect(parts.map(({ dueOn: on }) => on.toString())).toEqual(
      parts.map((_, index) => {
        const first = day(anchor);
        const month = first.with({ day: 1 }).add({ months: index });
        return month.with({ day: Math.min(first.day, month.daysInMonth) }).toString();
      }),
    );
  });

  it.each(ZONES)('come due once each by the clinic’s own day in %s, whatever the clocks do', (zone) => {
    const begun: string[] = [];
    // A round every few hours, as the service makes one every minute: each day begins once, and none is left out.
    for (let hour = 0; hour <= HOURS; hour += 5) {
      const today = businessDateOf(FIRST.add({ hours: hour }), zone).toString();
      const before = begun.at(-1);
      if (today === before) continue;
      if (before !== undefined) expect(today).toBe(day(before).add({ days: 1 }).toString());
      begun.push(today);
    }
    for (const anchor of ANCHORS)
      for (let number = 1; number <= MONTHS; number += 1) {
        const on = dueOn(day(anchor), 'monthly', number).toString();
        expect(begun.filter((each) => each === on)).toEqual([on]);
      }
  });

  it.each(ZONES)('have a nine o’clock in %s on every day they are due, and the day before is over by then', (zone) => {
    for (const anchor of ANCHORS)
      for (let number = 1; number <= MONTHS; number += 1) {
        const on = dueOn(day(anchor), 'monthly', number);
        const nine = on.toZonedDateTime({ timeZone: zone, plainTime: '09:00' });
        expect(nine.hour).toBe(9);
        expect(businessDateOf(nine.toInstant(), zone).toString()).toBe(on.toString());
        const lastMoment = on.toZonedDateTime({ timeZone: zone }).subtract({ milliseconds: 1 }).toInstant();
        expect(businessDateOf(lastMoment, zone).toString()).toBe(on.subtract({ days: 1 }).toString());
      }
  });
});
