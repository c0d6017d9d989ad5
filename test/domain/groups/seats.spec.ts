import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { freePlace } from '../../../src/domain/groups/free-place';
import { determineIncome } from '../../../src/domain/groups/income-determination';
import { nextSeatState, SEAT_EVENTS, SEAT_STATES } from '../../../src/domain/groups/seat-state';
import { holdEnd, MISSED, releaseTerms } from '../../../src/domain/groups/seat-terms';
import { POVERTY_GUIDELINES } from '../../../src/domain/pricing/poverty-guidelines';
import { cents, on } from '../builders';

const instant = (text: string): Temporal.Instant => Temporal.Instant.from(text);
const STARTS_AT = instant('2026-11-24T18:00:00Z');

describe('A seat', () => {
  it('moves only as the table says; what the session made of it is final', () => {
    const moves = SEAT_STATES.flatMap((state) =>
      SEAT_EVENTS.flatMap((event) => {
        const next = nextSeatState(state, event);
        return next ? [`${state} ${event} ${next}`] : [];
      }),
    );
    expect(moves).toEqual([
      'held booked booked',
      'held released released',
      'held came attended',
      'held missed no_show',
      'booked released released',
      'booked came attended',
      'booked missed no_show',
      'released retaken booked',
    ]);
  });

  it('is on the lowest free place, and never above the capacity or on one that is taken', () => {
    expect(freePlace(6, [1, 2, 4])).toBe(3);
    expect(freePlace(2, [2, 1])).toBeUndefined();
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 20 }),
        fc.uniqueArray(fc.integer({ min: 1, max: 20 })),
        (capacity, some) => {
          const taken = some.filter((place) => place <= capacity);
          const place = freePlace(capacity, taken);
          if (place === undefined) return expect(taken).toHaveLength(capacity);
          expect(taken).not.toContain(place);
          expect(place).toBeLessThanOrEqual(capacity);
        },
      ),
    );
  });

  it('is held for its minutes, and until the session begins at the latest', () => {
    expect(holdEnd(instant('2026-11-24T16:00:00Z'), 60, STARTS_AT).toString()).toBe('2026-11-24T17:00:00Z');
    expect(holdEnd(instant('2026-11-24T17:00:01Z'), 60, STARTS_AT).toString()).toBe('2026-11-24T18:00:00Z');
  });
});

describe('The refund rule of a seat', () => {
  const terms = (at: string, more: Partial<Parameters<typeof releaseTerms>[0]> = {}) =>
    releaseTerms({
      reason: 'patient_canceled',
      wasBooked: true,
      at: instant(at),
      startsAt: STARTS_AT,
      freeCancellationHours: 24,
      ...more,
    });

  it('turns at the minute the clinic names', () => {
    expect(terms('2026-11-23T18:00:00Z')).toMatchObject({ rule: 'canceled_in_time', givesMoneyBack: true });
    expect(terms('2026-11-23T18:00:01Z')).toEqual({ rule: 'canceled_late', givesMoneyBack: false, isFeeDue: true });
    expect(terms('2026-11-24T17:59:00Z', { freeCancellationHours: 0 })).toMatchObject({ rule: 'canceled_in_time' });
  });

  it('costs no fee for a seat that was only held, or that the clinic took away', () => {
    const late = '2026-11-24T17:00:00Z';
    expect(terms(late, { wasBooked: false })).toMatchObject({ givesMoneyBack: true, isFeeDue: false });
    expect(terms(late, { reason: 'session_canceled' })).toEqual({
      rule: 'clinic_canceled',
      givesMoneyBack: true,
      isFeeDue: false,
    });
    expect(terms(late, { reason: 'hold_expired' })).toMatchObject({ rule: 'seat_lost', givesMoneyBack: true });
    expect(MISSED).toEqual({ rule: 'missed', givesMoneyBack: false, isFeeDue: true });
  });
});

describe('An income that a scale goes by', () => {
  const of = (income: number, size = 1, day = '2026-11-22') =>
    determineIncome(POVERTY_GUIDELINES, on(day), { size, income: cents(income) });

  it('is held against the guideline of the day, and counts for twelve months', () => {
    const { against, expiresOn } = of(3_000_000);
    expect(against).toEqual({ guidelineYear: 2026, guidelineCents: 1_596_000n, povertyBasisPoints: 18_797n });
    expect(expiresOn.toString()).toBe('2027-11-22');
    expect(of(31_920_00).against?.povertyBasisPoints).toBe(20_000n);
    expect(of(6_600_000, 4).against?.povertyBasisPoints).toBe(20_000n);
  });

  it('stands alone where no guideline is on file', () => {
    expect(of(3_000_000, 1, '2020-01-01').against).toBeUndefined();
  });
});
