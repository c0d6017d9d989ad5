import type { BusinessDate } from '../../kernel/business-date';
import type { Money } from '../../kernel/money';
import type { BenefitStatement, EligibilityBenefit, EligibilityResponse, EligibleMember } from './eligibility-response';

/** What a plan says of one benefit; what is absent was not told. */
export interface BenefitTerms {
  readonly benefit: EligibilityBenefit;
  readonly isActive: boolean;
  readonly copay?: Money;
  readonly coinsuranceBasisPoints?: number;
  readonly deductibleRemaining?: Money;
  readonly outOfPocketRemaining?: Money;
  readonly planName?: string;
}

/** Whom the clinic asked about. */
export interface MemberAsked {
  readonly memberId: string;
  readonly dateOfBirth: BusinessDate;
  readonly networkStatus: 'in' | 'out';
}

/**
 * Service types in the order they are believed: for care at the clinic an office visit (98), then mental health (MH), then
 * the plan as a whole (30); a pharmacy's drug has its own (88).
 */
const SERVICE_TYPES: Readonly<Record<EligibilityBenefit, readonly string[]>> = {
  medical: ['98', 'MH', '30', ''],
  pharmacy: ['88'],
};
const REMAINING = '29';
const INACTIVE = ['6', '7', '8', 'I'];
/** Active, in whatever form: in full, capitated, by a primary care provider. */
const ACTIVE = ['1', '2', '3', '4', '5'];

const plain = (id: string): string => id.toUpperCase().replace(/[^A-Z0-9]/g, '');

/** The member the answer is about, if it is about the one that was asked for: number and, where told, birth date fit. */
export function memberOf({ members }: EligibilityResponse, asked: MemberAsked): EligibleMember | undefined {
  const own = members.filter(({ memberId }) => plain(memberId) === plain(asked.memberId));
  return (
    own.find(({ dateOfBirth }) => dateOfBirth?.equals(asked.dateOfBirth)) ??
    own.find(({ dateOfBirth }) => dateOfBirth === undefined)
  );
}

/**
 * What a member's plan says of each benefit it says anything of. Of several figures the one for the narrower service type
 * counts, then the individual's before the family's; figures for the other side of the network never do.
 */
export function benefitsOf(member: EligibleMember, networkStatus: MemberAsked['networkStatus']): BenefitTerms[] {
  const medical = termsOf('medical', member, networkStatus);
  const pharmacy = termsOf('pharmacy', member, networkStatus);
  return [medical, pharmacy].filter((terms) => terms !== undefined);
}

function termsOf(
  benefit: EligibilityBenefit,
  { statements, planName }: EligibleMember,
  networkStatus: MemberAsked['networkStatus'],
): BenefitTerms | undefined {
  const other = networkStatus === 'in' ? 'N' : 'Y';
  const heard = statements.filter(({ network }) => network !== other);
  const about = SERVICE_TYPES[benefit].map((type) =>
    heard.filter(({ serviceTypes }) => (type === '' ? serviceTypes.length === 0 : serviceTypes.includes(type))),
  );
  if (about.every((some) => some.length === 0)) return undefined;
  const first = (is: (statement: BenefitStatement) => boolean): BenefitStatement | undefined =>
    about.flatMap((some) => some.filter(is).sort(individualFirst))[0];
  const status = first(({ kind }) => [...ACTIVE, ...INACTIVE].includes(kind));
  return {
    benefit,
    // A plan that tells a copay but no status is one the member has.
    isActive: status === undefined || ACTIVE.includes(status.kind),
    copay: first(({ kind, amount }) => kind === 'B' && amount !== undefined)?.amount,
    coinsuranceBasisPoints: first(({ kind, basisPoints }) => kind === 'A' && basisPoints !== undefined)?.basisPoints,
    deductibleRemaining: first((one) => isRemaining(one, 'C'))?.amount,
    outOfPocketRemaining: first((one) => isRemaining(one, 'G'))?.amount,
    planName,
  };
}

const isRemaining = ({ kind, period, amount }: BenefitStatement, wanted: string): boolean =>
  kind === wanted && period === REMAINING && amount !== undefined;

const individualFirst = (a: BenefitStatement, b: BenefitStatement): number =>
  Number(a.level === 'FAM') - Number(b.level === 'FAM');
