import { tenderTotals, type TenderLine } from '../../../src/domain/cashiering/day-tenders';
import { sealableThrough } from '../../../src/domain/cashiering/sealable-through';
import { parseBusinessDate } from '../../../src/kernel/business-date';
import { Money } from '../../../src/kernel/money';

const line = (tender: string, taken: number, returned = 0): TenderLine => ({
  tender,
  userId: 'ana',
  user: 'Ana',
  taken: Money.cents(taken),
  returned: Money.cents(returned),
});
const rows = (totals: ReturnType<typeof tenderTotals>) =>
  totals.map((total) => [
    total.tender,
    total.system.toJSON(),
    total.counted?.toJSON() ?? null,
    total.difference?.toJSON() ?? null,
  ]);

describe('The day by means of paying', () => {
  it('adds up everybody, less what was given back, against what was counted', () => {
    const totals = tenderTotals(
      [line('check', 5_000), line('check', 2_000, 1_500), line('venmo', 700), line('cash', 300)],
      [{ tender: 'check', total: Money.cents(5_500), count: 2 }],
      undefined,
    );
    expect(rows(totals)).toEqual([
      ['cash', 300, null, null],
      ['check', 5_500, 5_500, 0],
      ['venmo', 700, null, null],
    ]);
  });

  it('sees HSA and FSA cards on the clinic’s own terminal', () => {
    const counts = [{ tender: 'external_card' as const, total: Money.cents(900) }];
    expect(rows(tenderTotals([line('external_card', 500), line('hsa_fsa_card', 400)], counts, undefined))).toEqual([
      ['external_card', 900, 900, 0],
    ]);
  });

  it('takes cash from the drawers, with their reasons', () => {
    const [cash] = tenderTotals([line('cash', 12_000, 2_727)], [], { overShort: Money.cents(-73), reason: 'Change' });
    expect(cash).toMatchObject({ tender: 'cash', reason: 'Change' });
    expect([cash?.system.toJSON(), cash?.counted?.toJSON(), cash?.difference?.toJSON()]).toEqual([9_273, 9_200, -73]);
  });

  it('asks why a count differs, also one of nothing', () => {
    const count = { tender: 'venmo' as const, total: Money.cents(100) };
    expect(() => tenderTotals([], [count], undefined)).toThrow('difference_reason_required');
    expect(rows(tenderTotals([], [{ ...count, reason: 'Came after midnight' }], undefined))).toEqual([
      ['venmo', 0, 100, 100],
    ]);
  });
});

describe('How far the books may be sealed', () => {
  const day = parseBusinessDate;
  it.each([
    [null, '2026-03-04'],
    ['2026-03-05', '2026-03-04'],
    ['2026-03-04', '2026-03-03'],
    ['2026-03-02', '2026-03-01'],
  ])('with something uncovered on %s: through %s', (firstUncovered, expected) => {
    const days = { latestClosed: day('2026-03-04'), firstUncovered: firstUncovered ? day(firstUncovered) : null };
    expect(sealableThrough(days).toString()).toBe(expected);
  });
});
