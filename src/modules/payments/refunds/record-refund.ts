import { Injectable } from '@nestjs/common';
import {
  exceedsRemaining,
  type RefundableTender,
  type RefundPart,
  splitRefund,
} from '../../../domain/payments/split-refund';
import type { PaymentMoney } from '../../../domain/payments/refund-sources';
import { Clock, toDate } from '../../../kernel/clock';
import { newId, type PaymentId, type RefundId, type RefundTenderId } from '../../../kernel/ids';
import { Money } from '../../../kernel/money';
import { RequestContext } from '../../../platform/context/request-context';
import { MarkedProviders } from '../../../platform/discovery/marked-providers';
import { RecordAuditEvent } from '../../access/record-audit-event';
import { PaymentMoneyReader } from '../persistence/payment-money.reader';
import type { PaymentToReturn, RefundRecord, TenderToReturn } from '../persistence/refund-rows';
import { RefundsRepository } from '../persistence/refunds.repository';
import { REFUND_OBJECTION, type RefundObjection } from '../refund-objection';

/** A refund to be stored, of a payment that is locked. */
export interface RefundIntent {
  readonly payment: PaymentToReturn;
  readonly source: RefundRecord['source'];
  readonly reason: string;
  readonly note?: string;
  readonly requestKey: string;
  readonly amount?: Money;
  readonly tenders?: readonly (RefundPart & { readonly reference?: string })[];
}

/**
 * Stores the intent of a refund and keeps its amounts aside on the tenders.
 *
 * Tx: needs one, in which the payment is locked. Idempotent by: who asked and the request's key.
 * Errors: `refund_exceeds_remaining`, `refund_amounts_differ`, `tender_unknown`.
 */
@Injectable()
export class RecordRefund {
  constructor(
    private readonly refunds: RefundsRepository,
    private readonly money: PaymentMoneyReader,
    private readonly audit: RecordAuditEvent,
    private readonly context: RequestContext,
    private readonly clock: Clock,
    private readonly providers: MarkedProviders,
  ) {}

  /** Errors: those of the rooms to the right that object. */
  async refuseObjected(paymentId: PaymentId): Promise<void> {
    for (const objection of this.providers.of<RefundObjection>(REFUND_OBJECTION)) await objection.refuse(paymentId);
  }

  /** What the same caller has stored under this key before: a request that was cut off and is made again. */
  earlier(requestKey: string): ReturnType<RefundsRepository['ofRequest']> {
    return this.refunds.ofRequest(this.context.actor.id, requestKey);
  }

  async execute(intent: RefundIntent, decide: (amount: Money) => RefundRecord['state']): Promise<RefundRecord> {
    const { payment } = intent;
    const tenders = payment.tenders.map(toRefundable);
    const parts = splitRefund(tenders, intent);
    const amount = Money.sum(parts.map((part) => part.amount));
    // Locked, so that nobody spends the credit that is given back.
    refuseWhatIsNotThere(amount, tenders, { payment, money: await this.money.lock(payment) });
    const now = this.clock.now();
    const { kind, id } = this.context.actor;
    const refund: RefundRecord = {
      id: newId<RefundId>(now),
      paymentId: payment.id,
      patientId: payment.patientId,
      source: intent.source,
      state: decide(amount),
      amountCents: cents(amount),
      reason: intent.reason,
      note: intent.note,
      requestKey: intent.requestKey,
      requestedBy: { kind, id },
      requestedAt: toDate(now),
      tenders: parts.map((part) => ({
        id: newId<RefundTenderId>(now),
        tenderId: part.tenderId,
        amountCents: cents(part.amount),
        reference: referenceOf(intent, part),
      })),
    };
    await this.refunds.insert(refund);
    await this.audit.execute({
      action: intent.source === 'desk' ? 'refund.request' : 'refund.learn',
      subject: { type: 'refund', id: refund.id },
      facts: { paymentId: payment.id, amountCents: amount.toJSON(), reason: intent.reason, state: refund.state },
    });
    return refund;
  }
}

const cents = (amount: Money): string => amount.toCents().toString();

const toRefundable = (tender: TenderToReturn): RefundableTender => ({
  id: tender.id,
  remaining: Money.fromColumn(tender.amountCents).minus(Money.fromColumn(tender.refundedCents)),
});

/** A terminal gives back on the slip it was paid with, unless the desk names the new one. */
function referenceOf({ payment, tenders }: RefundIntent, part: RefundPart): string | undefined {
  const named = tenders?.find(({ tenderId }) => tenderId === part.tenderId)?.reference?.trim();
  if (named) return named;
  const tender = payment.tenders.find(({ id }) => id === part.tenderId);
  const isTerminal = tender && ['external_card', 'hsa_fsa_card', 'card_on_file'].includes(tender.type);
  return isTerminal ? (tender.reference ?? undefined) : undefined;
}

/** What the books still have of the payment, other refunds on their way set aside, is the most there is. */
function refuseWhatIsNotThere(
  amount: Money,
  tenders: readonly RefundableTender[],
  { payment, money }: { payment: PaymentToReturn; money: PaymentMoney },
): void {
  const remaining = Money.sum(tenders.map((tender) => tender.remaining));
  const there = Money.sum([
    ...money.held.map((held) => held.amount),
    ...money.applied.map((applied) => Money.max(Money.min(applied.amount, applied.paid), Money.ZERO)),
  ]);
  const gone = Money.fromColumn(payment.amountCents).minus(Money.fromColumn(payment.bookedBackCents)).minus(there);
  const most = Money.max(remaining.minus(Money.max(gone, Money.ZERO)), Money.ZERO);
  if (amount.isMoreThan(most)) throw exceedsRemaining(tenders, '/amountCents', most);
}
