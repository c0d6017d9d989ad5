import fc from 'fast-check';
import { watchCash, type CashReceipt } from '../../../src/domain/cashiering/cash-reporting';
import { parseBusinessDate } from '../../../src/kernel/business-date';
import { Money } from '../../../src/kernel/money';

const on = parseBusinessDate;
const receipts = (...rows: [day: string, cents: number][]): CashReceipt[] =>
  rows.map(([day, cents], index) => ({ entryId: String(index), receivedOn: on(day), amount: Money.cents(cents) }));
const crossings = (...rows: [day: string, cents: number][]) =>
  watchCash(receipts(...rows), on('2027-12-31')).crossings.map((crossing) => [
    crossing.level,
    crossing.reachedOn.toString(),
    crossing.total.toJSON(),
    crossing.dueOn?.toString() ?? null,
  ]);

describe('Cash of one payer over twelve months (26 CFR 1.6050I-1)', () => {
  it.each<[string, [string, number][], unknown[]]>([
    ['a cent below $8,000.00', [['2026-03-02', 799_999]], []],
    ['$8,000.00', [['2026-03-02', 800_000]], [['near', '2026-03-02', 800_000, null]]],
    ['$10,000.00, which is not above it', [['2026-03-02', 1_000_000]], [['near', '2026-03-02', 1_000_000, null]]],
    ['a cent above', [['2026-03-02', 1_000_001]], [['reportable', '2026-03-02', 1_000_001, '2026-03-17']]],
    [
      'payments that add up',
      [
        ['2026-03-02', 500_000],
        ['2026-05-01', 300_000],
        ['2026-06-01', 150_000],
        ['2026-07-01', 50_001],
      ],
      [
        ['near', '2026-05-01', 800_000, null],
        ['reportable', '2026-07-01', 1_000_001, '2026-07-16'],
      ],
    ],
    [
      'the same day of the next year, which still counts',
      [
        ['2026-03-02', 500_000],
        ['2027-03-02', 500_001],
      ],
      [['reportable', '2027-03-02', 1_000_001, '2027-03-17']],
    ],
    [
      'a day later, which does not',
      [
        ['2026-03-02', 500_000],
        ['2027-03-03', 500_001],
      ],
      [],
    ],
    [
      'what comes after a report, which starts anew',
      [
        ['2026-03-02', 1_100_000],
        ['2026-04-01', 799_999],
        ['2026-05-01', 1],
        ['2026-06-01', 200_001],
      ],
      [
        ['reportable', '2026-03-02', 1_100_000, '2026-03-17'],
        ['near', '2026-05-01', 800_000, null],
        ['reportable', '2026-06-01', 1_000_001, '2026-06-16'],
      ],
    ],
  ])('tells %s', (_what, rows, expected) => {
    expect(crossings(...rows)).toEqual(expected);
  });

  it('keeps the running total below the limit once what was reported is gone', () => {
    const row = fc.tuple(fc.nat(700), fc.integer({ min: 1, max: 1_500_000 }));
    fc.assert(
      fc.property(fc.array(row, { maxLength: 20 }), (rows) => {
        const sorted = [...rows].sort(([a], [b]) => a - b);
        const all = sorted.map(([day, cents], index) => ({
          entryId: String(index),
          receivedOn: on('2025-01-01').add({ days: day }),
          amount: Money.cents(cents),
        }));
        const watch = watchCash(all, on('2026-12-31'));
        expect(watch.running.toJSON()).toBeLessThanOrEqual(1_000_000);
        for (const { level, total } of watch.crossings)
          expect(total.toJSON()).toBeGreaterThanOrEqual(level === 'near' ? 800_000 : 1_000_001);
      }),
    );
  });
});
