import type { ChargeId, InvoiceId, PatientId, PaymentId } from '../../kernel/ids';
import type { Money } from '../../kernel/money';
import { ACCOUNT } from '../ledger/accounts';
import { credit, debit, type JournalDimensions, type JournalLine, mergeLines } from '../ledger/journal';
import type { DecidedCharge } from './adjudicate-claim';
import type { ProviderAdjustment } from './remittance';

/** Whose charge it is; the invoice when part of it is the patient's. */
export interface InsuredCharge {
  readonly patientId: PatientId;
  readonly invoiceId?: InvoiceId;
}

/** A debit of a positive amount, the same as a credit when it is below zero; nothing for nothing. */
function debitOf(account: number, amount: Money, dimensions: JournalDimensions = {}): JournalLine[] {
  if (amount.isZero()) return [];
  return [amount.isPositive() ? debit(account, amount, dimensions) : credit(account, amount.negated(), dimensions)];
}

const creditOf = (account: number, amount: Money, dimensions: JournalDimensions = {}): JournalLine[] =>
  debitOf(account, amount.negated(), dimensions);

/**
 * What a payer decided about one charge; a reversal, whose amounts are below zero, the other way round.
 *
 * Posts: Dr 1040 paid, Dr 4900 contractual, Dr 1100 the patient's share (item = the charge) / Cr 1200 their sum (item =
 * the charge). What was denied, not covered or sent back stays on 1200. Scenarios S3, S13 (DOMAIN.md §13, §5.6).
 */
export function adjudicationRecipe(decided: DecidedCharge<ChargeId>, charge: InsuredCharge): JournalLine[] {
  const { patientId, invoiceId } = charge;
  const item = { patientId, itemId: decided.chargeId };
  const settled = decided.paid.plus(decided.contractual).plus(decided.patient);
  return [
    ...debitOf(ACCOUNT.payerEftClearing, decided.paid),
    ...debitOf(ACCOUNT.contractualAdjustment, decided.contractual, { patientId }),
    ...debitOf(ACCOUNT.patientReceivable, decided.patient, { ...item, invoiceId }),
    ...creditOf(ACCOUNT.insuranceReceivable, settled, item),
  ];
}

/** Money the payer sent for a claim that is not known here. Posts: Dr 1040 / Cr 2010, owed to the payer until somebody finds whose it is. */
export const unmatchedRecipe = (paid: Money): JournalLine[] => [
  ...debitOf(ACCOUNT.payerEftClearing, paid),
  ...creditOf(ACCOUNT.payerRefundsPayable, paid),
];

/** The entry of a decision whose money was put aside when it came: out of suspense, not out of the payment. */
export const outOfSuspense = (lines: readonly JournalLine[]): JournalLine[] =>
  mergeLines(
    lines.map((line) =>
      line.accountNumber === ACCOUNT.payerEftClearing ? { ...line, accountNumber: ACCOUNT.payerRefundsPayable } : line,
    ),
  );

/**
 * What a payer decided about charges, taken off them: they are open with insurance again, and the money waits.
 *
 * Posts: Dr 1200 / Cr 2010 paid, Cr 4900 contractual, Cr 1100 the patient's share.
 */
export function backIntoSuspense(
  booked: readonly Pick<DecidedCharge<ChargeId>, 'chargeId' | 'paid' | 'contractual' | 'patient'>[],
  charge: InsuredCharge,
  paid: Money,
): JournalLine[] {
  const { patientId, invoiceId } = charge;
  const lines = booked.flatMap(({ chargeId, ...decided }) => {
    const item = { patientId, itemId: chargeId };
    return [
      ...debitOf(ACCOUNT.insuranceReceivable, decided.paid.plus(decided.contractual).plus(decided.patient), item),
      ...creditOf(ACCOUNT.contractualAdjustment, decided.contractual, { patientId }),
      ...creditOf(ACCOUNT.patientReceivable, decided.patient, { ...item, invoiceId }),
    ];
  });
  return mergeLines([...lines, ...creditOf(ACCOUNT.payerRefundsPayable, paid)]);
}

