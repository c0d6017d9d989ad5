import fc from 'fast-check';
import { adjudicateClaim, type BilledLine, type DecidedClaim } from '../../../src/domain/claims/adjudicate-claim';
import { dispositionOf } from '../../../src/domain/claims/disposition';
import { adjudicationRecipe, providerAdjustmentsRecipe } from '../../../src/domain/claims/remittance-recipes';
import { isBalanced, mergeLines } from '../../../src/domain/ledger/journal';
import type { ChargeId, PatientId } from '../../../src/kernel/ids';
import { Money } from '../../../src/kernel/money';
import { balancedClaim, type ClaimText, readRemittance, remittanceText, S3_CLAIM } from './support/remittances';

const OURS: BilledLine<ChargeId>[] = [
  {
    chargeId: 'c1' as ChargeId,
    lineNumber: 1,
    controlNumber: 'L0001',
    procedureCode: 'J0013',
    amount: Money.cents(85000),
  },
  {
    chargeId: 'c2' as ChargeId,
    lineNumber: 2,
    controlNumber: 'L0002',
    procedureCode: '99215',
    amount: Money.cents(35000),
  },
];

const decide = (claim: ClaimText, ours = OURS): DecidedClaim<ChargeId> | string =>
  adjudicateClaim(readRemittance(remittanceText({ claims: [claim], cents: 0 })).claims[0]!, ours);

/** `[event, [paid, contractual, patient, denied, not covered, rework], …]` in cents. */
function shown(claim: ClaimText): unknown {
  const decided = decide(claim);
  if (typeof decided === 'string') return decided;
  return [
    decided.event,
    ...decided.charges.map(({ paid, contractual, patient, denied, notCovered, rework }) =>
      [paid, contractual, patient, denied, notCovered, rework].map((amount) => amount.toJSON()),
    ),
  ];
}

const whole = (status: string, cas: ClaimText['cas'], paid = 0): ClaimText => ({
  control: 'P',
  status,
  cents: 120000,
  paid,
  cas,
});

describe('What an adjustment means', () => {
  it.each([
    ['PR', '1', 'patient'],
    ['PR', '2', 'patient'],
    ['PR', '3', 'patient'],
    ['CO', '45', 'contractual'],
    ['CO', '97', 'contractual'],
    ['CO', '253', 'contractual'],
    ['CO', '16', 'rework'],
    ['OA', '18', 'rework'],
    ['OA', '23', 'memo'],
    ['CO', '29', 'denied'],
    ['CO', '197', 'denied'],
    ['CO', '50', 'denied'],
    ['PR', '96', 'not_covered'],
    ['PR', '204', 'not_covered'],
    ['CO', '22', 'rework'],
    ['CO', '109', 'rework'],
    ['CO', '204', 'denied'],
    ['PI', '45', 'contractual'],
    ['PR', '45', 'patient'],
  ] as const)('%s-%s is %s', (group, reason, disposition) => {
    expect(dispositionOf({ group, reason, amount: Money.cents(1) }, true).disposition).toBe(disposition);
  });

  it('never makes the patient owe what the payer put on the provider, whatever the reason', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('CO', 'OA', 'PI'),
        fc.integer({ min: 1, max: 300 }),
        fc.boolean(),
        (group, reason, paid) => {
          const { disposition } = dispositionOf(
            { group: group as 'CO', reason: String(reason), amount: Money.cents(1) },
            paid,
          );
          expect(['patient', 'not_covered']).not.toContain(disposition);
        },
      ),
    );
  });
});

