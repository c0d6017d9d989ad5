import type { AdjustmentType } from '../ledger/recipes';

/** Every adjustment a person may make. */
export type ManualAdjustmentType = AdjustmentType | 'error_correction';

/** Whose receivable it lowers: the patient's (1100) or the payer's (1200). */
export type AdjustmentReceivable = 'patient' | 'insurance';

/** What holds for one kind of adjustment. Its account is in `domain/ledger/recipes.ts`. */
export interface AdjustmentRule {
  readonly receivable: AdjustmentReceivable;
  /** `open`: only what is not paid yet. `charge`: also what was paid; that part becomes the patient's credit. */
  readonly reach: 'open' | 'charge';
  /** Whether it may lower what an insured patient owes their plan's cost sharing for (42 USC 1320a-7a(i)(6)). */
  readonly mayWaiveCostSharing: boolean;
  readonly leastRole: 'biller' | 'admin';
  /** When a second person has to agree: above the clinic's threshold always does. */
  readonly approval: 'above_threshold' | 'when_insured';
  /** Gives an amount up instead of correcting it: the invoice then reads written off. */
  readonly isWriteOff: boolean;
}

const PAYER: AdjustmentRule = {
  receivable: 'insurance',
  reach: 'open',
  mayWaiveCostSharing: false,
  leastRole: 'biller',
  approval: 'above_threshold',
  isWriteOff: false,
};
const DISCOUNT: AdjustmentRule = { ...PAYER, receivable: 'patient', reach: 'charge' };
const WRITE_OFF: AdjustmentRule = {
  ...PAYER,
  receivable: 'patient',
  reach: 'open',
  mayWaiveCostSharing: true,
  isWriteOff: true,
};

/**
 * The taxonomy of DOMAIN.md §10.2, row by row; PACKAGE_DISC is `package_discount` with its sisters, PPDR is
 * `dispute_resolution`. Three of it are not made by hand, because they do not lower a charge: COLLECTION_FEE is a cost of
 * the clinic's own, REFUND gives money back (the payments room), TRANSFER moves a balance between payer and patient (a
 * claim's conversion).
 *
 * Cost sharing is not waived as a routine: for an insured patient only hardship, found case by case and agreed to by a
 * second person, or giving up what cannot be collected (DOMAIN.md §11, OIG).
 */
export const ADJUSTMENT_RULES: Readonly<Record<ManualAdjustmentType, AdjustmentRule>> = {
  contractual: PAYER,
  denial: PAYER,
  timely_filing: PAYER,
  sliding_scale: DISCOUNT,
  financial_hardship: { ...DISCOUNT, mayWaiveCostSharing: true, approval: 'when_insured' },
  package_discount: DISCOUNT,
  prompt_pay_discount: DISCOUNT,
  self_pay_discount: DISCOUNT,
  courtesy: DISCOUNT,
  dispute_resolution: DISCOUNT,
  error_correction: DISCOUNT,
  price_concession: { ...DISCOUNT, reach: 'open', leastRole: 'admin' },
  small_balance: WRITE_OFF,
  bad_debt: WRITE_OFF,
};

/** Wire names, in the order of the table. */
export const MANUAL_ADJUSTMENT_TYPES = Object.keys(ADJUSTMENT_RULES) as readonly ManualAdjustmentType[];

/** What a whole invoice may be given up as. */
export const WRITE_OFF_TYPES = ['bad_debt', 'small_balance'] as const satisfies readonly ManualAdjustmentType[];
export type WriteOffType = (typeof WRITE_OFF_TYPES)[number];
