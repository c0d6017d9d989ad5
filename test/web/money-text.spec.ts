import fc from 'fast-check';
import { Money } from '../../src/kernel/money';
import { parseMoney } from '../../src/web/forms/money-text';

describe('an amount typed by a person', () => {
  it.each([
    ['100', 10_000n],
    ['100.00', 10_000n],
    ['$100', 10_000n],
    [' $1,234.50 ', 123_450n],
    ['1,234,567.89', 123_456_789n],
    ['0', 0n],
    ['0.01', 1n],
    ['007', 700n],
    ['10000000.00', 1_000_000_000n],
  ])('%s is read to the cent', (text, cents) => {
    expect(parseMoney(text)?.toCents()).toBe(cents);
  });

  it.each([
    '',
    'lots',
    '100.5',
    '100.005',
    '1e3',
    '-5',
    '+5',
    '1,23',
    '12,34.00',
    '1,2345',
    '$',
    '$ 5',
    '5$',
    '.50',
    '5.',
    '１００',
    '0x10',
    'Infinity',
    'NaN',
    '10000000.01',
    '99999999999999999999',
  ])('%j is refused', (text) => {
    expect(parseMoney(text)).toBeUndefined();
  });

  it('comes back as the same cents in every form it is written in', () => {
    fc.assert(
      fc.property(fc.bigInt(0n, 1_000_000_000n), (cents) => {
        const shown = Money.cents(cents).format();
        expect(parseMoney(shown)?.toCents()).toBe(cents);
        expect(parseMoney(shown.slice(1).replaceAll(',', ''))?.toCents()).toBe(cents);
      }),
    );
  });

  it('is never something else than its digits', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const money = parseMoney(text);
        if (money) expect(money.format().replace(/[$,]/g, '')).toBe(plain(text));
      }),
    );
  });
});

/** The digits of an accepted text as dollars and cents. */
function plain(text: string): string {
  const [dollars = '', cents = '00'] = text.trim().replace(/[$,]/g, '').split('.');
  return `${BigInt(dollars).toString()}.${cents}`;
}
