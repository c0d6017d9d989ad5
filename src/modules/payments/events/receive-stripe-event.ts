import { Injectable } from '@nestjs/common';
import { Clock, toDate } from '../../../kernel/clock';
import { Sql } from '../../../platform/database/sql';
import { Transactions } from '../../../platform/database/transactions';
import { Metrics } from '../../../platform/observability/metrics';
import { PaymentGateway, type VerifiedEvent } from '../checkout/payment-gateway';

/**
 * The inbox: verifies the raw body, stores the ids, asks for the work, answers. The effect comes later, from Stripe's own
 * object; a second delivery finds the row and does nothing. An event of test mode among live ones, or the reverse, or of another
 * account, is quarantined.
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
    await this.store([this.gateway.verifyEvent(rawBody, signature)]);
  }

  /** Events that are known to be Stripe's: they were asked for, or their signature verified. Answers how many were new. */
  store(events: readonly VerifiedEvent[]): Promise<number> {
    return this.tx.runGlobal(async () => {
      const added = await Promise.all(events.map((event) => this.insert(event)));
      return added.filter(Boolean).length;
    });
  }

  private async insert(event: VerifiedEvent): Promise<boolean> {
    const problem = this.problemOf(event);
    const row = await this.sql.one<{ added: boolean }>(INSERT, [
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
    ]);
    const isNew = row?.added === true;
    if (isNew) this.metrics.count('stripe_event_received');
    if (isNew && problem) this.metrics.count('stripe_event_quarantined');
    return isNew;
  }

  private problemOf({ livemode, account }: VerifiedEvent): string | null {
    if (livemode !== this.gateway.isLive) return 'livemode_differs';
    return account === null ? null : 'account_differs';
  }
}

const INSERT = `
  WITH stored AS (
    INSERT INTO stripe_events (id, type, object_id, livemode, clinic_id, payment_id, payment_intent_id, occurred_at, received_at, state, problem)
    VALUES ($1, $2, $3, $4, $5, $6, $10, $7, $8, CASE WHEN $9::text IS NULL THEN 'received' ELSE 'quarantined' END, $9)
    ON CONFLICT (id) DO NOTHING RETURNING id, state),
  asked AS (SELECT count(enqueue_job('payments:apply-stripe-event', json_build_object('eventId', id), NULL, NULL, 25)) FROM stored WHERE state = 'received')
  SELECT EXISTS (SELECT 1 FROM stored) AS added FROM asked`;
