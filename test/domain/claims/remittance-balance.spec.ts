import fc from 'fast-check';
import { balanceFailures, balanceWarnings } from '../../../src/domain/claims/remittance-balance';
import { balancedClaim, type ClaimText, readRemittance, remittanceText, S3_CLAIM } from './support/remittances';

const rulesOf = (claims: ClaimText[], cents?: number) =>
  balanceFailures(readRemittance(remittanceText({ claims, cents }))).map(({ rule, position }) => [rule, position]);

describe('Whether a remittance adds up', () => {
  it('holds for the sample', () => {
    const remittance = readRemittance(remittanceText({ claims: [S3_CLAIM] }));
    expect([balanceFailures(remittance), balanceWarnings(remittance)]).toEqual([[], []]);
  });

  it('fails on a line that is a dollar off, and so on its claim', () => {
    const [drug, visit] = S3_CLAIM.lines ?? [];
    const off = {
      ...drug!,
      cas: [
        ['CO', '45', 21000],
        ['PR', '2', 12700],
      ] as const,
    };
    expect(rulesOf([{ ...S3_CLAIM, lines: [off, visit!] }])).toEqual([
      ['line', 12],
      ['claim', 10],
    ]);
  });

  it('fails on a claim whose lines charge something else', () => {
    const [drug] = S3_CLAIM.lines ?? [];
    const claim = { ...S3_CLAIM, cents: 120000, paid: 86200, lines: [drug!] };
    expect(rulesOf([claim]).map(([rule]) => rule)).toEqual(['claim_lines']);
  });

  it('takes provider adjustments off the payment', () => {
    const plb = [['WO', 5000]] as const;
    expect(balanceFailures(readRemittance(remittanceText({ claims: [S3_CLAIM], plb, cents: 67000 })))).toEqual([]);
    expect(balanceFailures(readRemittance(remittanceText({ claims: [S3_CLAIM], plb, cents: 72000 })))).toMatchObject([
      { rule: 'payment', message: expect.stringContaining('says 720, adds up to 670') },
    ]);
  });

  it('only warns when the patient’s share is told wrong beside the adjustments', () => {
    const remittance = readRemittance(remittanceText({ claims: [{ ...S3_CLAIM, share: 17900 }] }));
    expect(balanceFailures(remittance)).toEqual([]);
    expect(balanceWarnings(remittance)).toMatchObject([{ rule: 'patient_responsibility', position: 10 }]);
  });

  it('holds for everything that was made to balance', () => {
    fc.assert(
      fc.property(fc.array(balancedClaim('P1'), { minLength: 1, maxLength: 5 }), (claims) => {
        expect(rulesOf(claims)).toEqual([]);
      }),
    );
  });

  it('fails on any cent put anywhere', () => {
    const spoiled = fc
      .tuple(balancedClaim('P1'), fc.constantFrom('line', 'adjustment', 'claim', 'payment'), fc.constantFrom(-1, 1))
      .map(([claim, where, cent]) => {
        const [first, ...rest] = claim.lines ?? [];
        const line =
          where === 'line'
            ? { ...first!, paid: first!.paid + cent }
            : where === 'adjustment'
              ? {
                  ...first!,
                  cas: first!.cas.map(
                    ([group, reason, cents], at) => [group, reason, at === 2 ? cents + cent : cents] as const,
                  ),
                }
              : first!;
        return {
          claims: [{ ...claim, paid: claim.paid + (where === 'claim' ? cent : 0), lines: [line, ...rest] }],
          cents: where === 'payment' ? claim.paid + cent : undefined,
        };
      })
      // A payment below zero is no payment; it is refused before anything is added up.
      .filter(({ claims, cents }) => (claims[0]?.paid ?? 0) >= 0 && (cents ?? 0) >= 0);
    fc.assert(
      fc.property(spoiled, ({ claims, cents }) => {
        expect(rulesOf(claims, cents)).not.toEqual([]);
      }),
    );
  });
});
