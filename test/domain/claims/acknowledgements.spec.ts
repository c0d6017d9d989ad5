import { categoryMeans, ClaimAcknowledgementReader } from '../../../src/domain/claims/read-277ca';
import { FileAcknowledgementReader, isAccepted } from '../../../src/domain/claims/read-999';
import { readX12 } from '../../../src/domain/x12/envelope';
import { CLAIM_MOVES, CLAIM_STATES, nextClaimState } from '../../../src/domain/claims/claim-state';
import { acknowledgement277, acknowledgement999 } from './support/acknowledgements';

describe('Acknowledgements', () => {
  it('reads which file of ours a 999 is about, and what was wrong with it', () => {
    const read = (code: string, errors?: string[]) =>
      readX12(
        acknowledgement999({ group: 7, transaction: '0007', code, errors }),
        () => new FileAcknowledgementReader(),
      );
    expect(read('A')).toEqual([
      {
        kind: '999',
        groupControlNumber: '7',
        code: 'A',
        transactions: [{ controlNumber: '0007', code: 'A', errors: [] }],
      },
    ]);
    expect(read('R', ['IK3*HI*22**8'])[0]?.transactions[0]).toEqual({
      controlNumber: '0007',
      code: 'R',
      errors: ['segment 22 (HI): error 8', 'error 5'],
    });
    expect(['A', 'E', 'P', 'R', 'M', 'W', 'X'].map(isAccepted)).toEqual([true, true, true, false, false, false, false]);
  });

  it('reads each claim of a 277CA with its category and the payer’s number', () => {
    const text = acknowledgement277([
      { control: 'PCN0001', category: 'A2', code: '20', icn: 'ICN777' },
      { control: 'PCN0002', category: 'A7', code: '562' },
    ]);
    expect(readX12(text, () => new ClaimAcknowledgementReader())).toEqual([
      {
        kind: '277CA',
        claims: [
          { controlNumber: 'PCN0001', category: 'A2', statusCode: '20', payerClaimNumber: 'ICN777' },
          { controlNumber: 'PCN0002', category: 'A7', statusCode: '562' },
        ],
      },
    ]);
    expect(['A0', 'A1', 'A2', 'A3', 'A4', 'A6', 'A7', 'A8'].map(categoryMeans)).toEqual([
      undefined,
      'accept',
      'accept',
      'reject',
      undefined,
      'reject',
      'reject',
      'reject',
    ]);
  });
});

describe('Where a claim can go', () => {
  it('leads only to states there are, and every state is reached', () => {
    const reached = new Set(Object.values(CLAIM_MOVES).flatMap((moves) => Object.values(moves)));
    expect([...reached].every((state) => CLAIM_STATES.includes(state))).toBe(true);
    expect(CLAIM_STATES.filter((state) => !reached.has(state))).toEqual([]);
  });

  it.each([
    ['draft', 'submit', undefined],
    ['validated', 'submit', 'submitted'],
    ['submitted', 'reject', 'rejected'],
    ['rejected', 'pass_checks', 'validated'],
    ['rejected', 'replace', undefined],
    ['submitted', 'pay', 'paid'],
    ['paid', 'convert', undefined],
    ['denied', 'convert', 'self_pay'],
    ['self_pay', 'reverse', 'accepted'],
    ['paid', 'acknowledge', undefined],
  ] as const)('%s + %s = %s', (state, event, next) => {
    expect(nextClaimState(state, event)).toBe(next);
  });
});
