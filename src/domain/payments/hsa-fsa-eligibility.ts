import type { ServiceKind } from '../pricing/service-terms';

/** What decides whether health-account money may pay for a line. */
export interface HsaFsaLine {
  readonly hsaFsaEligible: boolean;
  /** Whether the service was given, not only paid for or booked. */
  readonly rendered: boolean;
  readonly kind?: ServiceKind;
}

/**
 * Whether HSA or FSA money may pay for a line: true, or the reason why not, as a sentence for the desk and the patient.
 * An FSA expense arises when care is provided, not when it is paid; fees are never medical care (DOMAIN.md §8).
 */
export function hsaFsaEligibility(line: HsaFsaLine): true | string {
  if (line.kind === 'fee') return 'A fee is not medical care, so HSA and FSA money cannot pay it.';
  if (!line.hsaFsaEligible) return 'The clinic does not offer this service for HSA or FSA money.';
  if (!line.rendered) return 'HSA and FSA money can only pay for care that has been given.';
  return true;
}
