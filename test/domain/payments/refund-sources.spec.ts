import fc from 'fast-check';
import { type AppliedMoney, type PaymentMoney, takeRefundFrom } from '../../../src/domain/payments/refund-sources';
import type { ChargeId, PaymentId, TenderId } from '../../../src/kernel/ids';
import { cents, on } from '../builders';

const P = 'payment' as PaymentId;
const CASH = 'cash' as TenderId;
const HSA = 'hsa' as TenderId;

const applied = (id: string, amount: number, more: Partial<AppliedMoney> = {}): AppliedMoney => ({
  chargeId: id as ChargeId,
  paymentId: P,
  dateOfService: on('2026-03-02'),
  amount: cents(amount),
  paid: cents(amount),
  tenderIds: [CASH],
  ...more,
});
const money = (charges: AppliedMoney[], held: [number, number][] = []): PaymentMoney => ({
  paymentId: P,
  held: held.map(([accountNumber, amount]) => ({ accountNumber, amount: cents(amount) })),
  applied: charges,
});
const back = (amount: number, from: PaymentMoney, tenderId = CASH) => {
  const { sources, missing } = takeRefundFrom({ tenderId, amount: cents(amount) }, from);
  return {
    sources: sources.map((source) => [source.accountNumber, source.itemId, source.amount.toJSON()]),
    missing: missing.toJSON(),
  };
};

describe('Where a refund takes the money from', () => {
  it('is credit before charges, so that nothing is owed again (S4)', () => {
    const lowered = applied('intake', 22_000, { paid: cents(17_000) });
    expect(back(5_000, money([lowered], [[2000, 5_000]]))).toEqual({ sources: [[2000, P, 5_000]], missing: 0 });
    expect(back(6_000, money([lowered], [[2000, 5_000]]))).toEqual({
      sources: [
        [2000, P, 5_000],
        [1100, 'intake', 1_000],
      ],
      missing: 0,
    });
  });

  it('is a package that was canceled half-way (S8)', () => {
    expect(back(136_800, money([], [[2100, 136_800]])).sources).toEqual([[2100, P, 136_800]]);
  });

  it('is the newest care first', () => {
    const charges = [
      applied('a', 100, { dateOfService: on('2026-03-01') }),
      applied('b', 100, { dateOfService: on('2026-03-03') }),
    ];
    expect(back(150, money(charges)).sources).toEqual([
      [1100, 'b', 100],
      [1100, 'a', 50],
    ]);
  });

  it('is what the tender itself paid, before what others of the payment did, before what its credit paid later', () => {
    const charges = [
      applied('elsewhere', 100, { tenderIds: [] }),
      applied('fee', 50),
      applied('intake', 100, { tenderIds: [HSA] }),
    ];
    expect(back(250, money(charges)).sources.map(([, item]) => item)).toEqual(['fee', 'intake', 'elsewhere']);
    expect(back(250, money(charges), HSA).sources.map(([, item]) => item)).toEqual(['intake', 'fee', 'elsewhere']);
  });

  it('is never more of a charge than is paid of it', () => {
    expect(back(300, money([applied('a', 300, { paid: cents(120) })]))).toEqual({
      sources: [[1100, 'a', 120]],
      missing: 180,
    });
    expect(back(300, money([applied('a', 300, { paid: cents(-5) })])).missing).toBe(300);
  });

  it('is never more of a charge than is paid of it, though two payments spent the credit on it', () => {
    const [first, second] = ['first', 'second'].map((paymentId) =>
      applied('a', 200, { paymentId: paymentId as PaymentId, paid: cents(300), tenderIds: [] }),
    );
    expect(back(400, money([first!, second!]))).toEqual({
      sources: [
        [1100, 'a', 200],
        [1100, 'a', 100],
      ],
      missing: 100,
    });
  });

  it('adds up to the cent whatever there is', () => {
    const anyMoney = fc.record({
      held: fc.array(fc.integer({ min: 0, max: 500 }), { maxLength: 3 }),
      charges: fc.array(fc.tuple(fc.integer({ min: 0, max: 500 }), fc.integer({ min: -50, max: 500 })), {
        maxLength: 5,
      }),
    });
    fc.assert(
      fc.property(anyMoney, fc.integer({ min: 1, max: 3_000 }), ({ held, charges }, amount) => {
        const there = [...held, ...charges.map(([most, paid]) => Math.max(0, Math.min(most, paid)))].reduce(
          (sum, each) => sum + each,
          0,
        );
        const { sources, missing } = back(
          amount,
          money(
            charges.map(([most, paid], index) => applied(`c${index}`, most, { paid: cents(paid) })),
            held.map((each, index) => [2000 + index, each]),
          ),
        );
        const taken = sources.reduce((sum, [, , each]) => sum + Number(each), 0);
        expect(taken + missing).toBe(amount);
        expect(missing).toBe(Math.max(0, amount - there));
        for (const [, , each] of sources) expect(each).toBeGreaterThan(0);
      }),
      { numRuns: 1000 },
    );
  });
});
