import type { AdjustmentGroup, ClaimFrequency } from '../../domain/claims/claim-form';
import type { ClaimGate } from '../../domain/claims/claim-gates';
import type { ClaimEvent, ClaimState } from '../../domain/claims/claim-state';
import type { BatchStatus } from '../../modules/claims/claim-batch.view';
import type { Tone } from '../ui/status-badge';

/** A state in words and color. */
export type StateWords = readonly [words: string, tone: Tone];

export const CLAIM_WORDS: Readonly<Record<ClaimState, StateWords>> = {
  draft: ['Not ready', 'warn'],
  validated: ['Ready to send', 'info'],
  submitted: ['Sent', 'calm'],
  acknowledged: ['File accepted', 'calm'],
  accepted: ['With the payer', 'calm'],
  rejected: ['Turned back', 'bad'],
  paid: ['Paid', 'good'],
  partly_paid: ['Paid in part', 'warn'],
  denied: ['Denied', 'bad'],
  rework: ['To be corrected', 'bad'],
  appealed: ['Appealed', 'calm'],
  self_pay: ['Patient pays', 'neutral'],
  written_off: ['Given up', 'neutral'],
  replaced: ['Replaced', 'neutral'],
};

export const BATCH_WORDS: Readonly<Record<BatchStatus, StateWords>> = {
  created: ['On its way', 'warn'],
  sent: ['Sent', 'calm'],
  accepted: ['Accepted', 'good'],
  rejected: ['Turned back', 'bad'],
};

export const FREQUENCY_WORDS: Readonly<Record<ClaimFrequency, string>> = {
  original: 'First claim',
  replacement: 'Corrected claim',
  void: 'Withdrawal',
};

export const GATE_WORDS: Readonly<Record<ClaimGate, string>> = {
  coverage_active: 'Plan in effect on the day',
  benefit_known: 'Medical or pharmacy benefit',
  authorization: 'Authorization',
  rems_site: 'REMS certification of the clinic',
  rems_enrollment: 'REMS enrollment of the patient',
  observation_times: 'Times of the observation',
  observation_two_hours: 'Two hours of observation',
  dose: 'Dose given',
  ndc_matches_dose: 'Kit of the dose (NDC)',
  diagnosis_specific: 'Specific diagnosis',
  established_patient: 'Established patient',
  monitoring_form: 'Monitoring form',
  timely_filing: 'Filing deadline',
  disclosure_permitted: 'Patient keeps it from the plan',
  prior_payer_decided: 'Decision of the plan before',
};

export const EVENT_WORDS: Readonly<Record<ClaimEvent, string>> = {
  pass_checks: 'Checked: ready to send',
  fail_checks: 'Checked: something is missing',
  submit: 'Put into a file',
  acknowledge: 'File accepted by the clearinghouse',
  accept: 'Taken in by the payer',
  reject: 'Turned back',
  pay: 'Paid',
  pay_partly: 'Paid in part',
  deny: 'Denied',
  send_back: 'Sent back to be corrected',
  reverse: 'Payment reversed by the payer',
  appeal: 'Appealed',
  write_off: 'Given up',
  convert: 'Turned into a bill for the patient',
  forward: 'Sent on by the plan before',
  release: 'Left to the patient',
  replace: 'Replaced by another claim',
  withdraw: 'Withdrawn with its visit',
};

/** The words of an event as the history has it; one that is not known here, as it is called. */
export const eventWords = (event: string): string =>
  (EVENT_WORDS as Readonly<Record<string, string>>)[event] ?? event.replaceAll('_', ' ');

const GROUPS: Readonly<Record<AdjustmentGroup, string>> = {
  CO: 'the contract’s',
  PR: 'the patient’s',
  OA: 'neither’s',
  PI: 'the payer’s own',
};

/** Claim adjustment reason codes a clinic of this kind meets. */
const REASONS: Readonly<Record<string, string>> = {
  '1': 'deductible',
  '2': 'coinsurance',
  '3': 'copayment',
  '16': 'information is missing or wrong',
  '18': 'exact duplicate',
  '22': 'another payer comes first',
  '23': 'settled by the payer before',
  '29': 'filed too late',
  '45': 'above the agreed fee',
  '50': 'not medically necessary',
  '96': 'not covered',
  '97': 'part of another service',
  '109': 'not this payer’s',
  '197': 'no authorization',
  '204': 'not covered by the plan',
  '253': 'sequestration',
};

/** `CO 197`: whose part it is, and why. */
export function adjustmentWords({
  group,
  reason,
}: {
  readonly group: AdjustmentGroup;
  readonly reason: string;
}): string {
  const why = REASONS[reason];
  return why ? `${why.charAt(0).toUpperCase()}${why.slice(1)}, ${GROUPS[group]} part` : `${GROUPS[group]} part`;
}

/** Where a gate that is not met is mended, where there is such a place. */
export function gateHref(
  gate: ClaimGate,
  about: { readonly patientId: string; readonly visitId: string },
): string | undefined {
  switch (gate) {
    case 'coverage_active':
    case 'benefit_known':
      return `/patients/${about.patientId}/coverage`;
    case 'authorization':
      return `/patients/${about.patientId}/coverage#authorizations`;
    case 'rems_site':
      return '/claims/settings';
    case 'dose':
    case 'diagnosis_specific':
      return `/visits/${about.visitId}`;
    case 'timely_filing':
      return undefined;
    default:
      return `/visits/${about.visitId}/observation`;
  }
}
