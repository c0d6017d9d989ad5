import { Injectable } from '@nestjs/common';
import type Stripe from 'stripe';
import { Temporal } from 'temporal-polyfill';
import type { RefundTenderId } from '../../../kernel/ids';
import { Money } from '../../../kernel/money';
import { type RefundAnswer, type RefundFacts, RefundGateway, type RefundRequest } from '../refunds/refund-gateway';
import { StripeClient, undefinedWhen } from './stripe-client';

/** Stripe's words for some of our reasons; `fraudulent` also puts the card on its block list. */
const REASON: Readonly<Record<string, Stripe.RefundCreateParams.Reason>> = {
  duplicate: 'duplicate',
  fraudulent: 'fraudulent',
  requested_by_patient: 'requested_by_customer',
};

/** A charge has far fewer refunds than this. */
const MOST = 100;

/** Refunds at Stripe. What goes out is an allow-list: opaque ids, an amount, a reason of Stripe's own. */
@Injectable()
export class StripeRefundGateway extends RefundGateway {
  constructor(private readonly stripe: StripeClient) {
    super();
  }

  async refund(request: RefundRequest): Promise<RefundAnswer> {
    const answer = await this.stripe.attempt(() =>
      this.stripe.sdk.refunds.create(
        {
          payment_intent: request.paymentIntentId,
          amount: request.amount.toJSON(),
          ...(REASON[request.reason] ? { reason: REASON[request.reason] } : {}),
          metadata: {
            clinic_id: request.clinicId,
            payment_id: request.paymentId,
            refund_id: request.refundTenderId,
          },
        },
        { idempotencyKey: `refund:${request.refundTenderId}` },
      ),
    );
    if (answer.outcome === 'answered') return { outcome: 'answered', refund: factsOf(answer.object) };
    return answer.outcome === 'declined' ? { outcome: 'refused', code: answer.code } : answer;
  }

  async read(processorRefundId: string): Promise<RefundFacts | undefined> {
    const refund = await this.stripe
      .call(() => this.stripe.sdk.refunds.retrieve(processorRefundId))
      .catch(undefinedWhen((refusal) => refusal.code === 'resource_missing'));
    return refund && factsOf(refund);
  }

  async find(paymentIntentId: string, refundTenderId: RefundTenderId): Promise<RefundFacts | undefined> {
    const { data } = await this.stripe.call(() =>
      this.stripe.sdk.refunds.list({ payment_intent: paymentIntentId, limit: MOST }),
    );
    return data.map(factsOf).find((refund) => refund.refundTenderId === refundTenderId);
  }
}

/** `requires_action` is a refund the bank waits with; a canceled one gave nothing back. */
const STATUS: Readonly<Record<string, RefundFacts['status']>> = {
  succeeded: 'succeeded',
  failed: 'failed',
  canceled: 'failed',
};

function factsOf(refund: Stripe.Refund): RefundFacts {
  const intent = refund.payment_intent;
  return {
    id: refund.id,
    status: STATUS[refund.status ?? ''] ?? 'pending',
    failureCode: refund.status === 'canceled' ? 'canceled' : (refund.failure_reason ?? null),
    amount: Money.cents(refund.amount),
    currency: refund.currency,
    paymentIntentId: typeof intent === 'object' ? (intent?.id ?? null) : intent,
    refundTenderId: refund.metadata?.['refund_id'] ?? null,
    at: Temporal.Instant.fromEpochMilliseconds(refund.created * 1000),
  };
}
