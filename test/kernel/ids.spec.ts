import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { formatInstant, fromDate, toDate } from '../../src/kernel/clock';
import { isUuid, newId, type PatientId } from '../../src/kernel/ids';
import { invariant, InvariantError, unreachable } from '../../src/kernel/invariant';

const at = (ms: number): Temporal.Instant => Temporal.Instant.fromEpochMilliseconds(ms);
const anyMs = fc.integer({ min: 0, max: 2 ** 48 - 1 });

describe('A new id is a UUIDv7 of the clock it was given', () => {
  it('carries its version, its variant and its millisecond', () => {
    fc.assert(
      fc.property(anyMs, (ms) => {
        const id = newId<PatientId>(at(ms));
        expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
        expect(isUuid(id)).toBe(true);
        expect(Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16)).toBe(ms);
      }),
    );
  });

  it('sorts by time', () => {
    fc.assert(
      fc.property(anyMs, anyMs, (a, b) => {
        fc.pre(a !== b);
        expect(newId<PatientId>(at(a)) < newId<PatientId>(at(b))).toBe(a < b);
      }),
    );
  });

  it('does not repeat within one millisecond', () => {
    const ids = new Set(Array.from({ length: 10_000 }, () => newId<PatientId>(at(1_790_000_000_000))));
    expect(ids.size).toBe(10_000);
  });

  it.each([
    ['0193a7c2-0000-7000-8000-000000000000', true],
    ['0193A7C2-0000-7000-8000-00000000000F', true],
    ['0193a7c2-0000-7000-7000-000000000000', false],
    ['0193a7c2000070008000000000000000', false],
    ['00000000-0000-0000-0000-000000000000', false],
    ['0193a7c2-0000-7000-8000-000000000000\n', false],
    ['', false],
    [7, false],
    [null, false],
  ])('%p is a UUID: %p', (text, expected) => {
    expect(isUuid(text)).toBe(expected);
  });
});

describe('The clock crosses to drivers and to the wire without moving', () => {
  it('keeps milliseconds', () => {
    fc.assert(
      fc.property(anyMs, (ms) => {
        expect(toDate(at(ms)).getTime()).toBe(ms);
        expect(fromDate(new Date(ms)).epochMilliseconds).toBe(ms);
        expect(formatInstant(at(ms))).toBe(new Date(ms).toISOString());
      }),
    );
  });
});

describe('An invariant that does not hold stops the program', () => {
  it('throws InvariantError and nothing a caller could mistake for a rule', () => {
    expect(() => invariant(false, 'two and two')).toThrow(InvariantError);
    expect(() => invariant(true, 'two and two')).not.toThrow();
    expect(() => unreachable('surprise' as never)).toThrow(InvariantError);
  });
});
