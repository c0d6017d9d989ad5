import type { TenderType } from '../../domain/payments/tender-types';
import type { RefundReason } from '../../modules/payments/refund-reasons';
import { REFUND_REASONS } from '../../modules/payments/refund-reasons';

const REASON_WORDS: Readonly<Record<RefundReason, string>> = {
  duplicate: 'Paid twice',
  requested_by_patient: 'The patient asks for it',
  service_not_rendered: 'The service was not given',
  overpayment: 'More was paid than owed',
  courtesy: 'Courtesy',
  error: 'An error of ours',
  fraudulent: 'The card holder did not agree',
  insurance_paid: 'Insurance paid it',
  deposit_returned: 'Deposit returned',
  plan_canceled: 'Plan or course canceled',
  package_canceled: 'Package canceled',
  other: 'Something else',
};

/** Why money was given back, in words. */
export const reasonWords = (reason: RefundReason): string => REASON_WORDS[reason];

/** The reasons the desk chooses from. */
export const REASON_CHOICES = REFUND_REASONS.map((value) => ({ value, label: REASON_WORDS[value] }));

interface RefundTenderWords {
  /** Where the money goes and who sends it. */
  readonly way: string;
  /** What is written down with it. */
  readonly reference?: string;
  /** The purchase’s own stands unless another is named. */
  readonly isReferenceOptional?: boolean;
}

/** How money goes back, by the tender it came with. */
export const REFUND_WORDS: Readonly<Record<TenderType, RefundTenderWords>> = {
  cash: { way: 'In cash out of the drawer, counted to the patient.' },
  check: { way: 'By a check of the clinic.', reference: 'Number of the clinic’s check' },
  venmo: { way: 'By Venmo, to the account it came from.', reference: 'Venmo transaction ID' },
  external_card: {
    way: 'To the same card, on the clinic’s terminal.',
    reference: 'Terminal reference',
    isReferenceOptional: true,
  },
  hsa_fsa_card: {
    way: 'To the same HSA/FSA card only, never in cash.',
    reference: 'Terminal reference',
    isReferenceOptional: true,
  },
  card_on_file: { way: 'To the same card.', reference: 'Terminal reference', isReferenceOptional: true },
  hosted_checkout: { way: 'To the same card, by Stripe. Banks take 5 to 10 days.' },
  unapplied_credit: { way: 'Back to the patient’s credit; nothing is handed out.' },
};
