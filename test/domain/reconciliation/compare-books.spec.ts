import fc from 'fast-check';
import {
  compareBooks,
  type LedgerMovement,
  type ProcessorMovement,
} from '../../../src/domain/reconciliation/compare-books';
import { nextPayoutStatus, payoutStep } from '../../../src/domain/reconciliation/payout-progress';
import { Money } from '../../../src/kernel/money';

const $ = (cents: number): Money => Money.cents(cents);
const moved = (key: string, amount: number, fee = 0, id = `txn_${key}`): ProcessorMovement => ({
  key,
  id,
  amount: $(amount),
  fee: $(fee),
});
const booked = (key: string, amount: number, part: 'amount' | 'fee' = 'amount'): LedgerMovement => ({
  key,
  entryId: `entry_${key}_${part}`,
  part,
  amount: $(amount),
});
const kinds = (processor: ProcessorMovement[], ledger: LedgerMovement[]) =>
  compareBooks(processor, ledger).map((difference) => [
    difference.kind,
    difference.key,
    difference.processor.toJSON(),
    difference.ledger.toJSON(),
  ]);

describe('Two books about the same money', () => {
  it.each<[string, ProcessorMovement[], LedgerMovement[], ReturnType<typeof kinds>]>([
    ['a payment with its fee', [moved('a', 10_000, 320)], [booked('a', 10_000), booked('a', -320, 'fee')], []],
    ['nobody booked it', [moved('a', 10_000, 320)], [], [['entry_missing', 'a', 9_680, 0]]],
    ['nobody moved it', [], [booked('a', 10_000)], [['transaction_missing', 'a', 0, 10_000]]],
    ['a cent apart', [moved('a', 10_001)], [booked('a', 10_000)], [['amount_differs', 'a', 10_001, 10_000]]],
    ['no fee yet', [moved('a', 10_000, 320)], [booked('a', 10_000)], [['fee_missing', 'a', -320, 0]]],
    [
      'another fee',
      [moved('a', 10_000, 321)],
      [booked('a', 10_000), booked('a', -320, 'fee')],
      [['fee_differs', 'a', -321, -320]],
    ],
    [
      'an amount and a fee apart that cancel out',
      [moved('a', 10_001, 321)],
      [booked('a', 10_000), booked('a', -320, 'fee')],
      [
        ['amount_differs', 'a', 10_001, 10_000],
        ['fee_differs', 'a', -321, -320],
      ],
    ],
    [
      'a refund that came back, and its entry reversed',
      [moved('re', -500, 0, 'txn_1'), moved('re', 500, 0, 'txn_2')],
      [booked('re', -500), { ...booked('re', 500), entryId: 'reversal' }],
      [],
    ],
    ['a refund that came back before it was booked', [moved('re', -500), moved('re', 500, 0, 'b')], [], []],
    [
      'moved twice, booked once',
      [moved('a', 100), moved('a', 100, 0, 'again')],
      [booked('a', 100)],
      [['amount_differs', 'a', 200, 100]],
    ],
  ])('%s', (_what, processor, ledger, expected) => {
    expect(kinds(processor, ledger)).toEqual(expected);
  });

  const cents = fc.integer({ min: 1, max: 1_000_000 });
  const books = fc.uniqueArray(fc.record({ key: fc.string({ minLength: 1 }), amount: cents, fee: cents }), {
    selector: ({ key }) => key,
    maxLength: 30,
  });

  it('agree when every movement was booked, in whatever order; each change is found, once, and nothing else', () => {
    fc.assert(
      fc.property(books, fc.nat(), fc.constantFrom('drop', 'cent', 'fee', 'invent'), (rows, at, change) => {
        const processor = rows.map(({ key, amount, fee }) => moved(key, amount, fee));
        const ledger = rows.flatMap(({ key, amount, fee }) => [booked(key, -fee, 'fee'), booked(key, amount)]);
        expect(compareBooks(processor, ledger.toReversed())).toEqual([]);
        const victim = rows[at % Math.max(rows.length, 1)];
        if (!victim) return;
        const { key, amount, fee } = victim;
        const others = processor.filter((movement) => movement.key !== key);
        const planted = {
          drop: others,
          cent: [...others, moved(key, amount + 1, fee)],
          fee: [...others, moved(key, amount, fee + 1)],
          invent: [...processor, moved(`${key} `, amount)],
        }[change];
        const isNew = change === 'invent' && rows.some((row) => row.key === `${key} `);
        const found = compareBooks(planted, ledger);
        expect(found).toHaveLength(1);
        if (!isNew) expect(found[0]!.key.trimEnd()).toBe(key.trimEnd());
      }),
    );
  });
});

describe('A payout on its way', () => {
  it.each([
    ['pending', true, false, false, 'nothing'],
    ['paid', false, false, false, 'nothing'],
    ['paid', true, false, false, 'pay'],
    ['paid', true, true, false, 'nothing'],
    ['failed', true, true, false, 'return'],
    ['canceled', true, true, true, 'nothing'],
    ['failed', true, false, false, 'nothing'],
  ] as const)('%s, complete %s, booked %s, returned %s: %s', (status, isComplete, isBooked, isReturned, step) => {
    expect(payoutStep({ status, isComplete, isBooked, isReturned })).toBe(step);
  });

  it('never goes back', () => {
    expect(nextPayoutStatus('paid', 'pending')).toBe('paid');
    expect(nextPayoutStatus('paid', 'failed')).toBe('failed');
    expect(nextPayoutStatus('failed', 'paid')).toBe('failed');
  });
});
