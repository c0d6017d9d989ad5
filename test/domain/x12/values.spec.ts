import fc from 'fast-check';
import { formatX12Amount, parseX12Amount } from '../../../src/domain/x12/values';
import { x12Text } from '../../../src/domain/x12/text';
import { Money } from '../../../src/kernel/money';

describe('Amounts of X12', () => {
  it.each([
    [120000, '1200'],
    [120050, '1200.5'],
    [120055, '1200.55'],
    [5, '0.05'],
    [0, '0'],
    [-5000, '-50'],
  ])('writes %i cents as %s', (cents, text) => expect(formatX12Amount(Money.cents(cents))).toBe(text));

  it.each([
    ['720', 72000],
    ['720.5', 72050],
    ['720.50', 72050],
    ['.05', 5],
    ['-50.00', -5000],
    ['0', 0],
  ])('reads %s as %i cents', (text, cents) => expect(parseX12Amount(text)?.toJSON()).toBe(cents));

  it.each(['', '-', '.', '7.205', '7,20', '1e3', ' 7', '+7', '$7', '7.', '99999999999'])('refuses "%s"', (text) =>
    expect(parseX12Amount(text)).toBeUndefined(),
  );

  it('reads back what it writes, to the cent', () => {
    fc.assert(
      fc.property(fc.integer({ min: -999_999_999, max: 999_999_999 }), (cents) => {
        expect(parseX12Amount(formatX12Amount(Money.cents(cents)))?.toJSON()).toBe(cents);
      }),
    );
  });
});

describe('Text of X12', () => {
  it.each([
    ['Łukasz-Nguyễn', 'LUKASZ-NGUYEN'],
    ['Zoë  Müller', 'ZOE MULLER'],
    ['O’Brien', "O'BRIEN"],
    ['Straße', 'STRASSE'],
  ])('writes %s as %s', (text, plain) => expect(x12Text(text)).toBe(plain));

  it.each(['李', 'Ελένη', 'a*b', 'a~b', 'a:b', 'a^b'])('cannot write %s', (text) =>
    expect(x12Text(text)).toBeUndefined(),
  );
});
