import { Injectable } from '@nestjs/common';
import { Temporal } from 'temporal-polyfill';
import type { TenderState } from '../../domain/payments/derive-payment-state';
import { isPaymentInFlight, type PaymentState } from '../../domain/payments/payment-state';
import { parseBusinessDate } from '../../kernel/business-date';
import type { VisitId } from '../../kernel/ids';
import { Money } from '../../kernel/money';
import type { InvoiceView } from '../../modules/charges/invoice.view';
import { InvoicesReader } from '../../modules/charges/invoices.reader';
import { EntriesReader, type JournalEntryView } from '../../modules/ledger/entries.reader';
import type { PaymentView, TenderView } from '../../modules/payments/payment.view';
import { Transactions } from '../../platform/database/transactions';
import { PAYMENT_STATES } from '../ui/shown-states';
import type { EntryShown } from './entry-lines';
import type { AllocationShown, PaymentPageProps, TenderShown } from './payment.page';

/** What a payment's page shows of the payment itself. */
export type PaymentFactsShown = Omit<PaymentPageProps, 'shell' | 'patient' | 'timeZone' | 'superbill' | 'dayHref'> & {
  /** The visit it paid for. */
  readonly visitId?: VisitId;
  /** The same, when it has lines for a superbill. */
  readonly superbillVisitId?: VisitId;
};

const ADVICE: Readonly<Partial<Record<PaymentState, string>>> = {
  pending: 'The patient has a card page open. Nothing is taken until they pay there.',
  requires_action: 'The patient’s bank asks them to confirm. Nothing is taken until they do.',
  processing: 'The bank has accepted it and will answer later. Do not take the money again.',
  unknown: 'Stripe has not answered yet. Do not take the money again: this settles by itself within minutes.',
  declined: 'Nothing was taken. Ask for another card, or take another tender.',
  canceled: 'Nothing was taken. The card page was closed or ran out of time.',
  disputed: 'The patient’s bank has taken the money back for now.',
};

const ENTRY_KINDS: Readonly<Record<string, string>> = { payment: 'Payment received', fee: 'Card fee' };

/** Puts a payment together with the charges it paid and its place in the books. Tx: joins the open one or opens its own. */
@Injectable()
export class PaymentFacts {
  constructor(
    private readonly transactions: Transactions,
    private readonly invoices: InvoicesReader,
    private readonly entries: EntriesReader,
  ) {}

  of(payment: PaymentView): Promise<PaymentFactsShown> {
    return this.transactions.run(async () => {
      const ids = new Set(payment.allocations.flatMap(({ invoiceId }) => invoiceId ?? []));
      const invoices = await Promise.all([...ids].map((id) => this.invoices.get(id)));
      const pages = await Promise.all(
        payment.tenders.map(({ id }) => this.entries.list({ sourceType: 'tender', sourceId: id })),
      );
      const balance = Money.cents(payment.balanceCents ?? 0);
      return {
        state: PAYMENT_STATES[payment.status],
        advice: ADVICE[payment.status],
        at: Temporal.Instant.from(payment.takenAt),
        total: Money.cents(payment.amountCents),
        change: Money.cents(payment.changeDueCents),
        balance,
        tenders: payment.tenders.map(toTender),
        allocations: toAllocations(payment, invoices),
        entries: pages.flatMap(({ data }) => data.toReversed().map(toEntry)),
        receiptHref: isTaken(payment.status) ? `/v1/payments/${payment.id}/receipt.pdf` : undefined,
        visitId: invoices[0]?.visitId,
        superbillVisitId: invoices.find(({ lines }) => lines.some(({ documentRule }) => documentRule === 'superbill'))
          ?.visitId,
        payMoreHref:
          payment.invoiceId && balance.isPositive() && !isPaymentInFlight(payment.status)
            ? `/invoices/${payment.invoiceId}/pay`
            : undefined,
      };
    });
  }
}

/** Whether the clinic has, or had, the money. */
const isTaken = (state: PaymentState): boolean =>
  !isPaymentInFlight(state) && !['declined', 'canceled', 'voided'].includes(state);

/** Said of a tender that is not taken, beside the others of its payment that may be. */
const NOT_TAKEN: Readonly<Partial<Record<TenderState, string>>> = {
  unknown: 'being checked',
  processing: 'being checked',
  declined: 'declined, nothing taken',
  canceled: 'not charged',
};

function toTender({ id, type, status, reference, card, tenderedCents, amountCents }: TenderView): TenderShown {
  const brand = card && `${card.brand ?? 'card'} ending ${card.last4}`;
  return {
    id,
    type,
    reference: [brand, reference, NOT_TAKEN[status]].filter(Boolean).join(', ') || undefined,
    tendered: tenderedCents === null ? undefined : Money.cents(tenderedCents),
    amount: Money.cents(amountCents),
  };
}

/** One row a charge, whatever number of tenders paid it. */
function toAllocations({ allocations }: PaymentView, invoices: readonly InvoiceView[]): AllocationShown[] {
  return invoices.flatMap(({ number, lines }) =>
    lines.flatMap(({ chargeId, description, dateOfService }) => {
      const parts = allocations.filter((allocation) => allocation.chargeId === chargeId);
      const amount = Money.sum(parts.map(({ amountCents }) => Money.cents(amountCents)));
      const on = parseBusinessDate(dateOfService);
      return amount.isZero() ? [] : [{ key: chargeId, name: description, on, invoiceNumber: number, amount }];
    }),
  );
}

const toEntry = ({ id, kind, effectiveOn, lines }: JournalEntryView): EntryShown => ({
  id,
  kind: ENTRY_KINDS[kind] ?? kind,
  effectiveOn: parseBusinessDate(effectiveOn),
  lines: lines.map((line, index) => ({ key: `${id}-${index}`, ...line })),
});
