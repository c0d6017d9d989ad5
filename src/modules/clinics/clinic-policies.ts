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
  unclaimedAfterMonths: 36,
};
