import fc from 'fast-check';
import type { PatientId } from '../../../src/kernel/ids';
import { InvariantError } from '../../../src/kernel/invariant';
import { Money } from '../../../src/kernel/money';
import { credit, debit, isBalanced, mergeLines, negate, type JournalLine } from '../../../src/domain/ledger/journal';
import { balances, cents, posted } from '../builders';

const anyLine = fc
  .record({
    accountNumber: fc.constantFrom(1100, 1200, 2000, 4000),
    amount: fc.integer({ min: -1000, max: 1000 }).map((amount) => Money.cents(amount)),
    patientId: fc.constantFrom(undefined, 'ada' as PatientId, 'ben' as PatientId),
    itemId: fc.constantFrom(undefined, 'charge-1', 'charge-2'),
  })
  .map((line): JournalLine => line);

describe('A journal line is a debit or a credit', () => {
  it('keeps debits positive and credits negative, with what they are about', () => {
    const patientId = 'ada' as PatientId;
    expect(posted([debit(1020, cents(12000)), credit(1100, cents(12000), { patientId, itemId: 'charge-1' })])).toEqual([
      [1020, 12000n],
      [1100, -12000n],
    ]);
    expect(credit(1100, cents(1), { patientId, itemId: 'charge-1' })).toMatchObject({ patientId, itemId: 'charge-1' });
  });

  it.each([0, -1])('refuses an amount of %d', (amount) => {
    expect(() => debit(1020, cents(amount))).toThrow(InvariantError);
    expect(() => credit(1020, cents(amount))).toThrow(InvariantError);
  });
});

describe('Lines balance when debits equal credits', () => {
  it.each([
    ['nothing', [], false],
    ['one side', [debit(1020, cents(5))], false],
    ['two equal sides', [debit(1020, cents(5)), credit(1100, cents(5))], true],
    ['a cent apart', [debit(1020, cents(5)), credit(1100, cents(4))], false],
    ['three lines', [debit(1020, cents(5)), credit(1100, cents(4)), credit(2000, cents(1))], true],
    [
      'a line of zero',
      [debit(1020, cents(5)), credit(1100, cents(5)), { accountNumber: 1, amount: Money.ZERO }],
      false,
    ],
  ])('%s', (_name, lines, expected) => {
    expect(isBalanced(lines)).toBe(expected);
  });

  it('negating lines undoes them and twice gives them back', () => {
    fc.assert(
      fc.property(fc.array(anyLine), (lines) => {
        expect(balances([...lines, ...negate(lines)])).toEqual({});
        expect(negate(negate(lines))).toEqual(lines);
      }),
    );
  });
});

describe('Merging lines changes no balance', () => {
  const keyOf = (line: JournalLine): string => JSON.stringify([line.accountNumber, line.patientId, line.itemId]);

  it('leaves one line for each account, patient and item, none of them zero', () => {
    fc.assert(
      fc.property(fc.array(anyLine, { maxLength: 30 }), (lines) => {
        const merged = mergeLines(lines);
        expect(balances(merged)).toEqual(balances(lines));
        expect(new Set(merged.map(keyOf)).size).toBe(merged.length);
        expect(merged.every((line) => !line.amount.isZero())).toBe(true);
        for (const line of merged) {
          const same = lines.filter((other) => keyOf(other) === keyOf(line)).map((other) => other.amount);
          expect(line.amount.equals(Money.sum(same))).toBe(true);
        }
      }),
    );
  });

  it('does not join lines of different items', () => {
    const lines = [credit(1100, cents(3), { itemId: 'charge-1' }), credit(1100, cents(4), { itemId: 'charge-2' })];
    expect(mergeLines(lines)).toEqual(lines);
  });
});
