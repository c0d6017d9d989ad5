import fc from 'fast-check';
import { compactIcd10Cm, isIcd10Cm, normalizeIcd10Cm } from '../../../src/domain/clinical-codes/icd10-cm';
import { isNdc11, normalizeNdc11 } from '../../../src/domain/clinical-codes/ndc';
import {
  isModifier,
  isProcedureCode,
  normalizeModifier,
  normalizeProcedureCode,
} from '../../../src/domain/clinical-codes/procedure-code';

describe('A diagnosis is an ICD-10-CM code with its dot', () => {
  it.each(['F33.2', 'F32.A', 'F43.10', 'F42', 'R45.851', 'T40.2X1A', 'C7A.00'])('%s is one', (code) => {
    expect(isIcd10Cm(code)).toBe(true);
  });

  it.each(['f33.2', 'F332', 'F33.', '33.2', 'FF3.2', 'F33.12345', 'F33.2 ', 'depression', '', undefined])(
    '%p is not',
    (code) => {
      expect(isIcd10Cm(code)).toBe(false);
    },
  );

  it.each([
    ['f332', 'F33.2'],
    [' F33.2 ', 'F33.2'],
    ['f42', 'F42'],
    ['r45851', 'R45.851'],
    ['F33..2', undefined],
    ['F3.32', undefined],
    ['major depression', undefined],
  ])('%p is kept as %p', (text, expected) => {
    expect(normalizeIcd10Cm(text)).toBe(expected);
  });

  it('loses its dot for X12 and finds it again', () => {
    const code = fc.stringMatching(/^[A-Z][0-9][0-9A-Z](\.[0-9A-Z]{1,4})?$/);
    fc.assert(
      fc.property(code, (icd) => {
        expect(compactIcd10Cm(icd)).not.toContain('.');
        expect(normalizeIcd10Cm(compactIcd10Cm(icd))).toBe(icd);
      }),
    );
  });
});

describe('A procedure code has the form of CPT or HCPCS', () => {
  it.each(['00000', '99999', '0001T', '1234F', 'J0013', 'G2082', 'A0000', 'V9999'])('%s has it', (code) => {
    expect(isProcedureCode(code)).toBe(true);
  });

  it.each(['W0000', 'Z1234', '9999', '999999', 'J013', 'JJ013', 'j0013', '00 000', 'therapy', null])(
    '%p does not',
    (code) => {
      expect(isProcedureCode(code)).toBe(false);
    },
  );

  it('is kept in capitals', () => {
    expect(normalizeProcedureCode(' j0013 ')).toBe('J0013');
    expect(normalizeProcedureCode('J13')).toBeUndefined();
    expect(normalizeModifier(' kx')).toBe('KX');
    expect(normalizeModifier('K')).toBeUndefined();
  });

  it.each([
    ['25', true],
    ['KX', true],
    ['XS', true],
    ['kx', false],
    ['2', false],
    ['255', false],
    ['--', false],
  ])('modifier %p: %p', (modifier, expected) => {
    expect(isModifier(modifier)).toBe(expected);
  });
});

describe('A drug is billed by eleven digits', () => {
  it.each([
    ['50458-0028-02', '50458002802'],
    ['50458-028-02', '50458002802'],
    ['50458-028-03', '50458002803'],
    ['0458-0028-02', '00458002802'],
    ['50458-0028-2', '50458002802'],
    ['50458002802', '50458002802'],
    [' 50458 002802 ', '50458002802'],
    ['5045802802', undefined],
    ['50458-28-02', undefined],
    ['50458-028-2', undefined],
    ['5O458-028-02', undefined],
    ['50458-0028-02-1', undefined],
    ['', undefined],
  ])('%p is %p', (text, expected) => {
    expect(normalizeNdc11(text)).toBe(expected);
    if (expected !== undefined) expect(isNdc11(expected)).toBe(true);
  });

  it('does not take a label code for a billing code', () => {
    expect(isNdc11('50458-028-02')).toBe(false);
    expect(isNdc11(50458002802)).toBe(false);
  });
});
