import type { BusinessDate } from '../../kernel/business-date';
import type { TransactionEnvelope, TransactionReader } from '../x12/envelope';
import type { Segment } from '../x12/segment';
import { amountAt, dateAt } from '../x12/values';
import { X12Error } from '../x12/x12-error';
import type { BenefitStatement, EligibilityResponse, EligibleMember } from './eligibility-response';

type OpenMember = Omit<EligibleMember, 'statements' | 'rejections'> & {
  dateOfBirth?: BusinessDate;
  planName?: string;
  readonly statements: BenefitStatement[];
  readonly rejections: { position: number; reason: string }[];
};

const IMPLEMENTATIONS = ['005010X279A1', '005010X279'];
const KINDS = /^([1-8A-Y]|CB|MC)$/;
const SERVICE_TYPE = /^[A-Z0-9]{1,2}$/;
// A share of one with at most four decimals, so that it is a whole number of basis points: `0.2`, `.175`, `1`.
const SHARE = /^(?:0?\.(\d{1,4})|([01])(?:\.0{1,4})?)$/;
const LEVELS = { payer: '20', provider: '21', subscriber: '22', dependent: '23' } as const;

/** The start of a 271. Errors: X12Error `transaction_unexpected` for any other transaction. */
export function eligibilityReader(envelope: TransactionEnvelope, start: Segment): EligibilityReader {
  const { transactionSet, implementation } = envelope;
  if (transactionSet === '271' && IMPLEMENTATIONS.includes(implementation)) return new EligibilityReader(start);
  const element = transactionSet === '271' ? 'ST03' : 'ST01';
  throw new X12Error('transaction_unexpected', { ...start.place, element }, 'is not a 271 of 005010X279A1');
}

/**
 * Reads one 271: who was asked about, and what their plan says of its benefits. What the guide does not allow stops the
 * reading: an answer is taken whole or not at all (DOMAIN.md §5.2).
 *
 * Errors: X12Error `element_invalid` naming segment and element.
 */
export class EligibilityReader implements TransactionReader<EligibilityResponse> {
  private answeredOn: BusinessDate | undefined;
  private payerId = '';
  private level = '';
  private subscriberId = '';
  private readonly members: OpenMember[] = [];
  private member: OpenMember | undefined;
  /** Of the payer or the provider: nobody was looked up. */
  private readonly rejections: { position: number; reason: string }[] = [];

  constructor(private readonly start: Segment) {}

  segment(segment: Segment): void {
    switch (segment.id) {
      case 'BHT':
        this.answeredOn = dateAt(segment, 4);
        return;
      case 'HL':
        return this.enterLevel(segment);
      case 'NM1':
        return this.readName(segment);
      case 'DMG':
        if (segment.at(1) === 'D8' && this.member) this.member.dateOfBirth = dateAt(segment, 2);
        return;
      case 'AAA':
        (this.member?.rejections ?? this.rejections).push({
          position: segment.position,
          reason: segment.required(3),
        });
        return;
      case 'EB':
        return this.readBenefit(segment);
    }
  }

  finish(): EligibilityResponse {
    if (!this.answeredOn) throw this.missing('BHT');
    if (this.rejections.length > 0)
      this.members.push({ memberId: '', statements: [], rejections: [...this.rejections] });
    if (this.members.length === 0) throw this.missing('NM1');
    return { answeredOn: this.answeredOn, payerId: this.payerId, members: this.members };
  }

  private enterLevel(segment: Segment): void {
    this.level = segment.required(3);
    if (!Object.values<string>(LEVELS).includes(this.level)) throw segment.refuse(3, 'is not a level of a 271');
    this.member = undefined;
    if (this.level === LEVELS.dependent) this.enterMember(this.subscriberId);
  }

  private readName(segment: Segment): void {
    if (segment.at(1) === 'PR' && this.level === LEVELS.payer) this.payerId = segment.at(9);
    if (segment.at(1) !== 'IL' || this.level !== LEVELS.subscriber) return;
    this.subscriberId = segment.at(9);
    this.enterMember(this.subscriberId);
  }

  private enterMember(memberId: string): void {
    this.member = { memberId, statements: [], rejections: [] };
    this.members.push(this.member);
  }

  private readBenefit(segment: Segment): void {
    const { member } = this;
    if (!member) throw segment.refuse(1, 'is of no member');
    const kind = segment.required(1);
    if (!KINDS.test(kind)) throw segment.refuse(1, 'is not a kind of benefit information');
    const planName = segment.at(5);
    if (planName !== '' && (member.planName === undefined || kind === '1')) member.planName = planName;
    member.statements.push({
      position: segment.position,
      kind,
      level: segment.at(2),
      serviceTypes: serviceTypesOf(segment),
      period: segment.at(6),
      amount: segment.at(7) === '' ? undefined : positiveAt(segment, 7),
      basisPoints: segment.at(8) === '' ? undefined : basisPointsAt(segment, 8),
      network: segment.at(12),
    });
  }

  private missing(segment: string): X12Error {
    return new X12Error('element_invalid', { position: this.start.position, segment }, 'is missing');
  }
}

function serviceTypesOf(segment: Segment): string[] {
  const types = segment.repetitionsAt(3).filter((type) => type !== '');
  if (!types.every((type) => SERVICE_TYPE.test(type))) throw segment.refuse(3, 'is not a service type');
  return types;
}

function positiveAt(segment: Segment, place: number) {
  const amount = amountAt(segment, place);
  if (amount.isNegative()) throw segment.refuse(place, 'is below zero');
  return amount;
}

function basisPointsAt(segment: Segment, place: number): number {
  const match = SHARE.exec(segment.at(place));
  if (!match) throw segment.refuse(place, 'is not a share of one, such as .2');
  return match[1] === undefined ? Number(match[2]) * 10_000 : Number(match[1].padEnd(4, '0'));
}
