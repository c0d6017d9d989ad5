import { Injectable } from '@nestjs/common';
import type Stripe from 'stripe';
import { Temporal } from 'temporal-polyfill';
import { Money } from '../../../kernel/money';
import {
  type AnswerOutcome,
  type DisputeAnswer,
  type DisputeFacts,
  DisputeGateway,
  type DisputeMovement,
} from '../disputes/dispute-gateway';
import { StripeClient, undefinedWhen } from './stripe-client';

const PAGE = 100;
/** A day has a handful of disputes; a thousand would be an attack, and the rest is read the next hour. */
const MOST = 1_000;

/**
 * Disputes at Stripe. What goes out is one neutral text; what comes in is the dispute with every balance transaction it made,
 * those of the object and those the balance lists under it.
 */
@Injectable()
export class StripeDisputeGateway extends DisputeGateway {
  constructor(private readonly stripe: StripeClient) {
    super();
  }

  get isLive(): boolean {
    return this.stripe.isLive;
  }

  async read(stripeDisputeId: string): Promise<DisputeFacts | undefined> {
    const dispute = await this.stripe
      .call(() => this.stripe.sdk.disputes.retrieve(stripeDisputeId))
      .catch(undefinedWhen((refusal) => refusal.code === 'resource_missing'));
    if (!dispute) return undefined;
    const listed = await this.stripe.call(() =>
      this.stripe.sdk.balanceTransactions.list({ source: stripeDisputeId, limit: PAGE }),
    );
    const dueBy = dispute.evidence_details.due_by;
    return {
      id: dispute.id,
      status: dispute.status,
      amount: Money.cents(dispute.amount),
      currency: dispute.currency,
      livemode: dispute.livemode,
      reason: dispute.reason,
      paymentIntentId: idOf(dispute.payment_intent),
      evidenceDueAt: dueBy === null ? null : instantOf(dueBy),
      submissionCount: dispute.evidence_details.submission_count,
      openedAt: instantOf(dispute.created),
      movements: movementsOf([...dispute.balance_transactions, ...listed.data]),
    };
  }

  async openedSince(moment: Temporal.Instant): Promise<{ id: string; paymentIntentId: string | null }[]> {
    const created = { gte: Math.floor(moment.epochMilliseconds / 1000) };
    const found: { id: string; paymentIntentId: string | null }[] = [];
    for (let after: string | undefined; found.length < MOST; after = found.at(-1)?.id) {
      const page = await this.stripe.call(() =>
        this.stripe.sdk.disputes.list({ created, limit: PAGE, ...(after ? { starting_after: after } : {}) }),
      );
      found.push(...page.data.map((dispute) => ({ id: dispute.id, paymentIntentId: idOf(dispute.payment_intent) })));
      if (!page.has_more) break;
    }
    return found;
  }

  async answer(answer: DisputeAnswer): Promise<AnswerOutcome> {
    const { disputes } = this.stripe.sdk;
    const options = { idempotencyKey: `dispute:answer:${answer.id}` };
    const { outcome } = await this.stripe.attempt(() =>
      answer.kind === 'accept'
        ? disputes.close(answer.stripeDisputeId, {}, options)
        : disputes.update(
            answer.stripeDisputeId,
            { evidence: { uncategorized_text: answer.statement ?? '' }, submit: answer.isFinal },
            options,
          ),
    );
    if (outcome === 'answered') return 'sent';
    return outcome === 'declined' ? 'refused' : outcome;
  }
}

const instantOf = (seconds: number): Temporal.Instant => Temporal.Instant.fromEpochMilliseconds(seconds * 1000);

const idOf = (reference: string | { id: string } | null): string | null =>
  typeof reference === 'object' ? (reference?.id ?? null) : reference;

/** Each once, the oldest first; within a second in the dispute's own order. */
function movementsOf(transactions: readonly Stripe.BalanceTransaction[]): DisputeMovement[] {
  const byId = new Map(transactions.map((transaction) => [transaction.id, transaction]));
  return [...byId.values()].sort((a, b) => a.created - b.created).map(movementOf);
}

/** A fee comes inside a movement, or as a transaction of its own whose amount it is. */
function movementOf(transaction: Stripe.BalanceTransaction): DisputeMovement {
  const isFee = transaction.type === 'stripe_fee' || transaction.reporting_category === 'fee';
  return {
    balanceTransactionId: transaction.id,
    amount: Money.cents(isFee ? 0 : transaction.amount),
    fee: Money.cents(isFee ? transaction.fee - transaction.amount : transaction.fee),
    at: instantOf(transaction.created),
  };
}
