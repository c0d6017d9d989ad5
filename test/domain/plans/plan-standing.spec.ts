import fc from 'fast-check';
import { lateFeeFor, lateFeeOwed } from '../../../src/domain/plans/late-fee';
import { longPlanLevel } from '../../../src/domain/plans/long-plans';
import { planDiscountConflict } from '../../../src/domain/plans/pay-in-full-discount';
import { type PlanFrequency, planSchedule } from '../../../src/domain/plans/plan-schedule';
import { type PartStanding, type PlanFacts, planStanding } from '../../../src/domain/plans/plan-standing';
import { businessDateOf, parseBusinessDate } from '../../../src/kernel/business-date';
import { Money } from '../../../src/kernel/money';
import { Temporal } from 'temporal-polyfill';

const day = parseBusinessDate;
const cents = (amount: number): Money => Money.cents(amount);
/** `PLAN_RUNS=100000 npx jest test/domain/plans` tries as many plans. */
const RUNS = Number(process.env['PLAN_RUNS'] ?? 10_000);
const limits = { today: day('2026-11-24'), leastInstallment: Money.ZERO, mostInstallments: 36 };
const three = [1, 2, 3].map((number) => ({
  number,
  dueOn: day('2026-12-01').add({ months: number - 1 }),
  amount: cents(100_00),
}));
const standing = (paid: number, owed: number, more: Partial<PlanFacts> = {}) =>
  planStanding(three, {
    paid: cents(paid),
    owed: cents(owed),
    today: day('2026-12-01'),
    graceDays: 5,
    isCanceled: false,
    isHeld: false,
    ...more,
  });
const statuses = (...given: Parameters<typeof standing>) => standing(...given).map(({ status }) => status);

/** What no plan may ever break; empty when nothing does. One assertion a plan, so that many can be tried. */
function brokenBy(stands: readonly PartStanding[], { paid, owed, total }: Record<'paid' | 'owed' | 'total', number>) {
  const sum = (of: 'paid' | 'left' | 'reduced' | 'amount') => Money.sum(stands.map((part) => part[of])).toJSON();
  const firstLeft = stands.findIndex(({ left }) => left.isPositive());
  const behind = firstLeft < 0 ? [] : stands.slice(firstLeft + 1);
  const rules: [string, boolean][] = [
    ['the schedule adds up to the total', sum('amount') === total],
    ['every cent paid is in it', sum('paid') === paid],
    ['every cent owed is in it', sum('left') === owed],
    ['the rest was taken off the bill', sum('reduced') === total - paid - owed],
    ['each part adds up', stands.every((part) => part.paid.plus(part.left).plus(part.reduced).equals(part.amount))],
    [
      'nothing is below zero',
      stands.every((part) => ![part.paid, part.left, part.reduced].some((m) => m.isNegative())),
    ],
    [
      'settled is what has nothing left',
      stands.every(({ left, status }) => left.isZero() === SETTLED.includes(status)),
    ],
    ['the oldest is paid first', behind.every((part) => part.paid.isZero())],
  ];
  return rules.filter(([, holds]) => !holds).map(([rule]) => rule);
}
const SETTLED = ['paid', 'canceled'];

