import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import {
  businessDateOf,
  compareDates,
  isBusinessDate,
  isTimeZone,
  parseBusinessDate,
} from '../../src/kernel/business-date';
import { DomainError } from '../../src/kernel/errors';

describe('A business date is a real calendar day', () => {
  it.each(['2026-02-28', '2024-02-29', '1900-01-01', '2199-12-31'])('accepts %s', (text) => {
    expect(isBusinessDate(text)).toBe(true);
    expect(parseBusinessDate(text).toString()).toBe(text);
  });

  it.each([
    '2026-02-30',
    '2026-02-29',
    '1899-12-31',
    '2200-01-01',
    '2026-13-01',
    '2026-1-01',
    '20260101',
    '2026-01-01T00:00',
    '2026-01-01[u-ca=hebrew]',
    '-002026-01-01',
    ' 2026-01-01',
    '2026-01-01\n',
    '',
    '٢٠٢٦-٠١-٠١',
  ])('refuses %j', (text) => {
    expect(isBusinessDate(text)).toBe(false);
    expect(() => parseBusinessDate(text)).toThrow(expect.objectContaining({ code: 'date_invalid' }) as DomainError);
  });

  it.each([[null], [undefined], [20260101], [new Date(0)]])('refuses %p, which is not text', (value) => {
    expect(isBusinessDate(value)).toBe(false);
  });

  it('sorts as its text sorts', () => {
    const day = fc.date({ min: new Date('1900-01-01'), max: new Date('2199-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(day, day, (a, b) => {
        const [left, right] = [a.toISOString().slice(0, 10), b.toISOString().slice(0, 10)];
        const expected = left < right ? -1 : left > right ? 1 : 0;
        expect(compareDates(parseBusinessDate(left), parseBusinessDate(right))).toBe(expected);
      }),
    );
  });
});

describe("The business day of an instant is the clinic's own", () => {
  it.each([
    ['2026-03-01T07:59:59.999Z', 'America/Los_Angeles', '2026-02-28'],
    ['2026-03-01T08:00:00Z', 'America/Los_Angeles', '2026-03-01'],
    ['2026-11-01T06:30:00Z', 'America/Los_Angeles', '2026-10-31'],
    ['2026-11-01T07:00:00Z', 'America/Los_Angeles', '2026-11-01'],
    ['2026-12-31T23:30:00Z', 'Pacific/Kiritimati', '2027-01-01'],
    ['2026-01-01T09:30:00Z', 'Pacific/Pago_Pago', '2025-12-31'],
    ['2026-06-30T18:30:00Z', 'Asia/Kolkata', '2026-07-01'],
  ])('%s in %s is %s', (instant, zone, day) => {
    expect(businessDateOf(Temporal.Instant.from(instant), zone).toString()).toBe(day);
  });

  it('is the same whatever was asked before', () => {
    const midnight = Temporal.Instant.from('2026-03-01T08:00:00Z');
    for (const milliseconds of [-1, 0, -60_000, 59_999, -1, 86_400_000])
      for (const zone of ['America/Los_Angeles', 'Asia/Kolkata']) {
        const instant = midnight.add({ milliseconds });
        expect(businessDateOf(instant, zone).toString()).toBe(
          instant.toZonedDateTimeISO(zone).toPlainDate().toString(),
        );
      }
  });

  it('knows time zones from other words', () => {
    expect(isTimeZone('America/New_York')).toBe(true);
    expect(isTimeZone('Mars/Olympus')).toBe(false);
    expect(isTimeZone('')).toBe(false);
  });
});
