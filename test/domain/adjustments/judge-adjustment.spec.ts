import fc from 'fast-check';
import { ADJUSTMENT_RULES, MANUAL_ADJUSTMENT_TYPES } from '../../../src/domain/adjustments/adjustment-rules';
import {
  type AdjustableCharge,
  judgeAdjustment,
  releaseOverpaid,
} from '../../../src/domain/adjustments/judge-adjustment';
import { DomainError } from '../../../src/kernel/errors';
import type { PaymentId } from '../../../src/kernel/ids';
import { Money } from '../../../src/kernel/money';

const cents = (amount: number): Money => Money.cents(amount);
const charge = (overrides: Partial<AdjustableCharge> = {}): AdjustableCharge => ({
  destination: 'self_pay',
  openPatient: cents(22_000),
  openInsurance: Money.ZERO,
  paid: Money.ZERO,
  waiting: { patient: Money.ZERO, insurance: Money.ZERO },
  takenOffAlone: Money.ZERO,
  ...overrides,
});
const insured = (overrides: Partial<AdjustableCharge> = {}) =>
  charge({ destination: 'insurance', openPatient: cents(18_000), openInsurance: cents(72_000), ...overrides });
const LIMITS = { alone: cents(10_000), smallBalance: cents(999) };
const judge = (type: keyof typeof ADJUSTMENT_RULES, amount: number, on = charge()) =>
  judgeAdjustment({ type, amount: cents(amount) }, on, LIMITS);
const refusal = (work: () => unknown): unknown => {
  try {
    work();
  } catch (error) {
    return error instanceof DomainError ? { code: error.code, ...error.facts } : error;
  }
  return 'allowed';
};

describe('Who has to agree', () => {
  it('is nobody exactly at the limit, and a second person one cent above it', () => {
    expect(judge('courtesy', 10_000).needsApproval).toBe(false);
    expect(judge('courtesy', 10_001).needsApproval).toBe(true);
  });

  it('counts what was taken off the charge alone before, so that a large one cannot be cut into small ones', () => {
    expect(judge('courtesy', 1, charge({ takenOffAlone: cents(9_999) })).needsApproval).toBe(false);
    expect(judge('courtesy', 1, charge({ takenOffAlone: cents(10_000) })).needsApproval).toBe(true);
  });

  it('is always a second person when an insured patient’s share is waived for hardship', () => {
    expect(judge('financial_hardship', 100, insured()).needsApproval).toBe(true);
    expect(judge('financial_hardship', 100).needsApproval).toBe(false);
  });
});

describe('What may be taken off', () => {
  it('of a paid charge is all of it, the paid part becoming credit', () => {
    const paid = charge({ openPatient: cents(2_000), paid: cents(20_000) });
    expect(judge('courtesy', 5_000, paid).overpaid.toJSON()).toBe(3_000);
    expect(judge('courtesy', 2_000, paid).overpaid.toJSON()).toBe(0);
    expect(judge('courtesy', 22_000, paid).overpaid.toJSON()).toBe(20_000);
    expect(refusal(() => judge('courtesy', 22_001, paid))).toEqual({
      code: 'adjustment_exceeds_charge',
      maximumCents: 22_000,
    });
  });

  it('as given up is only what is open: nobody writes off what was paid', () => {
    const paid = charge({ openPatient: cents(2_000), paid: cents(20_000) });
    expect(judge('bad_debt', 2_000, paid).overpaid.toJSON()).toBe(0);
    expect(refusal(() => judge('bad_debt', 2_001, paid))).toMatchObject({ maximumCents: 2_000 });
  });

  it('is less by what waits for a second person', () => {
    const waiting = { patient: cents(15_000), insurance: Money.ZERO };
    expect(judge('courtesy', 7_000, charge({ waiting })).needsApproval).toBe(false);
    expect(refusal(() => judge('courtesy', 7_001, charge({ waiting })))).toMatchObject({ maximumCents: 7_000 });
  });

  it('as a small balance is the whole of it, up to the limit', () => {
    expect(judge('small_balance', 999, charge({ openPatient: cents(999) })).receivable).toBe('patient');
    for (const [open, amount] of [
      [1_000, 1_000],
      [999, 998],
      [0, 1],
    ] as const)
      expect(refusal(() => judge('small_balance', amount, charge({ openPatient: cents(open) })))).toMatchObject({
        code: 'small_balance_only',
        maximumCents: 999,
      });
  });
});

