import { Injectable } from '@nestjs/common';
import { Temporal } from 'temporal-polyfill';
import type { TenderState } from '../../domain/payments/derive-payment-state';
import { isPaymentInFlight, type PaymentState } from '../../domain/payments/payment-state';
import { parseBusinessDate } from '../../kernel/business-date';
import type { VisitId } from '../../kernel/ids';
import { Money } from '../../kernel/money';
import type { InvoiceView } from '../../modules/charges/invoice.view';
import { InvoicesReader } from '../../modules/charges/invoices.reader';
import { EntriesReader } from '../../modules/ledger/entries.reader';
import { DisputesReader } from '../../modules/payments/disputes.reader';
import type { PaymentDetailView } from '../../modules/payments/payment-detail.view';
import type { PaymentView, TenderView } from '../../modules/payments/payment.view';
import type { RefundView } from '../../modules/payments/refund.view';
import { Transactions } from '../../platform/database/transactions';
import { cardName } from '../cards/card-words';
import { reasonWords } from '../refunds/refund-words';
import { PAYMENT_STATES, REFUND_STATES } from '../ui/shown-states';
import { entryShown } from './entry-shown';
import type { AllocationShown, PaymentPageProps, TenderShown } from './payment.page';
import type { RefundShown } from './refunds-of-payment';

/** What a payment's page shows of the payment itself. */
export type PaymentFactsShown = Omit<
  PaymentPageProps,
  'shell' | 'patient' | 'timeZone' | 'superbill' | 'dayHref' | 'refundHref' | 'voidHref'
> & {
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
  disputed:
    'The patient’s bank has taken the money back for now. Nothing can be given back until the dispute is over: that would pay the patient twice.',
};

const ENTRY_KINDS: Readonly<Record<string, string>> = { payment: 'Payment received', fee: 'Card fee' };
const entryWords = (kind: string): string => ENTRY_KINDS[kind] ?? kind;

/** Puts a payment together with the charges it paid and its place in the books. Tx: joins the open one or opens its own. */
@Injectable()
export class PaymentFacts {
  constructor(
    private readonly transactions: Transactions,
    private readonly invoices: InvoicesReader,
    private readonly entries: EntriesReader,
    private readonly disputes: DisputesReader,
  ) {}

  of(payment: PaymentDetailView): Promise<PaymentFactsShown> {
    return this.transactions.run(async () => {
      const ids = new Set(payment.allocations.flatMap(({ invoiceId }) => invoiceId ?? []));
      const invoices = await Promise.all([...ids].map((id) => this.invoices.get(id)));
      const pages = await Promise.all(
        payment.tenders.map(({ id }) => this.entries.list({ sourceType: 'tender', sourceId: id })),
      );
      const disputes = await this.disputes.list({ paymentId: payment.id });
      const balance = Money.cents(payment.balanceCents ?? 0);
      return {
        state: PAYMENT_STATES[payment.status],
        advice: adviceFor(payment),
        isUnderWay: isPaymentInFlight(payment.status),
        at: Temporal.Instant.from(payment.takenAt),
        total: Money.cents(payment.amountCents),
        change: Money.cents(payment.changeDueCents),
        balance,
        tenders: payment.tenders.map(toTender),
        refunds: payment.refunds.map(toRefund),
        refundable: Money.cents(payment.refundableCents),
        allocations: toAllocations(payment, invoices),
        entries: pages.flatMap(({ data }) => data.toReversed().map((entry) => entryShown(entry, entryWords))),
        receiptHref: isTaken(payment.status) ? `/v1/payments/${payment.id}/receipt.pdf` : undefined,
        disputeHref: disputes.data[0] && `/disputes/${disputes.data[0].id}`,
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

function adviceFor({ status, voided, refunds }: PaymentDetailView): string | undefined {
  if (voided) return `Entered in error and taken back: ${voided.reason}`;
  if (refunds.some((refund) => refund.status === 'unknown'))
    return 'Stripe has not answered to a refund yet. Do not give the money back another way: this settles by itself within minutes.';
  return ADVICE[status];
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

function toTender({ id, type, status, reference, card, tenderedCents, amountCents, decline }: TenderView): TenderShown {
  const brand = card && cardName(card);
  return {
    id,
    type,
    reference: [brand, reference, NOT_TAKEN[status]].filter(Boolean).join(', ') || undefined,
    tendered: tenderedCents === null ? undefined : Money.cents(tenderedCents),
    amount: Money.cents(amountCents),
    declined: decline?.deskWords,
  };
}

/** One row a charge, whatever number of tenders paid it. */
function toAllocations({ allocations }: PaymentView, invoices: readonly InvoiceView[]): AllocationShown[] {
  return invoices.flatMap(({ id, number, lines }) =>
    lines.flatMap(({ chargeId, description, dateOfService }) => {
      const parts = allocations.filter((allocation) => allocation.chargeId === chargeId);
      const amount = Money.sum(parts.map(({ amountCents }) => Money.cents(amountCents)));
      const on = parseBusinessDate(dateOfService);
      return amount.isZero() ? [] : [{ key: chargeId, name: description, on, invoice: { id, number }, amount }];
    }),
  );
}

const toRefund = ({
  id,
  status,
  requestedAt,
  amountCents,
  reason,
  note,
  approvalId,
  tenders,
}: RefundView): RefundShown => ({
  id,
  state: REFUND_STATES[status],
  at: Temporal.Instant.from(requestedAt),
  amount: Money.cents(amountCents),
  reason: reasonWords(reason),
  note: note ?? undefined,
  approvalHref: status === 'awaiting_approval' && approvalId ? `/tasks#approval-${approvalId}` : undefined,
  parts: tenders.map((part) => ({
    id: part.id,
    type: part.type,
    amount: Money.cents(part.amountCents),
    reference: part.reference ?? undefined,
    state: REFUND_STATES[part.status],
    failure: part.failureCode?.replaceAll('_', ' '),
  })),
});
