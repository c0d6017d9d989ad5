import { standingPayments } from '../../../src/domain/superbill/standing-payments';
import type { ChargeId } from '../../../src/kernel/ids';
import { cents } from '../builders';

const payment = (id: string, ...applied: [string, number][]) => ({
  id,
  applied: applied.map(([chargeId, amountCents]) => ({ chargeId: chargeId as ChargeId, amountCents })),
});
const standing = (paid: Record<string, number>, ...payments: ReturnType<typeof payment>[]) =>
  standingPayments(payments, (chargeId) => cents(paid[chargeId] ?? 0)).map(({ id, applied }) => [
    id,
    ...applied.map(({ amountCents }) => amountCents),
  ]);

describe('What payments still pay on a superbill', () => {
  it('is all of them while nothing was lowered', () => {
    expect(standing({ a: 300, b: 50 }, payment('p', ['a', 100]), payment('q', ['a', 200], ['b', 50]))).toEqual([
      ['p', 100],
      ['q', 200, 50],
    ]);
  });

  it('is less of the one that came last where a charge was lowered after it was paid (S4)', () => {
    expect(standing({ a: 17_000 }, payment('p', ['a', 22_000]))).toEqual([['p', 17_000]]);
    expect(standing({ a: 250 }, payment('p', ['a', 100]), payment('q', ['a', 200]))).toEqual([
      ['p', 100],
      ['q', 150],
    ]);
  });

  it('leaves out those that pay nothing any more', () => {
    expect(standing({ a: 100 }, payment('p', ['a', 100]), payment('q', ['a', 200]))).toEqual([['p', 100]]);
    expect(standing({}, payment('p', ['a', 100]))).toEqual([]);
  });
});