describe('How a plan stands', () => {
  it.each<[string, Parameters<typeof standing>, string[]]>([
    ['before its first day', [0, 300_00, { today: day('2026-11-30') }], ['scheduled', 'scheduled', 'scheduled']],
    ['on its first day', [0, 300_00], ['due', 'scheduled', 'scheduled']],
    ['on the last day of grace', [0, 300_00, { today: day('2026-12-06') }], ['due', 'scheduled', 'scheduled']],
    ['a day after it', [0, 300_00, { today: day('2026-12-07') }], ['late', 'scheduled', 'scheduled']],
    ['late after part was paid', [50_00, 250_00, { today: day('2026-12-07') }], ['late', 'scheduled', 'scheduled']],
    ['partly paid', [50_00, 250_00], ['partly_paid', 'scheduled', 'scheduled']],
    ['paid ahead', [250_00, 50_00], ['paid', 'paid', 'partly_paid']],
    ['paid', [300_00, 0], ['paid', 'paid', 'paid']],
    ['declined on its day', [0, 300_00, { declinedOn: day('2026-12-01') }], ['failed', 'scheduled', 'scheduled']],
    ['declined before its day', [0, 300_00, { declinedOn: day('2026-11-30') }], ['due', 'scheduled', 'scheduled']],
    ['held past its grace', [0, 300_00, { today: day('2026-12-20'), isHeld: true }], ['due', 'scheduled', 'scheduled']],
    [
      'resumed, and in grace again',
      [0, 300_00, { today: day('2026-12-24'), resumedOn: day('2026-12-20') }],
      ['due', 'scheduled', 'scheduled'],
    ],
    ['canceled', [150_00, 150_00, { isCanceled: true }], ['paid', 'canceled', 'canceled']],
    ['lowered: the tail is shortened', [0, 150_00], ['due', 'scheduled', 'canceled']],
    ['owing more than was planned', [0, 500_00], ['due', 'scheduled', 'scheduled']],
    ['older money taken back', [-20_00, 320_00], ['due', 'scheduled', 'scheduled']],
  ])('%s', (_name, given, expected) => expect(statuses(...given)).toEqual(expected));

  it('counts the days from the day it was due', () => {
    expect(standing(0, 300_00, { today: day('2026-12-11') })[0]?.daysLate).toBe(10);
  });

  it('takes a lowered bill off the last installment', () => {
    expect(standing(50_00, 200_00).map(({ paid, left, reduced }) => [paid, left, reduced].map(String))).toEqual([
      ['$50.00', '$50.00', '$0.00'],
      ['$0.00', '$100.00', '$0.00'],
      ['$0.00', '$50.00', '$50.00'],
    ]);
  });

  it(`loses no cent of any of ${RUNS} plans, whatever is paid, lowered and given back, in any order`, () => {
    const terms = fc.record({
      total: fc.integer({ min: 100, max: 10_000_000 }),
      down: fc.integer({ min: 0, max: 99 }),
      installments: fc.integer({ min: 1, max: 36 }),
      frequency: fc.constantFrom<PlanFrequency>('weekly', 'biweekly', 'monthly'),
      firstIn: fc.integer({ min: 0, max: 85 }),
      acts: fc.array(
        fc.record({
          kind: fc.constantFrom('pay', 'lower', 'refund'),
          share: fc.double({ min: 0, max: 1, noNaN: true }),
        }),
        {
          maxLength: 12,
        },
      ),
      day: fc.integer({ min: 0, max: 1_200 }),
    });
    fc.assert(
      fc.property(terms, ({ total, down, installments, frequency, firstIn, acts, day: ahead }) => {
        const schedule = planSchedule(
          {
            total: cents(total),
            downPayment: cents(down),
            installments,
            frequency,
            firstDueOn: limits.today.add({ days: firstIn }),
          },
          limits,
        );
        const parts = down > 0 ? [{ number: 0, dueOn: limits.today, amount: cents(down) }, ...schedule] : schedule;
        let paid = 0;
        let owed = total;
        for (const { kind, share } of acts) {
          const cut = Math.floor(share * (kind === 'refund' ? paid : owed));
          if (kind !== 'lower') paid += kind === 'pay' ? cut : -cut;
          owed += kind === 'refund' ? cut : -cut;
        }
        const stands = planStanding(parts, {
          paid: cents(paid),
          owed: cents(owed),
          today: limits.today.add({ days: ahead }),
          graceDays: 5,
          isCanceled: false,
          isHeld: false,
        });
        expect(brokenBy(stands, { paid, owed, total })).toEqual([]);
      }),
      { numRuns: RUNS },
    );
  });
});

