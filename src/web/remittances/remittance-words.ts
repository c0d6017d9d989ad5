import type { RemittanceClaimOutcome, RemittanceStatus, SuspenseReason } from '../../modules/claims/remittance.view';
import type { StateWords } from '../claims/claim-words';

export const REMITTANCE_WORDS: Readonly<Record<RemittanceStatus, StateWords>> = {
  posted: ['Posted', 'good'],
  suspended: ['Set aside', 'bad'],
  unposted: ['Taken back', 'neutral'],
};

/** Why nothing of it was booked, and what to do about it. */
export const SUSPENSE_WORDS: Readonly<Record<SuspenseReason, string>> = {
  element_invalid: 'A segment says what no remittance may. Ask the payer for the file anew.',
  out_of_balance: 'Its figures do not add up, and nobody can tell which is wrong. Ask the payer about the segment.',
  trace_reused: 'The payer used this trace number before, for another amount. Ask which of the two is right.',
  provider_adjustment_unknown: 'It moves money for a reason the books have no account for. Ask the payer what it is.',
  exceeds_receivable: 'It pays or takes off more than is open with insurance. Look at the claim it names.',
  patient_balance_adjusted:
    'What the patient owed was lowered here meanwhile. Take that back first, then take the file in again.',
};

export const OUTCOME_WORDS: Readonly<Record<RemittanceClaimOutcome, StateWords>> = {
  paid: ['Paid', 'good'],
  partly_paid: ['Paid in part', 'warn'],
  denied: ['Denied', 'bad'],
  sent_back: ['To be corrected', 'bad'],
  reversed: ['Reversed', 'neutral'],
  noted: ['Noted', 'neutral'],
  unmatched: ['Set aside', 'bad'],
};

const UNMATCHED: Readonly<Record<string, string>> = {
  claim_unknown: 'No claim here has this number. Its money waits on its own account.',
  line_unknown: 'A line is not one of the claim’s.',
  line_repeated: 'A line of the claim is told twice.',
  charge_differs: 'What was billed is not what the payer says was billed.',
  by_hand: 'A person took it off a claim. Its money waits on its own account.',
  other_part_unmatched: 'Another part of the same visit could not be matched.',
};

/** Why a claim of a remittance could not be laid on ours. */
export const unmatchedWords = (why: string): string => UNMATCHED[why] ?? why.replaceAll('_', ' ');

const PROVIDER_ADJUSTMENTS: Readonly<Record<string, string>> = {
  WO: 'Overpayment taken back',
  FB: 'Carried to another payment',
  '72': 'Return the clinic agreed to',
  L6: 'Interest',
  CS: 'Adjustment',
  IR: 'Tax withheld',
};

export const providerAdjustmentWords = (reason: string): string => PROVIDER_ADJUSTMENTS[reason] ?? 'Other adjustment';
