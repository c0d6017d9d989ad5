import fc from 'fast-check';
import { annualPercentageRate } from '../../../src/domain/plans/annual-percentage-rate';
import { dueOn, type PlanFrequency, planSchedule, type PlanTerms } from '../../../src/domain/plans/plan-schedule';
import { disclosePlan } from '../../../src/domain/plans/truth-in-lending';
import { parseBusinessDate } from '../../../src/kernel/business-date';
import { DomainError } from '../../../src/kernel/errors';
import { Money } from '../../../src/kernel/money';

const day = parseBusinessDate;
const cents = (amount: number): Money => Money.cents(amount);
const limits = { today: day('2026-11-24'), leastInstallment: cents(2_500), mostInstallments: 36 };
/** `PLAN_RUNS=100000 npx jest test/domain/plans` tries as many plans. */
const RUNS = Number(process.env['PLAN_RUNS'] ?? 3_000);
const s2: PlanTerms = {
  total: cents(288_000),
  downPayment: cents(10_000),
  installments: 6,
  frequency: 'monthly',
  firstDueOn: day('2026-12-31'),
};

describe('The schedule of a payment plan', () => {
  it('is S2 to the cent, and comes back to the 31st after a short month', () => {
    expect(planSchedule(s2, limits).map(({ amount, dueOn: on }) => [on.toString(), amount.toJSON()])).toEqual([
      ['2026-12-31', 46_334],
      ['2027-01-31', 46_334],
      ['2027-02-28', 46_333],
      ['2027-03-31', 46_333],
      ['2027-04-30', 46_333],
      ['2027-05-31', 46_333],
    ]);
  });

  it('splits $2,880.00 seven ways', () => {
    const parts = planSchedule({ ...s2, downPayment: Money.ZERO, installments: 7 }, limits);
    expect(parts.map(({ amount }) => amount.toJSON())).toEqual([
      41_143, 41_143, 41_143, 41_143, 41_143, 41_143, 41_142,
    ]);
  });

  it.each<[string, Partial<PlanTerms>, string[]]>([
    ['no installment', { installments: 0 }, ['/installments']],
    ['half an installment', { installments: 1.5 }, ['/installments']],
    ['too many', { installments: 37 }, ['/installments']],
    ['a down payment below zero', { downPayment: cents(-1) }, ['/downPaymentCents']],
    ['a down payment of everything', { downPayment: cents(288_000) }, ['/downPaymentCents']],
    ['a first day gone by', { firstDueOn: day('2026-11-23') }, ['/firstDueOn']],
    ['a first day far away', { firstDueOn: day('2027-02-25') }, ['/firstDueOn']],
    ['installments too small', { total: cents(17_499), installments: 3 }, ['/installments']],
  ])('refuses %s', (_name, change, pointers) => {
    try {
      planSchedule({ ...s2, ...change }, limits);
    } catch (error) {
      expect(error).toBeInstanceOf(DomainError);
      expect((error as DomainError).code).toBe('plan_terms_invalid');
      expect((error as DomainError).errors?.map(({ pointer }) => pointer)).toEqual(pointers);
      return;
    }
    throw new Error('the terms were taken');
  });

  it('may be exactly the least installment, due today', () => {
    const parts = planSchedule({ ...s2, total: cents(17_500), installments: 3, firstDueOn: limits.today }, limits);
    expect(parts.map(({ amount }) => amount.toJSON())).toEqual([2_500, 2_500, 2_500]);
  });

  it('loses no cent and orders its days, whatever the terms', () => {
    const anyTerms = fc.record({
      total: fc.integer({ min: 100, max: 10_000_000 }),
      down: fc.integer({ min: 0, max: 99 }),
      installments: fc.integer({ min: 1, max: 36 }),
      frequency: fc.constantFrom<PlanFrequency>('weekly', 'biweekly', 'monthly'),
      firstIn: fc.integer({ min: 0, max: 85 }),
    });
    fc.assert(
      fc.property(anyTerms, ({ total, down, installments, frequency, firstIn }) => {
        const parts = planSchedule(
          {
            total: cents(total),
            downPayment: cents(down),
            installments,
            frequency,
            firstDueOn: limits.today.add({ days: firstIn }),
          },
          { ...limits, leastInstallment: Money.ZERO },
        );
        expect(Money.sum(parts.map(({ amount }) => amount)).toJSON()).toBe(total - down);
        const amounts = parts.map(({ amount }) => amount.toJSON());
        expect(Math.max(...amounts) - Math.min(...amounts)).toBeLessThanOrEqual(1);
        expect(amounts).toEqual([...amounts].sort((a, b) => b - a));
        const days = parts.map(({ dueOn: on }) => on.toString());
        expect(days).toEqual([...new Set(days)].sort());
      }),
      { numRuns: RUNS },
    );
  });

  it('keeps the day of the month for three years, clamped where the month is short', () => {
    for (const anchor of ['2027-01-28', '2027-01-29', '2027-01-30', '2027-01-31'])
      for (let number = 1; number <= 36; number += 1) {
        const on = dueOn(day(anchor), 'monthly', number);
        expect(on.day).toBe(Math.min(day(anchor).day, on.daysInMonth));
        expect((on.year - 2027) * 12 + on.month).toBe(number);
      }
  });
});

describe('What a plan discloses', () => {
  it('is S2: no finance charge, 0 %, and Truth in Lending because six is more than four', () => {
    const disclosed = disclosePlan({ ...s2, cashPrice: s2.total, installments: planSchedule(s2, limits) });
    expect(disclosed).toEqual({
      aprBasisPoints: 0,
      financeCharge: Money.ZERO,
      amountFinanced: cents(278_000),
      totalOfPayments: cents(278_000),
      totalSalePrice: cents(288_000),
      isTruthInLendingRequired: true,
    });
  });

  it('does not need Truth in Lending with four installments', () => {
    const terms = { ...s2, installments: 4 };
    const disclosed = disclosePlan({ ...terms, cashPrice: terms.total, installments: planSchedule(terms, limits) });
    expect(disclosed.isTruthInLendingRequired).toBe(false);
  });

  it('calls a pay-in-full discount what it is to those who pay by plan: $144.00 and about 18.5 %', () => {
    const disclosed = disclosePlan({ ...s2, cashPrice: cents(273_600), installments: planSchedule(s2, limits) });
    expect(disclosed.financeCharge.toJSON()).toBe(14_400);
    expect(disclosed.amountFinanced.toJSON()).toBe(263_600);
    expect(disclosed.aprBasisPoints).toBeGreaterThanOrEqual(1_845);
    expect(disclosed.aprBasisPoints).toBeLessThanOrEqual(1_855);
  });

  it('finds the rate that a loan was made with, to a basis point', () => {
    // A payment of $230.00 in 24 months on $5,000.00 is 9.69 % (12 CFR 1026 appendix J (c)(1)(i)).
    const payments = Array.from({ length: 24 }, () => cents(23_000));
    expect(annualPercentageRate(cents(500_000), payments, 'monthly')).toBe(969);
  });
});