describe('What an insured patient owes', () => {
  it.each([
    'courtesy',
    'sliding_scale',
    'package_discount',
    'prompt_pay_discount',
    'self_pay_discount',
    'price_concession',
    'dispute_resolution',
    'error_correction',
  ] as const)('is not discounted as %s', (type) => {
    expect(refusal(() => judge(type, 100, insured()))).toEqual({
      code: 'adjustment_not_allowed',
      useInstead: 'financial_hardship',
    });
  });

  it.each(['financial_hardship', 'bad_debt'] as const)('may be given up as %s, up to what is open', (type) => {
    expect(judge(type, 18_000, insured()).receivable).toBe('patient');
    expect(refusal(() => judge(type, 18_001, insured({ paid: cents(500) })))).toMatchObject({ maximumCents: 18_000 });
  });

  it.each(['contractual', 'denial', 'timely_filing'] as const)(
    'is not touched by %s, which the payer bears',
    (type) => {
      expect(judge(type, 72_000, insured())).toMatchObject({ receivable: 'insurance' });
      expect(refusal(() => judge(type, 72_001, insured()))).toMatchObject({ maximumCents: 72_000 });
      expect(refusal(() => judge(type, 100))).toEqual({ code: 'adjustment_not_allowed' });
    },
  );
});

describe('Any adjustment of any charge', () => {
  const amount = (max: number) => fc.integer({ min: 0, max }).map(cents);
  const anyCharge: fc.Arbitrary<AdjustableCharge> = fc.record({
    destination: fc.constantFrom('self_pay' as const, 'insurance' as const),
    openPatient: amount(50_000),
    openInsurance: amount(50_000),
    paid: amount(50_000),
    waiting: fc.record({ patient: amount(20_000), insurance: amount(20_000) }),
    takenOffAlone: amount(20_000),
  });

  it('never takes off more than is open and paid, and never more than is open from what was not paid', () => {
    fc.assert(
      fc.property(
        anyCharge,
        fc.constantFrom(...MANUAL_ADJUSTMENT_TYPES),
        fc.integer({ min: 1, max: 120_000 }),
        (on, type, wish) => {
          let judged;
          try {
            judged = judge(type, wish, on);
          } catch (error) {
            expect(error).toBeInstanceOf(DomainError);
            return;
          }
          const open = judged.receivable === 'patient' ? on.openPatient : on.openInsurance;
          const fromOpen = cents(wish).minus(judged.overpaid);
          expect(fromOpen.isMoreThan(open)).toBe(false);
          expect(judged.overpaid.isMoreThan(on.paid)).toBe(false);
          expect(judged.overpaid.isPositive() && ADJUSTMENT_RULES[type].reach === 'open').toBe(false);
          if (wish > 10_000) expect(judged.needsApproval).toBe(true);
        },
      ),
    );
  });

  it('lets go of an overpaid amount to the cent, of no payment more than it pays', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 30_000 }), { minLength: 1, maxLength: 6 }),
        fc.nat(),
        (paid, n) => {
          const total = paid.reduce((sum, each) => sum + each, 0);
          const overpaid = n % (total + 1);
          const applied = paid.map((each, index) => ({ paymentId: `p${index}` as PaymentId, amount: cents(each) }));
          const parts = releaseOverpaid(cents(overpaid), applied);
          expect(Money.sum(parts.map((part) => part.amount)).toJSON()).toBe(overpaid);
          for (const { paymentId, amount: part } of parts) {
            expect(part.isPositive()).toBe(true);
            expect(part.isMoreThan(applied.find((each) => each.paymentId === paymentId)!.amount)).toBe(false);
          }
        },
      ),
    );
  });
});
