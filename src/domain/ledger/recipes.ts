import type { ChargeId, InvoiceId, PatientId, PaymentId } from '../../kernel/ids';
import { invariant } from '../../kernel/invariant';
import { Money } from '../../kernel/money';
import type { TenderType } from '../payments/tender-types';
import type { Destination } from '../routing/route';
import { ACCOUNT } from './accounts';
import { credit, debit, type JournalLine } from './journal';

/** A charge as the ledger sees it. */
export interface ChargedItem {
  readonly chargeId: ChargeId;
  readonly patientId: PatientId;
  readonly invoiceId?: InvoiceId;
  readonly destination: Destination;
}

const RECEIVABLE: Readonly<Record<Destination, number>> = {
  self_pay: ACCOUNT.patientReceivable,
  insurance: ACCOUNT.insuranceReceivable,
};

const receivableOf = (item: ChargedItem): number => RECEIVABLE[item.destination];
const dimensionsOf = ({ patientId, invoiceId }: ChargedItem): Pick<JournalLine, 'patientId' | 'invoiceId'> => ({
  patientId,
  invoiceId,
});

/**
 * A rendered service at its list price. A discount is a second step: {@link adjustmentRecipe}.
 *
 * Posts: Dr 1100 (self-pay) or 1200 (insurance), item = the charge / Cr the service's revenue account.
 * A charge of zero posts nothing. Scenarios S1 a, S3, S6 (DOMAIN.md §13).
 */
export function chargeRecipe(charge: ChargedItem & { amount: Money; revenueAccount: number }): JournalLine[] {
  invariant(!charge.amount.isNegative(), `a charge cannot be below zero: ${charge.amount.format()}`);
  if (charge.amount.isZero()) return [];
  const dimensions = dimensionsOf(charge);
  return [
    debit(receivableOf(charge), charge.amount, { ...dimensions, itemId: charge.chargeId }),
    credit(charge.revenueAccount, charge.amount, dimensions),
  ];
}

/** Why a charge is lowered (DOMAIN.md §10.2, adjustment taxonomy). */
export type AdjustmentType =
  | 'contractual'
  | 'denial'
  | 'timely_filing'
  | 'sliding_scale'
  | 'financial_hardship'
  | 'package_discount'
  | 'prompt_pay_discount'
  | 'self_pay_discount'
  | 'courtesy'
  | 'small_balance'
  | 'price_concession'
  | 'dispute_resolution'
  | 'bad_debt';

/** The account each kind of adjustment is debited to. */
export const ADJUSTMENT_ACCOUNT: Readonly<Record<AdjustmentType, number>> = {
  contractual: ACCOUNT.contractualAdjustment,
  sliding_scale: ACCOUNT.slidingScaleAdjustment,
  financial_hardship: ACCOUNT.slidingScaleAdjustment,
  package_discount: ACCOUNT.discountAdjustment,
  prompt_pay_discount: ACCOUNT.discountAdjustment,
  self_pay_discount: ACCOUNT.discountAdjustment,
  courtesy: ACCOUNT.courtesyAdjustment,
  small_balance: ACCOUNT.priceConcession,
  price_concession: ACCOUNT.priceConcession,
  denial: ACCOUNT.denialWriteOff,
  timely_filing: ACCOUNT.denialWriteOff,
  dispute_resolution: ACCOUNT.disputeResolutionAdjustment,
  bad_debt: ACCOUNT.badDebt,
};

/**
 * A charge lowered by a discount, a contract or a write-off.
 *
 * Posts: Dr 4900…4960 or 6020 by type / Cr 1100 or 1200, item = the charge. Scenarios S4, S6, S7, S9.
 */
export function adjustmentRecipe(adjustment: ChargedItem & { type: AdjustmentType; amount: Money }): JournalLine[] {
  const dimensions = dimensionsOf(adjustment);
  return [
    debit(ADJUSTMENT_ACCOUNT[adjustment.type], adjustment.amount, dimensions),
    credit(receivableOf(adjustment), adjustment.amount, { ...dimensions, itemId: adjustment.chargeId }),
  ];
}

/**
 * A charge that was priced too high and is lowered to what it should have been: revenue that never was, not a discount.
 *
 * Posts: Dr the service's revenue account / Cr 1100 or 1200, item = the charge.
 */
export function chargeCorrectionRecipe(
  correction: ChargedItem & { amount: Money; revenueAccount: number },
): JournalLine[] {
  const dimensions = dimensionsOf(correction);
  return [
    debit(correction.revenueAccount, correction.amount, dimensions),
    credit(receivableOf(correction), correction.amount, { ...dimensions, itemId: correction.chargeId }),
  ];
}

