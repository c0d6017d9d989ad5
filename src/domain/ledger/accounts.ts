/** What an account is on the statements. A contra-revenue account lowers revenue and carries a debit balance. */
export type AccountKind = 'asset' | 'liability' | 'revenue' | 'contra_revenue' | 'expense' | 'other_income';

/** The side on which an account's balance normally stands. */
export type NormalSide = 'debit' | 'credit';

/** One account of the chart. */
export interface ChartAccount {
  readonly number: number;
  readonly name: string;
  readonly kind: AccountKind;
  readonly normalSide: NormalSide;
  /** Whether each line must name the item (charge or payment) it opens or settles. */
  readonly isOpenItem: boolean;
}

/** Account numbers by what they are for, the same in every clinic (DOMAIN.md §10.2). */
export const ACCOUNT = {
  operatingBank: 1000,
  undepositedChecks: 1010,
  cashDrawer: 1020,
  stripeClearing: 1030,
  venmoClearing: 1035,
  payerEftClearing: 1040,
  chargebacksReceivable: 1050,
  patientReceivable: 1100,
  insuranceReceivable: 1200,
  manufacturerReceivable: 1210,
  priceConcessionAllowance: 1290,
  drugInventory: 1300,
  patientCredit: 2000,
  payerRefundsPayable: 2010,
  unearnedDeposits: 2100,
  unappliedReceipts: 2150,
  unclaimedProperty: 2200,
  intakeRevenue: 4000,
  experientialRevenue: 4010,
  integrationRevenue: 4020,
  groupRevenue: 4030,
  spravatoProfessionalRevenue: 4040,
  spravatoDrugRevenue: 4050,
  ketamineAdministrationRevenue: 4060,
  nonClinicalFees: 4090,
  contractualAdjustment: 4900,
  slidingScaleAdjustment: 4910,
  discountAdjustment: 4920,
  courtesyAdjustment: 4930,
  priceConcession: 4940,
  denialWriteOff: 4950,
  disputeResolutionAdjustment: 4960,
  drugCost: 5000,
  merchantFees: 6000,
  disputeFees: 6010,
  badDebt: 6020,
  cashOverShort: 6030,
  payerInterestIncome: 7000,
} as const;

/** The number of an account of the standard chart. */
export type AccountNumber = (typeof ACCOUNT)[keyof typeof ACCOUNT];

type Row = readonly [number: AccountNumber, name: string, kind: AccountKind, mark?: 'open-item' | 'contra'];

const ROWS: readonly Row[] = [
  [1000, 'Operating bank', 'asset'],
  [1010, 'Undeposited checks', 'asset'],
  [1020, 'Cash drawer', 'asset'],
  [1030, 'Stripe clearing', 'asset'],
  [1035, 'Venmo clearing', 'asset'],
  [1040, 'Payer EFT clearing', 'asset'],
  [1050, 'Chargebacks receivable', 'asset'],
  [1100, 'Patient A/R', 'asset', 'open-item'],
  [1200, 'Insurance A/R', 'asset', 'open-item'],
  [1210, 'Manufacturer copay receivable', 'asset'],
  [1290, 'Allowance - price concessions', 'asset', 'contra'],
  [1300, 'Drug inventory', 'asset'],
  [2000, 'Patient credit balances', 'liability', 'open-item'],
  [2010, 'Payer refunds payable', 'liability'],
  [2100, 'Unearned deposits and packages', 'liability', 'open-item'],
  [2150, 'Unapplied receipts', 'liability', 'open-item'],
  [2200, 'Unclaimed property payable', 'liability'],
  [4000, 'Intake revenue', 'revenue'],
  [4010, 'Experiential revenue', 'revenue'],
  [4020, 'Integration and preparation revenue', 'revenue'],
  [4030, 'Group revenue', 'revenue'],
  [4040, 'Spravato professional revenue', 'revenue'],
  [4050, 'Spravato drug revenue', 'revenue'],
  [4060, 'IV and IM ketamine administration revenue', 'revenue'],
  [4090, 'Non-clinical fees', 'revenue'],
  [4900, 'Contractual adjustments', 'contra_revenue'],
  [4910, 'Sliding-scale and charity adjustments', 'contra_revenue'],
  [4920, 'Prompt-pay, self-pay and package discounts', 'contra_revenue'],
  [4930, 'Courtesy and service recovery', 'contra_revenue'],
  [4940, 'Implicit price concessions', 'contra_revenue'],
  [4950, 'Denial write-offs', 'contra_revenue'],
  [4960, 'Patient-provider dispute adjustments', 'contra_revenue'],
  [5000, 'Drug cost', 'expense'],
  [6000, 'Merchant fees', 'expense'],
  [6010, 'Dispute fees', 'expense'],
  [6020, 'Bad debt', 'expense'],
  [6030, 'Cash over and short', 'expense'],
  [7000, 'Payer interest income', 'other_income'],
];

const DEBIT_KINDS: readonly AccountKind[] = ['asset', 'contra_revenue', 'expense'];

/** The chart of accounts every clinic opens its books with, in number order (DOMAIN.md §10.2). */
export const CHART: readonly ChartAccount[] = ROWS.map(([number, name, kind, mark]) => ({
  number,
  name,
  kind,
  normalSide: DEBIT_KINDS.includes(kind) === (mark !== 'contra') ? 'debit' : 'credit',
  isOpenItem: mark === 'open-item',
}));
