import {
  CentsField,
  EnumField,
  IntField,
  IntListField,
  ObjectField,
  TextField,
  TextListField,
} from '../../../platform/http/fields';
import {
  type GroupSeatPolicy,
  INSURANCE_AGING_FROM,
  type InsuranceAgingFrom,
  OFFERABLE_TENDERS,
  type OfferableTender,
  SEAT_PREPAYMENTS,
} from '../clinic-policies';

/** Words of the pay page. */
export class PayPageWordingBody {
  @TextField({ max: 80, example: 'Pay your bill' })
  title: string;

  @TextField({ max: 500, multiline: true })
  message: string;
}

/** How seats of group sessions are held and given up, on the wire. */
export class GroupSeatPolicyBody {
  @EnumField(SEAT_PREPAYMENTS, { description: '`optional`: the desk may book a seat that is paid at the session.' })
  prepayment: GroupSeatPolicy['prepayment'];

  @IntField({ min: 1, max: 10_080, description: 'How long a seat is held that is neither paid nor booked.' })
  holdMinutes: number;

  @IntField({ min: 1, max: 10_080, description: 'How long it is held for a patient who waited.' })
  waitlistHoldMinutes: number;

  @IntField({ min: 0, max: 720, description: 'Given up at least this long before the session, all money goes back.' })
  freeCancellationHours: number;

  @TextField({ max: 40, nullable: true, description: 'Fee for a booked seat given up later, or missed; null: none.' })
  missedSeatServiceCode: string | null;
}

/** When no patient is written to. */
export class QuietHoursBody {
  @IntField({ max: 23, example: 21 })
  fromHour: number;

  @IntField({ max: 23, example: 8, description: 'The same as `fromHour`: never quiet.' })
  untilHour: number;
}

/** A clinic's policies on the wire. */
export class PoliciesBody {
  @TextListField({ values: OFFERABLE_TENDERS, example: ['cash', 'hsa_fsa_card'] })
  offeredTenders: OfferableTender[];

  @IntField({ min: 0, max: 365, description: 'Days from an invoice until it is due.' })
  invoiceDueDays: number;

  @ObjectField(() => PayPageWordingBody)
  payPage: PayPageWordingBody;

  @CentsField({ description: 'An adjustment above this waits for a second person.', example: 10_000 })
  adjustmentApprovalCents: number;

  @CentsField({ description: 'A refund above this waits for a second person.', example: 100_000 })
  refundApprovalCents: number;

  @CentsField({ description: 'A balance of at most this may be written off as too small to collect.', example: 999 })
  smallBalanceCents: number;

  @EnumField(INSURANCE_AGING_FROM, { description: 'What an insurer’s debt is aged from.' })
  insuranceAgingFrom: InsuranceAgingFrom;

  @ObjectField(() => GroupSeatPolicyBody)
  groupSeats: GroupSeatPolicyBody;
  @ObjectField(() => QuietHoursBody, { description: 'Hours of the clinic’s clock in which no patient is written to.' })
  quietHours: QuietHoursBody;

  @IntListField({ max: 365, maxItems: 6, description: 'Days after money was due on which the patient is reminded.' })
  reminderDays: number[];

  @IntField({ max: 365, description: 'Days after it was due until a person calls; 0 is never.', example: 40 })
  reminderCallDays: number;

  @CentsField({ description: 'No installment of a payment plan may be below this.', example: 2_500 })
  planMinInstallmentCents: number;

  @IntField({ min: 1, max: 36, description: 'Most installments of a payment plan.' })
  planMaxInstallments: number;

  @IntField({ max: 60, description: 'Days after its due day until an installment counts as late.' })
  planGraceDays: number;

  @CentsField({
    description: 'For a late installment, where the clinic’s state has a rule on file; 0 is off.',
    example: 0,
  })
  planLateFeeCents: number;

  @TextField({ max: 40, nullable: true, description: 'Fee it is charged as; null: disclosed and not charged.' })
  planLateFeeServiceCode: string | null;

  @IntField({
    min: 6,
    max: 120,
    description: 'Months after which a credit nobody has touched is unclaimed property, as the clinic’s state says.',
    example: 36,
  })
  unclaimedAfterMonths: number;
}

/** Body of PATCH /v1/clinic/policies. */
export class UpdatePoliciesDto {
  @IntField({ min: 1, description: 'The `version` you read.' })
  version: number;

  @TextListField({ values: OFFERABLE_TENDERS, minItems: 1, maxItems: 20, optional: true })
  offeredTenders?: OfferableTender[];

  @IntField({ min: 0, max: 365, optional: true })
  invoiceDueDays?: number;

  @ObjectField(() => PayPageWordingBody, { optional: true })
  payPage?: PayPageWordingBody;

  @CentsField({ optional: true, max: 100_000_000 })
  adjustmentApprovalCents?: number;

  @CentsField({ optional: true, max: 100_000_000 })
  refundApprovalCents?: number;

  @CentsField({ optional: true, max: 100_000_000 })
  smallBalanceCents?: number;

  @EnumField(INSURANCE_AGING_FROM, { optional: true })
  insuranceAgingFrom?: InsuranceAgingFrom;

  @ObjectField(() => GroupSeatPolicyBody, { optional: true })
  groupSeats?: GroupSeatPolicyBody;
  @ObjectField(() => QuietHoursBody, { optional: true })
  quietHours?: QuietHoursBody;

  @IntListField({ max: 365, maxItems: 6, optional: true })
  reminderDays?: number[];

  @IntField({ max: 365, optional: true })
  reminderCallDays?: number;

  @CentsField({ optional: true, max: 100_000_000 })
  planMinInstallmentCents?: number;

  @IntField({ min: 1, max: 36, optional: true })
  planMaxInstallments?: number;

  @IntField({ max: 60, optional: true })
  planGraceDays?: number;

  @CentsField({ optional: true, max: 100_000_000 })
  planLateFeeCents?: number;

  @TextField({ max: 40, nullable: true, optional: true })
  planLateFeeServiceCode?: string | null;

  @IntField({ min: 6, max: 120, optional: true })
  unclaimedAfterMonths?: number;
}
