import fc from 'fast-check';
import type { DecidedClaim, DecidedLine } from '../../../src/domain/claims/adjudicate-claim';
import { claimFindings } from '../../../src/domain/claims/claim-findings';
import { adjudicationOf, holdForNextPlan, withinBooks } from '../../../src/domain/claims/coordinate-benefits';
import type { ChargeId } from '../../../src/kernel/ids';
import { Money } from '../../../src/kernel/money';
import { claimFile, claimForm, day, drugLine, visitLine } from './support/forms';

const CHARGE = 'c1' as ChargeId;

function decided(amounts: { paid?: number; contractual?: number; patient?: number }): DecidedClaim<ChargeId> {
  const cents = (key: keyof typeof amounts) => Money.cents(amounts[key] ?? 0);
  const line: DecidedLine<ChargeId> = {
    chargeId: CHARGE,
    lineNumber: 1,
    adjustments: [],
    paid: cents('paid'),
    contractual: cents('contractual'),
    patient: cents('patient'),
    forwarded: Money.ZERO,
    denied: Money.ZERO,
    notCovered: Money.ZERO,
    rework: Money.ZERO,
    needsReview: false,
  };
  return { event: 'pay', charges: [line], lines: [line] };
}

const contractualOf = (
  turns: readonly { isSecondary: boolean; of: Parameters<typeof decided>[0] }[],
  books: { open: number; before?: number },
) =>
  withinBooks(
    turns.map(({ isSecondary, of }) => ({ isSecondary, decided: decided(of) })),
    () => ({ insuranceOpen: Money.cents(books.open), secondaryContractual: Money.cents(books.before ?? 0) }),
  ).map(({ charges }) => charges[0]?.contractual.toJSON());

describe('What a first plan leaves to a patient who has a second', () => {
  it('waits for the second, and nothing of it is lost', () => {
    const held = holdForNextPlan(decided({ paid: 700, patient: 300 }));
    for (const part of [...held.charges, ...held.lines])
      expect([part.paid, part.patient, part.forwarded].map((amount) => amount.toJSON())).toEqual([700, 0, 300]);
  });

  it.each<[string, Parameters<typeof contractualOf>[0], Parameters<typeof contractualOf>[1], number[]]>([
    ['a first plan’s contract', [{ isSecondary: false, of: { contractual: 300 } }], { open: 100 }, [300]],
    [
      'a second’s that repeats it',
      [{ isSecondary: true, of: { paid: 144, patient: 36, contractual: 300 } }],
      { open: 180 },
      [0],
    ],
    ['a second’s of its own', [{ isSecondary: true, of: { paid: 100, contractual: 80 } }], { open: 180 }, [80]],
    [
      'a second’s beyond what is open',
      [{ isSecondary: true, of: { paid: 100, contractual: 90 } }],
      { open: 180 },
      [80],
    ],
    [
      'a second’s behind the first in one file',
      [
        { isSecondary: false, of: { paid: 720, contractual: 300 } },
        { isSecondary: true, of: { paid: 100, contractual: 380 } },
      ],
      { open: 1200 },
      [300, 80],
    ],
    [
      'a reversal of what was given up',
      [{ isSecondary: true, of: { paid: -100, contractual: -380 } }],
      { open: 0, before: 80 },
      [-80],
    ],
    [
      'a reversal and its correction',
      [
        { isSecondary: true, of: { paid: -100, contractual: -380 } },
        { isSecondary: true, of: { paid: 120, contractual: 360 } },
      ],
      { open: 0, before: 80 },
      [-80, 60],
    ],
  ])('gives up %s', (_name, turns, books, expected) => expect(contractualOf(turns, books)).toEqual(expected));

  it('is never given up beyond what is open', () => {
    const cents = fc.integer({ min: 0, max: 10_000 });
    fc.assert(
      fc.property(cents, cents, cents, cents, (open, paid, patient, contractual) => {
        const [given = 0] = contractualOf([{ isSecondary: true, of: { paid, patient, contractual } }], { open });
        expect(given).toBe(Math.min(contractual, Math.max(open - paid - patient, 0)));
      }),
    );
  });
});

describe('What the next plan is told of the one before', () => {
  const told = (paid: number, ...cas: (readonly ['CO' | 'PR', string, number])[]) => ({
    paid: Money.cents(paid),
    adjustments: cas.map(([group, reason, cents]) => ({ group, reason, amount: Money.cents(cents) })),
    decidedOn: day('2026-12-01'),
  });

  it('is the sum of a decision, its reversal and its correction', () => {
    const all = adjudicationOf(
      [
        told(512, ['CO', '45', 210], ['PR', '2', 128]),
        told(-512, ['CO', '45', -210], ['PR', '2', -128]),
        { ...told(500, ['CO', '45', 210], ['PR', '1', 140]), decidedOn: day('2026-12-09') },
      ],
      { payerId: '12345', units: 56 },
    );
    expect(all).toMatchObject({ payerId: '12345', units: 56, paid: { cents: 500n } });
    expect(all?.adjustments.map(({ reason, amount }) => [reason, amount.toJSON()])).toEqual([
      ['45', 210],
      ['1', 140],
    ]);
    expect(all?.decidedOn.toString()).toBe('2026-12-09');
    expect(adjudicationOf([], { payerId: '12345', units: 1 })).toBeUndefined();
  });

  it('has to be there for every line, and to add up', () => {
    const other = {
      responsibility: 'primary',
      filingCode: 'CI',
      payerId: '12345',
      payerName: 'Example Payer',
      memberId: 'W1',
      paid: Money.cents(51200),
      adjustments: [],
    } as const;
    const adjudication = adjudicationOf([told(51200, ['CO', '45', 21000], ['PR', '2', 12799])], {
      payerId: '12345',
      units: 56,
    });
    const form = claimForm({
      otherPayers: [other],
      lines: [drugLine({ adjudications: adjudication ? [adjudication] : [] }), visitLine()],
    });
    const { billing } = claimFile();
    const findings = claimFindings({
      form,
      billing,
      planType: 'commercial',
      today: day('2026-12-02'),
      expectedCodes: [],
    });
    expect(findings.map(({ code, pointer }) => [code, pointer])).toEqual([
      ['prior_payer_unbalanced', '/lines/0'],
      ['prior_payer_line_missing', '/lines/1'],
    ]);
  });
});
