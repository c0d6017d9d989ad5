import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import {
  addBusinessDays,
  businessDaysUntil,
  isBusinessDay,
  subtractBusinessDays,
} from '../../../src/domain/calendar/business-days';
import { federalHolidays } from '../../../src/domain/calendar/federal-holidays';
import { parseBusinessDate } from '../../../src/kernel/business-date';

const day = parseBusinessDate;
const anyDay = fc.integer({ min: 0, max: 40_000 }).map((days) => Temporal.PlainDate.from('1990-01-01').add({ days }));

describe('Federal holidays, computed', () => {
  // As the Office of Personnel Management lists them.
  it.each([
    [
      2026,
      '2026-01-01 2026-01-19 2026-02-16 2026-05-25 2026-06-19 2026-07-03 2026-09-07 2026-10-12 2026-11-11 2026-11-26 2026-12-25',
    ],
    [
      2027,
      '2027-01-01 2027-01-18 2027-02-15 2027-05-31 2027-06-18 2027-07-05 2027-09-06 2027-10-11 2027-11-11 2027-11-25 2027-12-24',
    ],
    [
      2022,
      '2021-12-31 2022-01-17 2022-02-21 2022-05-30 2022-06-20 2022-07-04 2022-09-05 2022-10-10 2022-11-11 2022-11-24 2022-12-26',
    ],
  ])('of %i', (year, days) => {
    expect(federalHolidays(year).map(String)).toEqual(days.split(' '));
  });

  it('had no Juneteenth before 2021', () => {
    expect(federalHolidays(2020).map(String)).not.toContain('2020-06-19');
    expect(federalHolidays(2020)).toHaveLength(10);
  });
});

describe('Business days', () => {
  it.each([
    ['2026-11-25', 1, '2026-11-27'],
    ['2026-11-25', 3, '2026-12-01'],
    ['2026-11-27', 1, '2026-11-30'],
    ['2021-12-30', 1, '2022-01-03'],
    ['2026-07-02', 1, '2026-07-06'],
    ['2026-11-28', 0, '2026-11-28'],
  ])('%s and %i of them is %s', (from, days, to) => {
    expect(addBusinessDays(day(from), days).toString()).toBe(to);
  });

  it('count back over a long weekend', () => {
    expect(subtractBusinessDays(day('2026-09-08'), 1).toString()).toBe('2026-09-04');
  });

  it('are counted up to and with the last day', () => {
    expect(businessDaysUntil(day('2026-11-20'), day('2026-11-30'))).toBe(5);
    expect(businessDaysUntil(day('2026-11-30'), day('2026-11-20'))).toBe(0);
  });

  it('lead forth and back: the day reached is a business day, as far away as was asked', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 1, max: 40 }), (from, days) => {
        const to = addBusinessDays(from, days);
        expect(isBusinessDay(to)).toBe(true);
        expect(businessDaysUntil(from, to)).toBe(days);
        if (isBusinessDay(from)) expect(subtractBusinessDays(to, days).equals(from)).toBe(true);
      }),
    );
  });
});
