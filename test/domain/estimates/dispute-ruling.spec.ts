import fc from 'fast-check';
import { type BilledCharge, inOrderOfRuling, spreadRuling } from '../../../src/domain/estimates/dispute-ruling';
import { firstBilledBeyond } from '../../../src/domain/estimates/estimate-excess';
import type { ChargeId } from '../../../src/kernel/ids';
import { Money } from '../../../src/kernel/money';
import { cents } from '../builders';

const charge = (chargeId: string, serviceCode: string, amount: number): BilledCharge => ({
  chargeId: chargeId as ChargeId,
  serviceCode,
  amount: cents(amount),
});

const S7 = [
  charge('intake', 'intake', 22_000),
  ...[1, 2, 3, 4].map((n) => charge(`journey-${n}`, 'experiential-im', 55_000)),
  ...[1, 2, 3, 4, 5, 6, 7].map((n) => charge(`integration-${n}`, 'integration', 17_000)),
];
const EXPECTED = new Map([
  ['intake', 1],
  ['experiential-im', 4],
  ['integration', 4],
]);

describe('A ruling on a disputed bill', () => {
  it('lowers first what the estimate did not have, the newest first (S7 B)', () => {
    const order = inOrderOfRuling(S7, EXPECTED);
    expect(order.slice(0, 4).map(({ chargeId }) => chargeId)).toEqual([
      'integration-7',
      'integration-6',
      'integration-5',
      'integration-4',
    ]);
    expect(order).toHaveLength(12);
    expect(spreadRuling(order, { reduction: cents(51_000), feeCredit: cents(2_500) })).toEqual({
      reductions: ['integration-7', 'integration-6', 'integration-5'].map((chargeId) => ({
        chargeId,
        amount: cents(17_000),
      })),
      feeCredits: [{ chargeId: 'integration-4', amount: cents(2_500) }],
    });
  });

  it('lowers a service the estimate does not name before any other', () => {
    const extra = charge('extra', 'preparation', 17_000);
    expect(inOrderOfRuling([extra, ...S7.slice(0, 5)], EXPECTED)[0]).toEqual(extra);
  });

  it('takes off exactly what it says, as far as the bill goes, and no charge twice', () => {
    const bill = fc.array(fc.integer({ min: 0, max: 60_000 }), { maxLength: 12 });
    fc.assert(
      fc.property(bill, fc.nat(400_000), fc.nat(5_000), (amounts, reduction, feeCredit) => {
        const charges = amounts.map((amount, index) => charge(`c${index}`, 'x', amount));
        const { reductions, feeCredits } = spreadRuling(charges, {
          reduction: cents(reduction),
          feeCredit: cents(feeCredit),
        });
        const total = Money.sum(charges.map(({ amount }) => amount));
        const off = Money.sum(reductions.map(({ amount }) => amount));
        expect(off.equals(Money.min(cents(reduction), total))).toBe(true);
        const ids = [...reductions, ...feeCredits].map(({ chargeId }) => chargeId);
        expect(new Set(ids).size).toBe(ids.length);
        expect(Money.sum(feeCredits.map(({ amount }) => amount)).isMoreThan(cents(feeCredit))).toBe(false);
      }),
    );
  });
});

describe('The first bill beyond an estimate', () => {
  const billed = (billedOn: string, amount: number) => ({ billedOn, billed: cents(amount) });

  it('is the one that crosses it, in the order of the bills', () => {
    const bills = [billed('2026-04-02', 17_000), billed('2026-03-01', 310_000), billed('2026-05-01', 17_000)];
    expect(firstBilledBeyond(cents(310_000), bills)).toBe('2026-04-02');
    expect(firstBilledBeyond(cents(309_999), bills)).toBe('2026-03-01');
    expect(firstBilledBeyond(cents(344_000), bills)).toBeUndefined();
  });
});
