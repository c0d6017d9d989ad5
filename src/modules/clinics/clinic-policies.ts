/**
 * The means of paying a clinic may offer. `checkout` is the hosted card page, `external_card` a card taken on the
 * clinic's own terminal. A patient's unapplied credit is always accepted and is therefore not a setting.
 */
export const OFFERABLE_TENDERS = [
  'cash',
  'check',
  'venmo',
  'card_on_file',
  'external_card',
  'hsa_fsa_card',
  'checkout',
] as const;

export type OfferableTender = (typeof OFFERABLE_TENDERS)[number];

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
}

/** What a clinic starts with when it names no policies of its own. */
export const DEFAULT_POLICIES: ClinicPolicies = {
  offeredTenders: OFFERABLE_TENDERS,
  invoiceDueDays: 30,
  payPage: { title: 'Pay your bill', message: 'Questions about this bill? Call the clinic and we will help.' },
};
