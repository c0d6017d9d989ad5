import {
  coversCode,
  crosswalked,
  unitKindOf,
  unitsNeeded,
} from '../../../src/modules/coverage/units/authorization-units';

describe('The units of an authorization', () => {
  it.each([
    [['J0013'], 672, 'milligrams'],
    [['S0013'], 56, 'milligrams'],
    [['J0013'], 55, 'visits'],
    [['J0013'], 8, 'visits'],
    [['G2082', 'G2083'], 1000, 'visits'],
  ] as const)('of %j x %i are counted in %s', (codes, units, kind) => {
    expect(unitKindOf(codes, units)).toBe(kind);
  });

  it.each([
    [{ serviceCode: 'spravato-56', quantity: 1, doseMg: 84 }, 'milligrams', 84],
    [{ serviceCode: 'spravato-56', quantity: 1 }, 'milligrams', 56],
    [{ serviceCode: 'spravato-84', quantity: 2 }, 'milligrams', 168],
    [{ serviceCode: 'spravato', quantity: 1 }, 'milligrams', 84],
    [{ serviceCode: 'spravato-56', quantity: 2, doseMg: 56 }, 'visits', 2],
  ] as const)('a line %j takes in %s are %i', (line, kind, units) => {
    expect(unitsNeeded(line, kind)).toBe(units);
  });

  it.each([
    [['J0013'], ['J0013', '99215'], true],
    [['S0013'], ['J0013'], false],
    [['J0013'], ['S0013'], false],
    [['G2082'], ['J0013'], false],
    [['G2082'], ['G2083'], false],
    [['G2082'], [], true],
  ])('granted for %j cover a line billed with %j: %s', (authorized, billed, covered) => {
    expect(coversCode(authorized, billed)).toBe(covered);
  });

  it.each([
    [['S0013'], ['J0013'], true],
    [['J0013'], ['S0013', '99215'], true],
    [['G2082'], ['J0013'], false],
  ])('granted for %j and carried over cover a line billed with %j: %s', (authorized, billed, covered) => {
    expect(coversCode(crosswalked(authorized), billed)).toBe(covered);
  });
});
