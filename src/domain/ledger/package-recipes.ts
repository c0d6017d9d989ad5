import type { InvoiceId, PatientId, PaymentId } from '../../kernel/ids';
import { Money } from '../../kernel/money';
import { ACCOUNT } from './accounts';
import { credit, debit, type JournalLine } from './journal';

/** Money held under the payment it came by. */
export interface HeldPart {
  readonly paymentId: PaymentId;
  readonly amount: Money;
}

const held = (patientId: PatientId, parts: readonly HeldPart[]): JournalLine[] =>
  parts.map(({ paymentId, amount }) => debit(ACCOUNT.unearnedDeposits, amount, { patientId, itemId: paymentId }));

const total = (parts: readonly HeldPart[]): Money => Money.sum(parts.map(({ amount }) => amount));

/**
 * A session of a prepaid package was given: its share of the price is earned. Nobody owes it, so it passes no receivable.
 *
 * Posts: Dr 2100 (item = the payment it was prepaid by) / Cr the service's revenue. Scenario S8.
 */
export function earnPrepaidRecipe(session: {
  patientId: PatientId;
  invoiceId?: InvoiceId;
  revenueAccount: number;
  parts: readonly HeldPart[];
}): JournalLine[] {
  const { patientId, invoiceId, revenueAccount, parts } = session;
  return [...held(patientId, parts), credit(revenueAccount, total(parts), { patientId, invoiceId })];
}

/**
 * A package canceled under a signed re-rate: the sessions that were given cost their list price, so part of the discount is
 * taken back out of what is held.
 *
 * Posts: Dr 2100 (item = the payment) / Cr 4920. Scenario S8, policy B.
 */
export function rerateRecipe(kept: { patientId: PatientId; parts: readonly HeldPart[] }): JournalLine[] {
  return [
    ...held(kept.patientId, kept.parts),
    credit(ACCOUNT.discountAdjustment, total(kept.parts), { patientId: kept.patientId }),
  ];
}
