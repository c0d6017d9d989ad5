import { compareDates, parseBusinessDate } from '../../kernel/business-date';
import { Money } from '../../kernel/money';
import type { InvoiceView } from '../../modules/charges/invoice.view';
import type { VisitView } from '../../modules/charges/visit.view';
import type { PaymentView } from '../../modules/payments/payment.view';
import { TENDER_NAMES } from '../pay-invoice/tenders';
import { INVOICE_STATES, PAYMENT_STATES } from '../ui/shown-states';
import type { TimelineEvent } from './timeline';

/** What has happened to a patient's money, as the rooms tell it. */
export interface PatientHistory {
  readonly visits: readonly VisitView[];
  readonly invoices: readonly InvoiceView[];
  readonly payments: readonly PaymentView[];
}

/** Visits, invoices and payments in one line, the newest day first; of one day the visit is the oldest. */
export function timelineOf({ visits, invoices, payments }: PatientHistory): TimelineEvent[] {
  const events = [...payments.map(ofPayment), ...invoices.map(ofInvoice), ...visits.map(ofVisit)];
  return events.sort((a, b) => compareDates(b.on, a.on));
}

/** The services of a visit or a bill in a few words. */
export const servicesOf = (lines: readonly { readonly description: string }[]): string =>
  [...new Set(lines.map(({ description }) => description))].join(', ');

const ofVisit = ({ id, dateOfService, charges, status }: VisitView): TimelineEvent => ({
  id: `visit-${id}`,
  kind: 'visit',
  on: parseBusinessDate(dateOfService),
  title: servicesOf(charges),
  state: status === 'void' ? 'void' : undefined,
  superbillVisitId: charges.some(({ documentRule, voidedAt }) => documentRule === 'superbill' && voidedAt === null)
    ? id
    : undefined,
  note: charges.some(({ route }) => route.destination === 'insurance')
    ? 'Billed to insurance in part or whole'
    : undefined,
});

const ofInvoice = ({ id, number, issuedOn, status, totalCents, balanceCents, lines }: InvoiceView): TimelineEvent => ({
  id: `invoice-${id}`,
  kind: 'invoice',
  on: parseBusinessDate(issuedOn),
  title: number,
  note: servicesOf(lines),
  amount: Money.cents(totalCents),
  state: INVOICE_STATES[status],
  href: balanceCents > 0 ? `/invoices/${id}/pay` : undefined,
});

const ofPayment = ({ id, effectiveOn, amountCents, status, tenders }: PaymentView): TimelineEvent => ({
  id: `payment-${id}`,
  kind: 'payment',
  on: parseBusinessDate(effectiveOn),
  title: tenders.map(({ type }) => TENDER_NAMES[type]).join(', '),
  amount: Money.cents(amountCents),
  state: PAYMENT_STATES[status],
  href: `/payments/${id}`,
});
