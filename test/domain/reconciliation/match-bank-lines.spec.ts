import fc from 'fast-check';
import {
  matchBankLines,
  type MatchCandidate,
  type UnmatchedLine,
} from '../../../src/domain/reconciliation/match-bank-lines';
import { parseBusinessDate } from '../../../src/kernel/business-date';
import { Money } from '../../../src/kernel/money';

const line = (id: string, cents: number, overrides: Partial<UnmatchedLine> = {}): UnmatchedLine => ({
  id,
  accountKind: 'operating_bank',
  postedOn: parseBusinessDate('2026-03-04'),
  amount: Money.cents(cents),
  description: 'TRANSFER',
  reference: null,
  ...overrides,
});
const candidate = (id: string, cents: number[], overrides: Partial<MatchCandidate> = {}): MatchCandidate => ({
  type: 'payout',
  id,
  on: parseBusinessDate('2026-03-03'),
  amounts: cents.map((each) => Money.cents(each)),
  reference: `po_${id}`,
  ...overrides,
});
const pairs = (lines: UnmatchedLine[], candidates: MatchCandidate[]) =>
  matchBankLines(lines, candidates).map(({ lineId, targetType, targetId, rule }) => [
    lineId,
    targetType,
    targetId,
    rule,
  ]);

describe('A statement line', () => {
  it.each<[string, UnmatchedLine[], MatchCandidate[], ReturnType<typeof pairs>]>([
    ['of one payout', [line('l', 9_680)], [candidate('p', [9_680])], [['l', 'payout', 'p', 'amount_and_day']]],
    ['of another amount', [line('l', 9_681)], [candidate('p', [9_680])], []],
    ['weeks too late', [line('l', 1, { postedOn: parseBusinessDate('2026-03-20') })], [candidate('p', [1])], []],
    [
      'weeks too late, but by name',
      [line('l', 1, { postedOn: parseBusinessDate('2026-03-20'), reference: 'PO_p' })],
      [candidate('p', [1])],
      [['l', 'payout', 'p', 'reference_and_amount']],
    ],
    ['that two could be', [line('l', 5)], [candidate('a', [5]), candidate('b', [5])], []],
    ['one of two that one could be', [line('k', 5), line('l', 5)], [candidate('a', [5])], []],
    [
      'of a payer, by the trace number it carries',
      [line('l', 72_000, { description: 'HCCLAIMPMT TRN*1*EFT0001234*1512345678' }), line('m', 5_000)],
      [
        candidate('r', [72_000], { type: 'remittance', reference: 'EFT0001234' }),
        candidate('s', [5_000], { type: 'remittance', reference: 'EFT0001235' }),
      ],
      [['l', 'remittance', 'r', 'reference_and_amount']],
    ],
    [
      'told apart by the slip',
      [line('k', 5, { description: 'DEPOSIT 0417' }), line('l', 5, { description: 'DEPOSIT 10417' })],
      [candidate('a', [5], { type: 'deposit', reference: '0417' })],
      [['k', 'deposit', 'a', 'reference_and_amount']],
    ],
    [
      'of Venmo, whole or net of its fee',
      [
        line('g', 18_000, { accountKind: 'venmo', reference: 'VEN-1' }),
        line('n', 17_648, { accountKind: 'venmo', reference: 'ven-2' }),
      ],
      [
        candidate('a', [18_000, 17_648], { type: 'tender', reference: 'VEN-1' }),
        candidate('b', [18_000, 17_648], { type: 'tender', reference: 'VEN-2' }),
      ],
      [
        ['g', 'tender', 'a', 'reference_and_amount'],
        ['n', 'tender', 'b', 'reference_and_amount'],
      ],
    ],
    [
      'of the bank, never a Venmo payment',
      [line('l', 18_000, { reference: 'VEN-1' })],
      [candidate('a', [18_000], { type: 'tender', reference: 'VEN-1' })],
      [],
    ],
    [
      'by which Venmo came to the bank',
      [line('out', -500, { accountKind: 'venmo' }), line('in', 500, { description: 'VENMO CASHOUT' })],
      [],
      [['in', 'venmo_sweep', 'out', 'sweep_between_statements']],
    ],
    ['that does not say Venmo', [line('out', -500, { accountKind: 'venmo' }), line('in', 500)], [], []],
  ])('%s', (_what, lines, candidates, expected) => {
    expect(pairs(lines, candidates)).toEqual(expected);
  });

  it('is matched at most once, to something matched at most once, of its own amount', () => {
    const amounts = fc.integer({ min: 1, max: 4 });
    fc.assert(
      fc.property(fc.array(amounts, { maxLength: 12 }), fc.array(amounts, { maxLength: 12 }), (shown, sent) => {
        const lines = shown.map((cents, index) => line(`l${index}`, cents));
        const candidates = sent.map((cents, index) => candidate(`c${index}`, [cents]));
        const found = matchBankLines(lines, candidates);
        expect(new Set(found.map(({ lineId }) => lineId)).size).toBe(found.length);
        expect(new Set(found.map(({ targetId }) => targetId)).size).toBe(found.length);
        for (const { lineId, targetId } of found)
          expect(shown[Number(lineId.slice(1))]).toBe(sent[Number(targetId.slice(1))]);
      }),
    );
  });
});
