import fc from 'fast-check';
import { benefitsOf, memberOf, type MemberAsked } from '../../../src/domain/eligibility/benefits-of';
import type { EligibilityResponse } from '../../../src/domain/eligibility/eligibility-response';
import { eligibilityReader } from '../../../src/domain/eligibility/read-271';
import { readX12 } from '../../../src/domain/x12/envelope';
import { lineOf } from '../../../src/domain/x12/x12-refusal';
import { X12Error } from '../../../src/domain/x12/x12-error';
import { parseBusinessDate } from '../../../src/kernel/business-date';
import { BENEFITS, eligibilityText } from './support/eligibility';

const read = (text: string): EligibilityResponse => readX12(text, eligibilityReader)[0] as EligibilityResponse;
const JANE: MemberAsked = {
  memberId: 'W123456789',
  dateOfBirth: parseBusinessDate('1985-01-01'),
  networkStatus: 'in',
};

function benefits(segments: readonly string[], networkStatus: 'in' | 'out' = 'in') {
  const member = memberOf(read(eligibilityText({ segments })), { ...JANE, networkStatus });
  if (!member) throw new Error('the member was not found');
  return benefitsOf(member, networkStatus).map(({ copay, deductibleRemaining, outOfPocketRemaining, ...terms }) => ({
    ...terms,
    copay: copay?.toJSON(),
    deductible: deductibleRemaining?.toJSON(),
    outOfPocket: outOfPocketRemaining?.toJSON(),
  }));
}

const faultOf = (text: string) => {
  try {
    read(text);
  } catch (error) {
    if (error instanceof X12Error) return [error.fault, error.place.element ?? error.place.segment];
    throw error;
  }
  return undefined;
};

describe('What a payer says of a plan (271)', () => {
  it('is read benefit by benefit: in network, the individual’s, what is remaining', () => {
    expect(benefits(BENEFITS)).toEqual([
      {
        benefit: 'medical',
        isActive: true,
        planName: 'GOLD PPO',
        copay: 3000,
        coinsuranceBasisPoints: 2000,
        deductible: 15000,
        outOfPocket: 40000,
      },
      {
        benefit: 'pharmacy',
        isActive: true,
        planName: 'GOLD PPO',
        copay: undefined,
        coinsuranceBasisPoints: 3500,
        deductible: undefined,
        outOfPocket: undefined,
      },
    ]);
  });

  it('has another copay out of network, and keeps to itself what is for the network alone', () => {
    expect(benefits(BENEFITS, 'out')[0]).toMatchObject({ copay: 6000, deductible: undefined, outOfPocket: undefined });
  });

  it.each([
    ['inactive', ['EB*6**30'], false],
    ['not covered for this care, whatever the plan is', ['EB*1**30', 'EB*I**98'], false],
    ['active for the care, whatever the plan is', ['EB*6**30', 'EB*1**98'], true],
  ])('may be that it is %s', (_, segments, isActive) => {
    expect(benefits(segments)).toMatchObject([{ benefit: 'medical', isActive }]);
  });

  it('is nothing when it is about other care', () => {
    expect(benefits(['EB*1**35'])).toEqual([]);
  });

  it('is about the dependent when the patient is one', () => {
    const text = eligibilityText({
      segments: ['EB*B*IND*98****30'],
      dependent: ['NM1*03*1*DOE*JUNE', 'DMG*D8*20010203*F', 'EB*B*IND*98****45'],
    });
    const june = memberOf(read(text), { ...JANE, dateOfBirth: parseBusinessDate('2001-02-03') });
    expect(june?.statements.map(({ amount }) => amount?.toJSON())).toEqual([4500]);
    expect(memberOf(read(text), JANE)?.statements.map(({ amount }) => amount?.toJSON())).toEqual([3000]);
    expect(memberOf(read(text), { ...JANE, dateOfBirth: parseBusinessDate('1999-09-09') })).toBeUndefined();
    expect(memberOf(read(text), { ...JANE, memberId: 'W-123 456789' })).toBeDefined();
    expect(memberOf(read(text), { ...JANE, memberId: 'W999' })).toBeUndefined();
  });

  it.each([
    ['an amount that is none', 'EB*B*IND*98****3O', 'EB07'],
    ['an amount below zero', 'EB*B*IND*98****-30', 'EB07'],
    ['a share in percent', 'EB*A*IND*98*****20', 'EB08'],
    ['a share finer than a basis point', 'EB*A*IND*98*****.12345', 'EB08'],
    ['no kind of information', 'EB**IND*98', 'EB01'],
    ['a kind nobody knows', 'EB*ZZ*IND*98', 'EB01'],
    ['a service type that is none', 'EB*1**OFFICE', 'EB03'],
    ['a rejection without its reason', 'AAA*N*', 'AAA03'],
  ])('is refused whole with %s', (_, segment, element) => {
    expect(faultOf(eligibilityText({ segments: [...BENEFITS, segment] }))).toEqual(['element_invalid', element]);
  });

  it('is refused when it is another transaction or another guide', () => {
    const text = eligibilityText({ segments: BENEFITS });
    expect(faultOf(text.replaceAll('ST*271*', 'ST*270*'))).toEqual(['transaction_unexpected', 'ST01']);
    expect(faultOf(text.replaceAll('005010X279A1', '004010X092A1'))).toEqual(['transaction_unexpected', 'ST03']);
    expect(faultOf(text.replace('BHT*', 'BHX*'))).toEqual(['element_invalid', 'BHT']);
  });

  it('reads any share of up to four decimals as whole basis points', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 9_999 }), (basisPoints) => {
        const share = `.${String(basisPoints).padStart(4, '0')}`;
        expect(benefits([`EB*A**98*****${share}`])[0]?.coinsuranceBasisPoints).toBe(basisPoints);
      }),
    );
  });
});

describe('The line of a segment', () => {
  const text = eligibilityText({ segments: BENEFITS });

  it('is its own where each has one, also with line ends of another system', () => {
    expect([1, 3, 10].map((position) => lineOf(text, position))).toEqual([1, 3, 10]);
    expect(lineOf(text.replaceAll('\n', '\r\n'), 10)).toBe(10);
  });

  it('is the first where all stand on one, and the last when the file is over before it', () => {
    expect(lineOf(text.replaceAll('\n', ''), 10)).toBe(1);
    expect(lineOf('', 3)).toBe(1);
  });

  it('is counted by terminators that are line ends themselves', () => {
    expect(lineOf(text.replaceAll('~\n', '\n'), 10)).toBe(10);
  });
});