describe('The days of a plan in a clinic’s zone', () => {
  const zones = ['America/Los_Angeles', 'America/New_York', 'America/Phoenix', 'Pacific/Honolulu', 'UTC'];
  const anchors = ['2026-01-28', '2026-01-29', '2026-01-30', '2026-01-31'];

  it.each(zones.flatMap((zone) => anchors.map((anchor) => [zone, anchor] as const)))(
    '%s from %s: 36 months, each once, due all day long and not a minute before',
    (zone, anchor) => {
      const first = day(anchor);
      const schedule = planSchedule(
        { total: cents(3_600_00), downPayment: Money.ZERO, installments: 36, frequency: 'monthly', firstDueOn: first },
        { ...limits, today: first },
      );
      schedule.forEach(({ dueOn }, index) => {
        expect([dueOn.year, dueOn.month]).toEqual([2026 + Math.floor(index / 12), (index % 12) + 1]);
        expect(dueOn.day).toBe(Math.min(first.day, dueOn.daysInMonth));
        const begins = dueOn.toZonedDateTime(zone).toInstant();
        const ends = dueOn.add({ days: 1 }).toZonedDateTime(zone).toInstant();
        const statusAt = (at: Temporal.Instant) =>
          planStanding(schedule, {
            paid: cents(index * 100_00),
            owed: cents((36 - index) * 100_00),
            today: businessDateOf(at, zone),
            graceDays: 0,
            isCanceled: false,
            isHeld: false,
          })[index]?.status;
        expect(statusAt(begins.subtract({ minutes: 1 }))).toBe('scheduled');
        expect(statusAt(begins)).toBe('due');
        expect(statusAt(ends.subtract({ minutes: 1 }))).toBe('due');
        expect(statusAt(ends)).toBe('late');
      });
    },
  );
});

describe('A late fee', () => {
  const fee = (state: string, on: string, amount = 1_000) => lateFeeFor({ fee: cents(amount), state, on: day(on) });

  it('is none unless it was turned on where a rule is on file', () => {
    expect(fee('VA', '2026-07-01', 0)).toBeUndefined();
    expect(fee('OR', '2026-07-01')).toBeUndefined();
    expect(fee('VA', '2026-06-30')).toBeUndefined();
    expect(fee('VA', '2026-07-01')).toMatchObject({ afterDays: 90, mostBasisPointsAYear: 300 });
  });

  it('is nothing for 90 days in Virginia, and never above 3 % a year', () => {
    const virginia = fee('VA', '2026-12-01')!;
    expect(lateFeeOwed(virginia, { amount: cents(46_334), days: 89 }).toJSON()).toBe(0);
    expect(lateFeeOwed(virginia, { amount: cents(46_334), days: 100 }).toJSON()).toBe(380);
    expect(lateFeeOwed(virginia, { amount: cents(46_334), days: 1_000 }).toJSON()).toBe(1_000);
  });
});

describe('Long plans of a clinic', () => {
  it.each([
    [19, 25, 'few'],
    [20, 0, 'approaching'],
    [25, 25, 'approaching'],
    [26, 0, 'creditor'],
    [0, 26, 'creditor'],
  ])('%d this year and %d the last: %s', (thisYear, lastYear, level) =>
    expect(longPlanLevel({ thisYear, lastYear })).toBe(level),
  );
});

describe('A discount for paying at once beside a plan', () => {
  it('is a finance charge of $144.00 and about 18.5 % for those who pay by the plan', () => {
    const terms = { total: cents(288_000), downPayment: cents(10_000), frequency: 'monthly' as const };
    const installments = planSchedule({ ...terms, installments: 6, firstDueOn: day('2026-12-24') }, limits);
    const { code, facts } = planDiscountConflict({ ...terms, discount: cents(14_400), installments });
    expect(code).toBe('plan_discount_conflict');
    expect(facts).toMatchObject({ discountCents: 14_400, financeChargeCents: 14_400 });
    expect(facts?.['aprBasisPoints']).toBeGreaterThanOrEqual(1_845);
    expect(facts?.['aprBasisPoints']).toBeLessThanOrEqual(1_855);
  });
});
