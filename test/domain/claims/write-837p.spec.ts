import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { claimFile, claimForm, day, drugLine, visitLine } from './support/forms';
import { write837p } from '../../../src/domain/claims/write-837p';
import type { ClaimForm } from '../../../src/domain/claims/claim-form';
import { Money } from '../../../src/kernel/money';

const SAMPLE = readFileSync(join(__dirname, '../../golden/837p-sample.x12'), 'utf8');

const linesOf = (...claims: ClaimForm[]): string[] =>
  write837p(claimFile(claims))
    .split('~\n')
    .filter((line) => line !== '');
const starting = (lines: string[], ...ids: string[]): string[] =>
  lines.filter((line) => ids.some((id) => line.startsWith(id)));

describe('The 837P writer', () => {
  it('writes the sample of the domain brief byte for byte', () => {
    expect(write837p(claimFile())).toBe(SAMPLE);
  });

  it('names the claim it replaces or voids by the payer’s own number', () => {
    const replaced = linesOf(claimForm({ frequency: 'replacement', payerClaimNumber: 'ICN777' }));
    expect(starting(replaced, 'CLM', 'REF*F8')).toEqual(['CLM*PCN0001*1200***11:B:7*Y*A*Y*Y', 'REF*F8*ICN777']);
    const voided = linesOf(claimForm({ frequency: 'void', payerClaimNumber: 'ICN777' }));
    expect(starting(voided, 'CLM')).toEqual(['CLM*PCN0001*1200***11:B:8*Y*A*Y*Y']);
  });

  it('tells a secondary payer what the primary paid and why not more', () => {
    const decided = {
      payerId: '12345',
      units: 56,
      paid: Money.cents(51200),
      decidedOn: day('2026-12-01'),
      adjustments: [
        { group: 'CO', reason: '45', amount: Money.cents(21000) },
        { group: 'PR', reason: '2', amount: Money.cents(10000) },
        { group: 'PR', reason: '1', amount: Money.cents(2850) },
      ],
    } as const;
    const lines = linesOf(
      claimForm({
        subscriber: { ...claimForm().subscriber, responsibility: 'secondary' },
        otherPayers: [
          {
            responsibility: 'primary',
            filingCode: 'CI',
            payerId: '12345',
            payerName: 'Example Payer',
            memberId: 'W123456789',
            paid: Money.cents(72000),
            adjustments: [],
          },
        ],
        lines: [drugLine({ adjudications: [decided] }), visitLine()],
      }),
    );
    expect(starting(lines, 'SBR', 'AMT', 'OI', 'SVD', 'CAS', 'DTP*573')).toEqual([
      'SBR*S*18*GRP123******CI',
      'SBR*P*18*******CI',
      'AMT*D*720',
      'OI***Y***Y',
      'SVD*12345*512*HC:J0013**56',
      'CAS*CO*45*210',
      'CAS*PR*2*100**1*28.5',
      'DTP*573*D8*20261201',
    ]);
  });

  it('puts a patient who is not the member on a level of their own', () => {
    const child = { lastName: 'Doe', firstName: 'Tim', relationship: '19', dateOfBirth: day('2005-02-03') };
    const lines = linesOf(claimForm({ dependent: child }), claimForm({ controlNumber: 'PCN0002' }));
    expect(starting(lines, 'HL', 'PAT', 'NM1*QC')).toEqual([
      'HL*1**20*1',
      'HL*2*1*22*1',
      'HL*3*2*23*0',
      'PAT*19',
      'NM1*QC*1*DOE*TIM',
      'HL*4*1*22*0',
    ]);
  });

  it('says what the patient paid, the drug without a code of its own, modifiers and the site', () => {
    const lines = linesOf(
      claimForm({
        patientPaid: Money.cents(1050),
        diagnoses: ['F33.2', 'F41.1'],
        facility: {
          name: 'North Site',
          address: { line1: '2 North St', line2: 'Suite 3', city: 'Portland', state: 'OR', postalCode: '97203-1234' },
        },
        lines: [
          visitLine({
            procedureCode: 'J3490',
            modifiers: ['25', 'KX'],
            diagnosisPointers: [1, 2],
            note: 'Ketamine 50 mg/mL 40 mg',
          }),
        ],
      }),
    );
    expect(starting(lines, 'AMT', 'HI', 'NM1*77', 'N3*2', 'SV1', 'NTE')).toEqual([
      'AMT*F5*10.5',
      'HI*ABK:F332*ABF:F411',
      'NM1*77*2*NORTH SITE',
      'N3*2 NORTH ST*SUITE 3',
      'SV1*HC:J3490:25:KX*350*UN*1***1:2',
      'NTE*ADD*KETAMINE 50 MG/ML 40 MG',
    ]);
  });

  it('refuses text that X12 cannot carry instead of sending something else', () => {
    const named = (lastName: string) => claimForm({ subscriber: { ...claimForm().subscriber, lastName } });
    for (const lastName of ['Doe~ISA', 'Doe*X', 'A:B', '李'])
      expect(() => write837p(claimFile([named(lastName)]))).toThrow(
        expect.objectContaining({ fault: 'element_invalid', place: expect.objectContaining({ element: 'NM103' }) }),
      );
    expect(starting(linesOf(named('Łukasz-Nguyễn')), 'NM1*IL')).toEqual([
      'NM1*IL*1*LUKASZ-NGUYEN*JANE****MI*W123456789',
    ]);
  });
});
