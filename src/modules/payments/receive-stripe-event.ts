import { Injectable } from '@nestjs/common';
import { Clock, toDate } from '../../kernel/clock';
import { Sql } from '../../platform/database/sql';
import { Transactions } from '../../platform/database/transactions';
import { Metrics } from '../../platform/observability/metrics';
import { PaymentGateway } from './payment-gateway';

/**
 * The inbox: verifies the raw body, stores the ids, asks for the work, answers. The effect comes later, from Stripe's own
 * object; a second delivery finds the row and does nothing. An event of test mode among live ones, or the reverse, is
 * quarantined.
 *
 * Tx: opens one without a clinic. Idempotent by: the event id. Errors: `webhook_signature_invalid`.
 */
@Injectable()
export class ReceiveStripeEvent {
  constructor(
    private readonly tx: Transactions,
    private readonly sql: Sql,
    private readonly gateway: PaymentGateway,
    private readonly clock: Clock,
    private readonly metrics: Metrics,
  ) {}

  async execute(rawBody: Buffer, signature: string | undefined): Promise<void> {
    const event = this.gateway.verifyEvent(rawBody, signature);
    const problem = event.livemode === this.gateway.isLive ? null : 'livemode_differs';
    this.metrics.count('stripe_event_received');
    if (problem) this.metrics.count('stripe_event_quarantined');
    await this.tx.runGlobal(() =>
      this.sql.execute(
        `WITH stored AS (
           INSERT INTO stripe_events (id, type, object_id, livemode, clinic_id, payment_id, payment_intent_id, occurred_at, received_at, state, problem)
           VALUES ($1, $2, $3, $4, $5, $6, $10, $7, $8, CASE WHEN $9::text IS NULL THEN 'received' ELSE 'quarantined' END, $9)
           ON CONFLICT (id) DO NOTHING RETURNING id, state)
         SELECT enqueue_job('payments:apply-stripe-event', json_build_object('eventId', id), NULL, NULL, 25) FROM stored WHERE state = 'received'`,
        [
          event.id,
          event.type,
          event.objectId,
          event.livemode,
          event.clinicId,
          event.paymentId,
          toDate(event.occurredAt),
          toDate(this.clock.now()),
          problem,
          event.paymentIntentId,
        ],
      ),
    );
  }
}
