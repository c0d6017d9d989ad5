import type { QuietHours } from '../../domain/notices/quiet-hours';
import { TENDER_TYPES, type TenderType } from '../../domain/payments/tender-types';

/** A patient's unapplied credit is always accepted, so it is not a setting. */
export type OfferableTender = Exclude<TenderType, 'unapplied_credit'>;

/** The means of paying a clinic may offer. */
export const OFFERABLE_TENDERS: readonly OfferableTender[] = TENDER_TYPES.filter(
  (type): type is OfferableTender => type !== 'unapplied_credit',
);

/** What a patient reads on the pay page. Neutral words only: no drug, no specialty, no service. */
export interface PayPageWording {
  readonly title: string;
  readonly message: string;
}

/** Whether a seat of a group has to be paid before it is sure. */
export const SEAT_PREPAYMENTS = ['required', 'optional'] as const;

/** How seats of group sessions are held and given up. */
export interface GroupSeatPolicy {
  /** `optional`: the desk may book a seat that is paid at the session. */
  readonly prepayment: (typeof SEAT_PREPAYMENTS)[number];
  /** How long a seat is held that is neither paid nor booked, 1..10080. */
  readonly holdMinutes: number;
  /** How long it is held for a patient who waited and has to be told, 1..10080. */
  readonly waitlistHoldMinutes: number;
  /** Who gives the seat up at least this long before the session gets all their money back, 0..720. */
  readonly freeCancellationHours: number;
  /** The fee of the catalog charged for a booked seat that is given up later, or missed; null: none. */
  readonly missedSeatServiceCode: string | null;
}
/** What an insurer's debt is aged from: the day of the care, or the first claim that was sent (DOMAIN.md §10.3). */
export const INSURANCE_AGING_FROM = ['date_of_service', 'first_billed'] as const;

export type InsuranceAgingFrom = (typeof INSURANCE_AGING_FROM)[number];

/** The settings a clinic's administrator edits; stored as validated JSON in `clinics.policies`. */
export interface ClinicPolicies {
  readonly offeredTenders: readonly OfferableTender[];
  /** Days from an invoice's date until it is due, 0..365. */
  readonly invoiceDueDays: number;
  readonly payPage: PayPageWording;
  /** An adjustment above this many cents waits for a second person. */
  readonly adjustmentApprovalCents: number;
  /** A refund above this many cents waits for a second person. */
  readonly refundApprovalCents: number;
  /** A balance of at most this many cents may be written off as too small to collect. */
  readonly smallBalanceCents: number;
  readonly groupSeats: GroupSeatPolicy;
  /** When no patient is written to, on the clinic's clock. */
  readonly quietHours: QuietHours;
  /** Days after money was due on which the patient is reminded of it, rising; none: never. */
  readonly reminderDays: readonly number[];
  /** Days after it was due until a person calls; 0 is never. */
  readonly reminderCallDays: number;
  readonly insuranceAgingFrom: InsuranceAgingFrom;
  /** No installment of a payment plan may be below this many cents. */
  readonly planMinInstallmentCents: number;
  /** Most installments of a payment plan, 1..36. */
  readonly planMaxInstallments: number;
  /** Days after its due day until an installment counts as late, 0..60. */
  readonly planGraceDays: number;
  /** For a late installment, where the clinic's state has a rule on file; 0 is off. */
  readonly planLateFeeCents: number;
  /** The fee of the catalog it is charged as; null: it is disclosed and not charged. */
  readonly planLateFeeServiceCode: string | null;
  /** A credit nobody has touched for this many months is unclaimed property, 6..120: as the clinic's state says. */
  readonly unclaimedAfterMonths: number;
}

/** What a clinic starts with when it names no policies of its own. */
export const DEFAULT_POLICIES: ClinicPolicies = {
  offeredTenders: OFFERABLE_TENDERS,
  invoiceDueDays: 30,
  payPage: { title: 'Pay your bill', message: 'Questions about this bill? Call the clinic and we will help.' },
  adjustmentApprovalCents: 10_000,
  refundApprovalCents: 100_000,
  smallBalanceCents: 999,
  groupSeats: {
    prepayment: 'optional',
    holdMinutes: 60,
    waitlistHoldMinutes: 1_440,
    freeCancellationHours: 24,
    missedSeatServiceCode: null,
  },
  quietHours: { fromHour: 21, untilHour: 8 },
  reminderDays: [3, 10, 25],
  reminderCallDays: 40,
  insuranceAgingFrom: 'date_of_service',
  planMinInstallmentCents: 2_500,
  planMaxInstallments: 24,
  planGraceDays: 5,
  planLateFeeCents: 0,
  planLateFeeServiceCode: null,
  unclaimedAfterMonths: 36,
};
