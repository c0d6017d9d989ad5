import { Temporal } from 'temporal-polyfill';
import { type BusinessDate, businessDateOf, compareDates, parseBusinessDate } from '../../kernel/business-date';
import { Money } from '../../kernel/money';
import type { InvoiceView } from '../../modules/charges/invoice.view';
import type { VisitView } from '../../modules/charges/visit.view';
import type { PaymentView } from '../../modules/payments/payment.view';
import type { RefundView } from '../../modules/payments/refund.view';
import { ADJUSTMENT_WORDS } from '../invoices/adjustment-words';
import { TENDER_NAMES } from '../pay-invoice/tenders';
import { reasonWords } from '../refunds/refund-words';
import { ADJUSTMENT_STATES, INVOICE_STATES, PAYMENT_STATES, REFUND_STATES } from '../ui/shown-states';
import type { TimelineEvent } from './timeline';

/** What has happened to a patient's money, as the rooms tell it. */
export interface PatientHistory {
  readonly visits: readonly VisitView[];
  readonly invoices: readonly InvoiceView[];
  readonly payments: readonly PaymentView[];
  readonly refunds: readonly RefundView[];
  /** Of the clinic: decides the day of what has a moment only. */
  readonly timeZone: string;
}

/**
 * Visits, invoices, payments, adjustments and refunds in one line, the newest day first; of one day the visit is the oldest.
 */
export function timelineOf({ visits, invoices, payments, refunds, timeZone }: PatientHistory): TimelineEvent[] {
  const events = [
    ...refunds.map((refund) => ofRefund(refund, timeZone)),
    ...payments.map(ofPayment),
    ...invoices.flatMap((invoice) => adjustmentsOf(invoice, timeZone)),
    ...invoices.map(ofInvoice),
    ...visits.map(ofVisit),
  ];
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
  href: `/visits/${id}`,
});

const ofInvoice = ({ id, number, issuedOn, status, totalCents, lines }: InvoiceView): TimelineEvent => ({
  id: `invoice-${id}`,
  kind: 'invoice',
  on: parseBusinessDate(issuedOn),
  title: number,
  note: servicesOf(lines),
  amount: Money.cents(totalCents),
  state: INVOICE_STATES[status],
  href: `/invoices/${id}`,
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

const dayOf = (at: string, timeZone: string): BusinessDate => businessDateOf(Temporal.Instant.from(at), timeZone);

const adjustmentsOf = ({ id, number, lines }: InvoiceView, timeZone: string): TimelineEvent[] =>
  lines.flatMap(({ description, adjustments }) =>
    adjustments.map((adjustment) => ({
      id: `adjustment-${adjustment.id}`,
      kind: 'adjustment' as const,
      on: dayOf(adjustment.madeAt, timeZone),
      title: ADJUSTMENT_WORDS[adjustment.type],
      note: `${description}, ${number}`,
      amount: Money.cents(-adjustment.amountCents),
      state: ADJUSTMENT_STATES[adjustment.status],
      href: `/invoices/${id}#adjustment-${adjustment.id}`,
    })),
  );

const ofRefund = (refund: RefundView, timeZone: string): TimelineEvent => ({
  id: `refund-${refund.id}`,
  kind: 'refund',
  on: dayOf(refund.requestedAt, timeZone),
  title: refund.tenders.map(({ type }) => TENDER_NAMES[type]).join(', '),
  note: reasonWords(refund.reason),
  amount: Money.cents(-refund.amountCents),
  state: REFUND_STATES[refund.status],
  href: `/payments/${refund.paymentId}#refund-${refund.id}`,
});
