import fc from 'fast-check';
import { type RefundableTender, splitRefund } from '../../../src/domain/payments/split-refund';
import { DomainError } from '../../../src/kernel/errors';
import type { TenderId } from '../../../src/kernel/ids';
import { cents } from '../builders';

const tender = (id: string, remaining: number): RefundableTender => ({
  id: id as TenderId,
  remaining: cents(remaining),
});
const S1 = [tender('hsa', 10_000), tender('cash', 12_000)];
const shown = (parts: ReturnType<typeof splitRefund>) =>
  parts.map(({ tenderId, amount }) => [tenderId, amount.toJSON()] as const);
const refused = (run: () => unknown) => {
  try {
    run();
  } catch (error) {
    if (error instanceof DomainError) return { code: error.code, ...error.facts, at: error.errors?.[0]?.pointer };
    throw error;
  }
  return undefined;
};

describe('Dividing a refund among tenders', () => {
  it('is in proportion to what remains, the cent left over to the largest remainder (S4)', () => {
    expect(shown(splitRefund(S1, { amount: cents(5_000) }))).toEqual([
      ['hsa', 2_273],
      ['cash', 2_727],
    ]);
  });

  it('gives all that remains back when no amount is named', () => {
    expect(shown(splitRefund([tender('hsa', 7_727), tender('cash', 0)], {}))).toEqual([['hsa', 7_727]]);
  });

  it('follows the tenders that were named', () => {
    const wish = { amount: cents(3_000), tenders: [{ tenderId: 'cash' as TenderId, amount: cents(3_000) }] };
    expect(shown(splitRefund(S1, wish))).toEqual([['cash', 3_000]]);
  });

  const cash = (amount: number) => ({ tenderId: 'cash' as TenderId, amount: cents(amount) });
  const TENDERS = [
    { tenderId: 'hsa', maximumCents: 10_000 },
    { tenderId: 'cash', maximumCents: 12_000 },
  ];
  it.each([
    ['one cent too many', { amount: cents(22_001) }, '/amountCents'],
    ['one cent too many on a tender, though the other has room', { tenders: [cash(12_001)] }, '/tenders/0/amountCents'],
  ])('refuses %s with the most there is, in all and on each tender', (_what, wish, at) => {
    expect(refused(() => splitRefund(S1, wish))).toEqual({
      code: 'refund_exceeds_remaining',
      maximumCents: 22_000,
      tenders: TENDERS,
      at,
    });
  });

  it.each([
    [
      'a tender of another payment',
      { tenders: [{ tenderId: 'venmo' as TenderId, amount: cents(1) }] },
      'tender_unknown',
    ],
    ['a tender named twice', { tenders: [cash(1), cash(1)] }, 'tender_unknown'],
    ['parts that are not the amount', { amount: cents(2), tenders: [cash(1)] }, 'refund_amounts_differ'],
    ['nothing left', { amount: cents(1) }, 'refund_exceeds_remaining'],
  ])('refuses %s', (what, wish, code) => {
    const tenders = what === 'nothing left' ? [tender('cash', 0)] : S1;
    expect(refused(() => splitRefund(tenders, wish))?.code).toBe(code);
  });

  it('never gives a tender more than remains on it, and adds up, whatever is asked for', () => {
    const remaining = fc.array(fc.integer({ min: 0, max: 90_000 }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(remaining, fc.integer({ min: 1, max: 600_000 }), (amounts, wished) => {
        const tenders = amounts.map((amount, index) => tender(`t${index}`, amount));
        const most = amounts.reduce((sum, amount) => sum + amount, 0);
        const run = () => splitRefund(tenders, { amount: cents(wished) });
        if (wished > most) return expect(refused(run)).toMatchObject({ maximumCents: most });
        const parts = shown(run());
        expect(parts.reduce((sum, [, amount]) => sum + amount, 0)).toBe(wished);
        for (const [id, amount] of parts) expect(amount).toBeLessThanOrEqual(amounts[Number(id.slice(1))]!);
      }),
      { numRuns: 1000 },
    );
  });
});
