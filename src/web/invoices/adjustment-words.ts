import {
  ADJUSTMENT_RULES,
  MANUAL_ADJUSTMENT_TYPES,
  type ManualAdjustmentType,
  WRITE_OFF_TYPES,
  type WriteOffType,
} from '../../domain/adjustments/adjustment-rules';
import type { Role } from '../../platform/context/request-context';

/** What each kind of adjustment is called at the desk. */
export const ADJUSTMENT_WORDS: Readonly<Record<ManualAdjustmentType, string>> = {
  contractual: 'Contract with the payer',
  denial: 'Denied by the payer',
  timely_filing: 'Claim filed too late',
  sliding_scale: 'Sliding scale',
  financial_hardship: 'Financial hardship',
  package_discount: 'Package discount',
  prompt_pay_discount: 'Discount for paying early',
  self_pay_discount: 'Self-pay discount',
  courtesy: 'Courtesy',
  dispute_resolution: 'Billing dispute settled',
  error_correction: 'Correction of an error',
  price_concession: 'Price concession',
  small_balance: 'Small balance written off',
  bad_debt: 'Bad debt written off',
};

interface Choice<Value extends string> {
  readonly value: Value;
  readonly label: string;
}

/**
 * What may be taken off a line of a patient's bill, for a role. Giving up what is open is left to the write-off, which
 * covers the whole bill in one decision.
 */
export const adjustmentChoices = (role: Role | undefined): Choice<ManualAdjustmentType>[] =>
  MANUAL_ADJUSTMENT_TYPES.filter((type) => {
    const { receivable, isWriteOff, leastRole } = ADJUSTMENT_RULES[type];
    return receivable === 'patient' && !isWriteOff && (leastRole === 'biller' || role === 'admin');
  }).map((value) => ({ value, label: ADJUSTMENT_WORDS[value] }));

const WRITE_OFF_WORDS: Readonly<Record<WriteOffType, string>> = {
  bad_debt: 'Bad debt: it cannot be collected',
  small_balance: 'Small balance: too small to collect',
};

/** What a whole bill may be given up as. */
export const WRITE_OFF_CHOICES: readonly Choice<WriteOffType>[] = WRITE_OFF_TYPES.map((value) => ({
  value,
  label: WRITE_OFF_WORDS[value],
}));
