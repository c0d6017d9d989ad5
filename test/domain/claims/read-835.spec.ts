import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readX12 } from '../../../src/domain/x12/envelope';
import { remittanceReader } from '../../../src/domain/claims/read-835';
import { readRemittance, remittanceText, S3_CLAIM } from './support/remittances';

const S3 = readFileSync(join(__dirname, '../../golden/835-s3.x12'), 'utf8');

describe('Reading an 835', () => {
  it('reads the sample of the domain brief', () => {
    const remittance = readRemittance(S3);
    expect(JSON.parse(JSON.stringify(remittance))).toEqual({
      position: 3,
      paymentPlace: { position: 4, line: 4, segment: 'BPR' },
      payment: 72000,
      method: 'ACH',
      paidOn: '2026-12-01',
      traceNumber: 'EFT0001234',
      originatorId: '1512345678',
      payerName: 'EXAMPLE PAYER',
      payee: { npi: '1999999984', place: { position: 11, line: 11, segment: 'N1' } },
      providerAdjustments: [],
      claims: [
        {
          position: 13,
          textLine: 13,
          controlNumber: 'PCN0001',
          status: 'primary',
          charge: 120000,
          paid: 72000,
          patientResponsibility: 18000,
          payerClaimNumber: 'ICN777',
          adjustments: [],
          remarkCodes: [],
          lines: [
            {
              position: 15,
              textLine: 15,
              procedureCode: 'J0013',
              charge: 85000,
              paid: 51200,
              allowed: 64000,
              units: '56',
              controlNumber: 'L0001',
              adjustments: [
                { group: 'CO', reason: '45', amount: 21000 },
                { group: 'PR', reason: '2', amount: 12800 },
              ],
              remarkCodes: [],
            },
            {
              position: 21,
              textLine: 21,
              procedureCode: '99215',
              charge: 35000,
              paid: 20800,
              allowed: 26000,
              units: '1',
              controlNumber: 'L0002',
              adjustments: [
                { group: 'CO', reason: '45', amount: 9000 },
                { group: 'PR', reason: '2', amount: 5200 },
              ],
              remarkCodes: [],
            },
          ],
        },
      ],
    });
  });

  it('reads amounts with one decimal, two, or none', () => {
    const text = remittanceText({ claims: [{ control: 'P1', cents: 10050, paid: 10005, cas: [['CO', '45', 45]] }] });
    expect(text).toContain('CLP*P1*1*100.5*100.05*0*');
    expect(readRemittance(text).claims[0]).toMatchObject({ charge: { cents: 10050n }, paid: { cents: 10005n } });
  });

  it('reads several reasons in one CAS, quantities between them, and provider adjustments', () => {
    const text = remittanceText({
      claims: [{ control: 'P1', cents: 1000, paid: 0, cas: [['CO', '45', 1000]] }],
      plb: [
        ['WO', 5000],
        ['L6', -123],
      ],
      cents: 0,
    }).replace('CAS*CO*45*10', 'CAS*CO*45*4*1*97*6');
    const { claims, providerAdjustments } = readRemittance(text);
    expect(claims[0]?.adjustments.map(({ reason, amount }) => [reason, amount.toJSON()])).toEqual([
      ['45', 400],
      ['97', 600],
    ]);
    expect(providerAdjustments.map(({ reason, amount }) => [reason, amount.toJSON()])).toEqual([
      ['WO', 5000],
      ['L6', -123],
    ]);
  });

  it.each([
    ['the group CR', ['CAS*CO*45*210', 'CAS*CR*45*210'], 'CAS01', 17],
    ['the filing code CI', ['*12*ICN777', '*CI*ICN777'], 'CLP06', 13],
    ['an unknown claim status', ['CLP*PCN0001*1', 'CLP*PCN0001*9'], 'CLP02', 13],
    ['an amount that is none', ['*720*180*', '*72O*180*'], 'CLP04', 13],
    ['three decimals', ['SVC*HC:J0013*850*512', 'SVC*HC:J0013*850*512.001'], 'SVC03', 15],
    ['a day that does not exist', ['*20261201~\nTRN', '*20261301~\nTRN'], 'BPR16', 4],
    ['an adjustment without an amount', ['CAS*CO*45*210', 'CAS*CO*45'], 'CAS03', 17],
  ])('carries %s as its problem, naming the segment', (_name, [from, to], element, position) => {
    const { problem } = readRemittance(S3.replace(from as string, to as string));
    expect(problem).toMatchObject({ fault: 'element_invalid', place: { element, position, line: position } });
    expect(problem?.located).toContain(`line ${position}, segment ${position} (${element})`);
  });

  it.each(['BPR', 'TRN', 'N1'])('carries a missing %s as its problem', (id) => {
    const kept = S3.split('~\n').filter((line) => !line.startsWith(`${id}*`));
    const dropped = S3.split('~\n').length - kept.length;
    const text = kept.join('~\n').replace('SE*25', `SE*${25 - dropped}`);
    expect(readRemittance(text).problem).toMatchObject({ place: { segment: id } });
  });

  it('refuses another transaction', () => {
    const text = S3.replace('ST*835', 'ST*837');
    expect(() => readX12(text, remittanceReader)).toThrow(
      expect.objectContaining({ fault: 'transaction_unexpected', place: expect.objectContaining({ element: 'ST01' }) }),
    );
  });

  it('reads two payments of one file', () => {
    expect(readX12(`${S3}${remittanceText({ trace: 'T2', claims: [S3_CLAIM] })}`, remittanceReader)).toHaveLength(2);
  });
});
