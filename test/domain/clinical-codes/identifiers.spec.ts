import fc from 'fast-check';
import { isEin, normalizeEin } from '../../../src/domain/clinical-codes/ein';
import { isNpi, normalizeNpi } from '../../../src/domain/clinical-codes/npi';
import { isZip, normalizeZip } from '../../../src/domain/clinical-codes/zip';

describe('An NPI has ten digits and a check digit', () => {
  it.each(['1234567893', '1558598797', '1999999984', '1000000004', '2000000002'])('%s is one', (npi) => {
    expect(isNpi(npi)).toBe(true);
  });

  it.each([
    '1234567890',
    '123456789',
    '12345678930',
    '3234567893',
    '0000000006',
    '１２３４５６７８９３',
    '1234567893\n',
    '',
    null,
    1234567893,
  ])('%p is not', (text) => {
    expect(isNpi(text)).toBe(false);
  });

  it('does not survive a wrong digit, or two neighbors exchanged', () => {
    const digitsOf = fc.constantFrom('1234567893', '1558598797', '1999999984', '1000000004', '2000000002');
    fc.assert(
      fc.property(digitsOf, fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 }), (npi, place, shift) => {
        const wrong = (Number(npi[place]) + shift) % 10;
        expect(isNpi(`${npi.slice(0, place)}${wrong}${npi.slice(place + 1)}`)).toBe(false);
      }),
    );
    expect(isNpi('1234567839')).toBe(false);
    expect(isNpi('2134567893')).toBe(false);
  });

  it('is kept as its digits', () => {
    expect(normalizeNpi(' 1234-567 893 ')).toBe('1234567893');
    expect(normalizeNpi('1234567890')).toBeUndefined();
  });
});

describe('An EIN has nine digits, with or without its hyphen', () => {
  it.each([
    ['12-3456789', true],
    ['123456789', true],
    ['00-3456789', false],
    ['003456789', false],
    ['1-23456789', false],
    ['12-345678', false],
    ['12-34567890', false],
    ['12–3456789', false],
    ['123-45-6789', false],
    [123456789, false],
  ])('%p: %p', (text, expected) => {
    expect(isEin(text)).toBe(expected);
  });

  it('is stored without the hyphen', () => {
    expect(normalizeEin(' 12-3456789 ')).toBe('123456789');
    expect(normalizeEin('00-3456789')).toBeUndefined();
  });
});

describe('A ZIP code has five digits, or nine with a hyphen', () => {
  it.each([
    ['97202', true],
    ['97202-0001', true],
    ['972020001', false],
    ['9720', false],
    ['97202-', false],
    ['97202-001', false],
    ['OR 97202', false],
    [undefined, false],
  ])('%p: %p', (text, expected) => {
    expect(isZip(text)).toBe(expected);
  });

  it.each([
    ['972020001', '97202-0001'],
    [' 97202 ', '97202'],
    ['97202 - 0001', '97202-0001'],
    ['9720', undefined],
  ])('%p is kept as %p', (text, expected) => {
    expect(normalizeZip(text)).toBe(expected);
  });
});