describe('Laying a remittance on a claim', () => {
  it('takes each line for its own', () => {
    expect(shown(S3_CLAIM)).toEqual(['pay', [51200, 21000, 12800, 0, 0, 0], [20800, 9000, 5200, 0, 0, 0]]);
  });

  it('finds lines without a control number by code and amount', () => {
    const lines = S3_CLAIM.lines?.map(({ control: _control, ...line }) => line).reverse();
    expect(shown({ ...S3_CLAIM, lines })).toEqual([
      'pay',
      [20800, 9000, 5200, 0, 0, 0],
      [51200, 21000, 12800, 0, 0, 0],
    ]);
  });

  it('spreads what was adjusted on the claim as a whole, to the cent', () => {
    expect(shown(whole('4', [['CO', '197', 120000]]))).toEqual([
      'deny',
      [0, 0, 0, 85000, 0, 0],
      [0, 0, 0, 35000, 0, 0],
    ]);
    expect(
      shown(
        whole(
          '1',
          [
            ['CO', '45', 10001],
            ['PR', '2', 9999],
          ],
          100000,
        ),
      ),
    ).toEqual(['pay', [70833, 7084, 7083, 0, 0, 0], [29167, 2917, 2916, 0, 0, 0]]);
  });

  it.each([
    ['a denial the patient may be asked to pay', whole('4', [['PR', '204', 120000]]), 'deny'],
    ['a claim that lacks something', whole('4', [['CO', '16', 120000]]), 'send_back'],
    ['a duplicate', whole('1', [['OA', '18', 120000]]), 'send_back'],
    ['a claim for another payer first', whole('1', [['CO', '22', 120000]]), 'send_back'],
    ['a deductible', whole('1', [['PR', '1', 120000]]), 'pay'],
    ['a claim paid in part', whole('1', [['CO', '50', 20000]], 100000), 'pay_partly'],
    ['a reversal', whole('22', [['PR', '204', -120000]], 0), 'charge_differs'],
  ])('%s', (_name, claim, event) => {
    const decided = decide(claim);
    expect(typeof decided === 'string' ? decided : decided.event).toBe(event);
  });

  it('turns a reversal the other way round', () => {
    const negative = {
      ...S3_CLAIM,
      status: '22',
      cents: -120000,
      paid: -72000,
      lines: S3_CLAIM.lines?.map((line) => ({
        ...line,
        cents: -line.cents,
        paid: -line.paid,
        cas: line.cas.map(([group, reason, cents]) => [group, reason, -cents] as const),
      })),
    };
    expect(shown(negative)).toEqual(['reverse', [-51200, -21000, -12800, 0, 0, 0], [-20800, -9000, -5200, 0, 0, 0]]);
  });

  it('keeps each line by itself, and takes the lines of one charge together', () => {
    const [drug, visit] = OURS as [BilledLine<ChargeId>, BilledLine<ChargeId>];
    const decided = decide(S3_CLAIM, [drug, { ...visit, chargeId: drug.chargeId }]);
    if (typeof decided === 'string') throw new Error(decided);
    expect(decided.charges).toMatchObject([
      { chargeId: 'c1', paid: { cents: 72000n }, contractual: { cents: 30000n }, patient: { cents: 18000n } },
    ]);
    expect(decided.lines).toMatchObject([
      { lineNumber: 1, paid: { cents: 51200n }, adjustments: [{ reason: '45' }, { reason: '2' }] },
      { lineNumber: 2, paid: { cents: 20800n }, patient: { cents: 5200n } },
    ]);
  });

  it.each([
    ['an unknown line', { lines: [{ ...S3_CLAIM.lines![0]!, control: 'L0009' }] }, 'line_unknown'],
    ['a line twice', { lines: [S3_CLAIM.lines![0]!, S3_CLAIM.lines![0]!] }, 'line_repeated'],
    ['another charge', { lines: [{ ...S3_CLAIM.lines![0]!, cents: 85001 }] }, 'charge_differs'],
  ])('says so of %s', (_name, change, mismatch) => {
    expect(decide({ ...S3_CLAIM, ...change })).toBe(mismatch);
  });

  it('never loses a cent, and every entry balances', () => {
    fc.assert(
      fc.property(balancedClaim('P1'), (claim) => {
        const ours = (claim.lines ?? []).map((line, index) => ({
          chargeId: `c${index}` as ChargeId,
          lineNumber: index + 1,
          controlNumber: line.control ?? '',
          procedureCode: line.code,
          amount: Money.cents(line.cents),
        }));
        const decided = decide(claim, ours);
        if (typeof decided === 'string') throw new Error(decided);
        for (const [index, charge] of decided.charges.entries()) {
          const { paid, contractual, patient, denied, notCovered, rework } = charge;
          const all = Money.sum([paid, contractual, patient, denied, notCovered, rework]);
          expect(all.toJSON()).toBe(claim.lines?.[index]?.cents);
          const lines = adjudicationRecipe(charge, { patientId: 'p' as PatientId });
          expect(lines.length === 0 || isBalanced(mergeLines(lines))).toBe(true);
        }
      }),
    );
  });
});

describe('Provider adjustments', () => {
  const lines = (...adjustments: (readonly [string, number])[]) =>
    providerAdjustmentsRecipe(
      adjustments.map(([reason, cents]) => ({ reason, amount: Money.cents(cents), position: 1, textLine: 1 })),
    ).map((line) => [line.accountNumber, line.amount.toJSON()]);

  it('lower or raise the payment against what is owed to the payer, interest against income', () => {
    expect(lines(['WO', 5000])).toEqual([
      [2010, 5000],
      [1040, -5000],
    ]);
    expect(lines(['FB', -5000])).toEqual([
      [2010, -5000],
      [1040, 5000],
    ]);
    expect(lines(['L6', -123])).toEqual([
      [7000, -123],
      [1040, 123],
    ]);
    expect(lines(['WO', 5000], ['72', 100], ['L6', -123])).toEqual([
      [2010, 5100],
      [1040, -4977],
      [7000, -123],
    ]);
  });
});