/** Where the money of each tender stands until the bank has it. Unapplied credit is money the clinic already holds. */
export const TENDER_ACCOUNT: Readonly<Record<TenderType, number>> = {
  cash: ACCOUNT.cashDrawer,
  check: ACCOUNT.undepositedChecks,
  venmo: ACCOUNT.venmoClearing,
  card_on_file: ACCOUNT.stripeClearing,
  hsa_fsa_card: ACCOUNT.stripeClearing,
  external_card: ACCOUNT.stripeClearing,
  hosted_checkout: ACCOUNT.stripeClearing,
  unapplied_credit: ACCOUNT.patientCredit,
};

/** A tender that was taken, with what it pays. Its amount is the sum of its allocations and its excess. */
export interface TakenTender {
  readonly type: TenderType;
  readonly paymentId: PaymentId;
  readonly patientId: PatientId;
  readonly allocations: readonly { chargeId: ChargeId; invoiceId?: InvoiceId; amount: Money }[];
  /** What no open charge took; the patient's unapplied credit from now on. */
  readonly excess?: Money;
  /** For `unapplied_credit` only: the payments whose money is spent, adding up to the tender; held on 2000 unless told. */
  readonly creditSources?: readonly { paymentId: PaymentId; accountNumber?: number; amount: Money }[];
}

/**
 * One tender of a payment, taken and applied.
 *
 * Posts: Dr 1020 cash, 1010 check, 1035 Venmo, 1030 any card or hosted checkout, or 2000, 2150, 2100 unapplied credit (item
 * = the payment the credit came from) / Cr 1100 for each allocation (item = the charge), Cr 2000 the excess (item = this
 * payment). Scenarios S1 b c, S6, S10.
 */
export function tenderRecipe(tender: TakenTender): JournalLine[] {
  const { patientId, paymentId } = tender;
  const excess = tender.excess ?? Money.ZERO;
  const amount = Money.sum([...tender.allocations.map((allocation) => allocation.amount), excess]);
  const credits = tender.allocations.map(({ chargeId, invoiceId, amount: applied }) =>
    credit(ACCOUNT.patientReceivable, applied, { patientId, invoiceId, itemId: chargeId }),
  );
  if (!excess.isZero()) credits.push(credit(ACCOUNT.patientCredit, excess, { patientId, itemId: paymentId }));
  return [...tenderDebits(tender, amount), ...credits];
}

/** The debit side of a tender: where its money stands, or the credit it spends. */
export function tenderDebits(
  tender: Pick<TakenTender, 'type' | 'patientId' | 'creditSources'>,
  amount: Money,
): JournalLine[] {
  if (tender.type !== 'unapplied_credit') return [debit(TENDER_ACCOUNT[tender.type], amount)];
  const sources = tender.creditSources ?? [];
  invariant(
    Money.sum(sources.map((source) => source.amount)).equals(amount),
    'the credits spent must add up to the tender',
  );
  return sources.map((source) =>
    debit(source.accountNumber ?? ACCOUNT.patientCredit, source.amount, {
      patientId: tender.patientId,
      itemId: source.paymentId,
    }),
  );
}

/**
 * What the processor kept of a tender. The amount is read from the processor (balance transaction, Venmo statement),
 * never computed.
 *
 * Posts: Dr 6000 / Cr 1030 for a card or hosted checkout, 1035 for Venmo. Scenarios S1 b, S5, S6. Throws InvariantError
 * for a tender without a processor. A fee of zero posts nothing.
 */
export function feeRecipe(tender: { type: TenderType; fee: Money }): JournalLine[] {
  const clearing = TENDER_ACCOUNT[tender.type];
  invariant(
    clearing === ACCOUNT.stripeClearing || clearing === ACCOUNT.venmoClearing,
    `a ${tender.type} tender carries no processor fee`,
  );
  return tender.fee.isZero() ? [] : [debit(ACCOUNT.merchantFees, tender.fee), credit(clearing, tender.fee)];
}

/**
 * A charge that was paid and then lowered: the overpaid part becomes the patient's credit, under the payment it came
 * from. Post it in one entry with the adjustment ({@link adjustmentRecipe}, `mergeLines`).
 *
 * Posts: Dr 1100 (item = the charge) / Cr 2000 (item = the payment). Scenario S4, second step.
 */
export function unappliedCreditRecipe(
  overpaid: Omit<ChargedItem, 'destination'> & { paymentId: PaymentId; amount: Money },
): JournalLine[] {
  const { patientId, invoiceId, chargeId, paymentId, amount } = overpaid;
  return [
    debit(ACCOUNT.patientReceivable, amount, { patientId, invoiceId, itemId: chargeId }),
    credit(ACCOUNT.patientCredit, amount, { patientId, itemId: paymentId }),
  ];
}
