import fc from 'fast-check';
import { type BillingCode, hasShares, linesOfCharge } from '../../../src/domain/claims/lines-of-charge';
import { Money } from '../../../src/kernel/money';

const code = (name: string, chargeCents?: number, units: number | null = 1): BillingCode => ({
  code: name,
  modifiers: [],
  unitsRule: units === null ? 'per_mg' : 'fixed',
  units,
  chargeCents,
});

const lines = (cents: number, codes: BillingCode[], rest: object = {}) =>
  linesOfCharge({ amount: Money.cents(cents), quantity: 1, codes, ...rest }).map((line) => [
    line.code,
    line.units,
    line.amount.toJSON(),
  ]);

describe('The claim lines of a charge', () => {
  it('are one for each code, at what the clinic charges for it', () => {
    const set = [code('J0013', 85000, null), code('99215', 35000)];
    expect(lines(120000, set, { doseMg: 56 })).toEqual([
      ['J0013', 56, 85000],
      ['99215', 1, 35000],
    ]);
    expect(lines(60001, set, { doseMg: 56 })).toEqual([
      ['J0013', 56, 42501],
      ['99215', 1, 17500],
    ]);
  });

  it('are the one line of a bundle, or of a service without codes', () => {
    expect(lines(150000, [code('G2083')])).toEqual([['G2083', 1, 150000]]);
    expect(lines(150000, [])).toEqual([[undefined, undefined, 150000]]);
  });

  it('are divided evenly when the shares are not told of all of them', () => {
    const half = [code('J0013', 85000, null), code('99215')];
    expect(hasShares(half)).toBe(false);
    expect(lines(100001, half, { doseMg: 84 })).toEqual([
      ['J0013', 84, 50001],
      ['99215', 1, 50000],
    ]);
  });

  it('bill no code that would be left with nothing', () => {
    expect(lines(1, [code('J0013'), code('99215')])).toEqual([['J0013', 1, 1]]);
  });

  it('carry the modifiers told with the visit on the first line, the set’s own on the others', () => {
    const set = [code('J0013', 1), { ...code('99215', 1), modifiers: ['25'] }];
    const billed = linesOfCharge({ amount: Money.cents(2), quantity: 1, codes: set, modifiers: ['JZ'] });
    expect(billed.map(({ modifiers }) => modifiers)).toEqual([['JZ'], ['25']]);
  });

  it('always add up to the charge', () => {
    const cents = fc.integer({ min: 1, max: 500_000 });
    fc.assert(
      fc.property(cents, fc.array(fc.option(cents, { nil: undefined }), { maxLength: 12 }), (amount, shares) => {
        const billed = linesOfCharge({
          amount: Money.cents(amount),
          quantity: 1,
          codes: shares.map((share, index) => code(`9921${index}`, share)),
        });
        expect(Money.sum(billed.map((line) => line.amount)).toJSON()).toBe(amount);
        expect(billed.every((line) => line.amount.isPositive())).toBe(true);
      }),
    );
  });
});