/** The account of a provider adjustment; undefined for a reason nobody has told the books about. */
export const providerAdjustmentAccount = (reason: string): number | undefined => {
  if (reason === 'L6') return ACCOUNT.payerInterestIncome;
  return ['WO', 'FB', '72', 'CS'].includes(reason) ? ACCOUNT.payerRefundsPayable : undefined;
};

/**
 * What the payment gained or lost beside the claims. A positive amount lowers the payment (PLB, DOMAIN.md §5.5).
 *
 * Posts: Dr 2010 (recovery, forwarded balance, return) or 7000 (interest) / Cr 1040; the other way round below zero.
 * Known reasons only ({@link providerAdjustmentAccount}).
 */
export function providerAdjustmentsRecipe(adjustments: readonly ProviderAdjustment[]): JournalLine[] {
  return mergeLines(
    adjustments.flatMap(({ reason, amount }) => [
      ...debitOf(providerAdjustmentAccount(reason) ?? ACCOUNT.payerRefundsPayable, amount),
      ...creditOf(ACCOUNT.payerEftClearing, amount),
    ]),
  );
}

/** Part of a denied charge that the patient takes over by agreement, and what is given up of it. */
export interface SelfPayShare {
  readonly chargeId: ChargeId;
  readonly amount: Money;
  readonly discount: Money;
}

/**
 * Denied charges that the patient pays by agreement, at the agreed price: two steps, the discount after the transfer.
 *
 * Posts: Dr 1100 / Cr 1200 the whole of each charge; Dr 4920 / Cr 1100 the discount. Scenario S9 ii.
 */
export function selfPayRecipe({ patientId, invoiceId }: InsuredCharge, shares: readonly SelfPayShare[]): JournalLine[] {
  const itemOf = ({ chargeId }: SelfPayShare) => ({ patientId, itemId: chargeId });
  const transfers = shares.flatMap((share) => [
    ...debitOf(ACCOUNT.patientReceivable, share.amount, { ...itemOf(share), invoiceId }),
    ...creditOf(ACCOUNT.insuranceReceivable, share.amount, itemOf(share)),
  ]);
  const discounts = shares.flatMap((share) => [
    ...debitOf(ACCOUNT.discountAdjustment, share.discount, { patientId, invoiceId }),
    ...creditOf(ACCOUNT.patientReceivable, share.discount, { ...itemOf(share), invoiceId }),
  ]);
  return [...mergeLines(transfers), ...mergeLines(discounts)];
}

/** A denial given up after the appeal. Posts: Dr 4950 / Cr 1200. Scenario S9 i. The patient owes nothing of it. */
export const denialWriteOffRecipe = (patientId: PatientId, chargeId: ChargeId, amount: Money): JournalLine[] => [
  ...debitOf(ACCOUNT.denialWriteOff, amount, { patientId }),
  ...creditOf(ACCOUNT.insuranceReceivable, amount, { patientId, itemId: chargeId }),
];

/** The manufacturer takes over a share of the medication's cost. Posts: Dr 1210 / Cr 1100. Scenario S3. */
export const manufacturerRecipe = (charge: InsuredCharge, chargeId: ChargeId, amount: Money): JournalLine[] => [
  ...debitOf(ACCOUNT.manufacturerReceivable, amount, { patientId: charge.patientId }),
  ...creditOf(ACCOUNT.patientReceivable, amount, { ...charge, itemId: chargeId }),
];

/** What the patient has paid too much becomes their credit, under the payment it came from. Posts: Dr 1100 / Cr 2000. */
export const overpaidRecipe = (
  { patientId, invoiceId }: InsuredCharge,
  overpaid: { chargeId: ChargeId; paymentId: PaymentId; amount: Money },
): JournalLine[] => [
  ...debitOf(ACCOUNT.patientReceivable, overpaid.amount, { patientId, invoiceId, itemId: overpaid.chargeId }),
  ...creditOf(ACCOUNT.patientCredit, overpaid.amount, { patientId, itemId: overpaid.paymentId }),
];

/** The bank has the payer's money. Posts: Dr 1000 / Cr 1040. Scenario S3. */
export const payerDepositRecipe = (amount: Money): JournalLine[] => [
  ...debitOf(ACCOUNT.operatingBank, amount),
  ...creditOf(ACCOUNT.payerEftClearing, amount),
];
