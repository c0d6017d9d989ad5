import type { ClaimAdjustment } from './claim-form';

/**
 * What an adjustment means for the books (DOMAIN.md §5.6).
 * `contractual` is written off; `patient` is the patient's to pay; the others stay with insurance: `denied` until the
 * appeal ends, `not_covered` until the patient has agreed, `rework` until the claim was corrected; `memo` is settled
 * elsewhere.
 */
export type Disposition = 'contractual' | 'patient' | 'denied' | 'not_covered' | 'rework' | 'memo';

/** CARC by group where the meaning is known; the number alone never decides who pays. */
const REWORK: Readonly<Record<string, readonly string[]>> = {
  // Lacks information, other payer first, wrong payer.
  CO: ['16', '22', '109'],
  // Exact duplicate, other payer first, wrong payer, lacks information.
  OA: ['16', '18', '22', '109'],
  PI: ['16'],
};
const CONTRACTUAL = ['45', '97', '253'];
const DENIED = ['29', '50', '197'];
const NOT_COVERED = ['96', '204'];
/** Impact of the payer before: in its own remittance already. */
const PRIOR_PAYER = '23';

/** A disposition and whether a person should look at it, because the reason is not one the table knows. */
export interface Decided {
  readonly disposition: Disposition;
  readonly needsReview: boolean;
}

/**
 * What becomes of an adjustment: liability follows the group code. CO never reaches the patient, whatever its number.
 * A CO reason the table does not know is a contract's when something was paid on the line, else a denial.
 * @param isPaid whether the payer paid something on the line
 */
export function dispositionOf({ group, reason }: ClaimAdjustment, isPaid: boolean): Decided {
  const known = (disposition: Disposition): Decided => ({ disposition, needsReview: false });
  const review = (disposition: Disposition): Decided => ({ disposition, needsReview: true });
  if (REWORK[group]?.includes(reason)) return known('rework');
  if (group === 'PR') return known(NOT_COVERED.includes(reason) ? 'not_covered' : 'patient');
  if (group === 'OA') return reason === PRIOR_PAYER ? known('memo') : review('rework');
  if (CONTRACTUAL.includes(reason)) return group === 'PI' ? review('contractual') : known('contractual');
  if (DENIED.includes(reason) || NOT_COVERED.includes(reason)) return known('denied');
  return review(isPaid ? 'contractual' : 'denied');
}

/** Whether the payer put the amount on the patient as not covered: they may be asked for it where they agreed to it. */
export const isPutOnPatient = (adjustment: Pick<ClaimAdjustment, 'group' | 'reason'>): boolean =>
  adjustment.group === 'PR' && NOT_COVERED.includes(adjustment.reason);
