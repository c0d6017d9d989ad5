import fc from 'fast-check';
import { drawerMovementRecipe, floatRecipe, overShortRecipe } from '../../../src/domain/ledger/drawer-recipes';
import { isBalanced, type JournalLine } from '../../../src/domain/ledger/journal';
import { Money } from '../../../src/kernel/money';

const shown = (lines: readonly JournalLine[]): string[] =>
  lines.map(
    ({ accountNumber, amount }) => `${amount.isPositive() ? 'Dr' : 'Cr'} ${accountNumber} ${Math.abs(amount.toJSON())}`,
  );
const cents = (amount: number): Money => Money.cents(amount);

describe('What a drawer posts', () => {
  it.each([
    ['a first float', floatRecipe(cents(20_000)), ['Dr 1020 20000', 'Cr 1000 20000']],
    ['S12: 73 cents short', overShortRecipe(cents(-73)), ['Dr 6030 73', 'Cr 1020 73']],
    ['over', overShortRecipe(cents(73)), ['Dr 1020 73', 'Cr 6030 73']],
    ['a count that is right', overShortRecipe(Money.ZERO), []],
    ['change from the bank', drawerMovementRecipe('paid_in', cents(50), 1000), ['Dr 1020 50', 'Cr 1000 50']],
    ['a small purchase', drawerMovementRecipe('paid_out', cents(50), 5000), ['Dr 5000 50', 'Cr 1020 50']],
    ['a bag for the bank', drawerMovementRecipe('drop', cents(50), 1000), ['Dr 1000 50', 'Cr 1020 50']],
  ])('%s', (_what, lines, expected) => {
    expect(shown(lines)).toEqual(expected);
  });

  it('balances, whatever the difference', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1_000_000, max: 1_000_000 }), (difference) => {
        const lines = overShortRecipe(cents(difference));
        expect(lines.length === 0 || isBalanced(lines)).toBe(true);
      }),
    );
  });

  it('drops to the bank alone', () => {
    expect(() => drawerMovementRecipe('drop', cents(50), 5000)).toThrow();
  });
});
