import { Injectable } from '@nestjs/common';
import { Temporal } from 'temporal-polyfill';
import { Clock, fromDate, toDate } from '../../../kernel/clock';
import type { ClinicId, PaymentId } from '../../../kernel/ids';
import { RequestContext } from '../../../platform/context/request-context';
import { Sql } from '../../../platform/database/sql';
import { Transactions } from '../../../platform/database/transactions';
import { Metrics } from '../../../platform/observability/metrics';
import { JobHandler, type JobPayload, RegisterJob } from '../../../platform/queue/jobs';
import { RefreshPayment } from '../refresh-payment';

interface StoredEvent {
  readonly type: string;
  readonly object_id: string;
  readonly received_at: Date;
  readonly state: string;
  readonly clinic_id: ClinicId | null;
  readonly payment_id: PaymentId | null;
}

/** How long an event may wait for the payment it names: far longer than any transaction of ours is open. */
const WAITING = Temporal.Duration.from({ hours: 24 });

/**
 * Applies a stored event: the payment it names is read again from Stripe. An event about nothing of ours is set aside; one
 * about a payment we do not know yet fails, so that the queue brings it back; a mismatch, and an event whose payment has not
 * come for a day, is quarantined and counted.
 */
@RegisterJob()
@Injectable()
export class ApplyStripeEventJob extends JobHandler {
  readonly task = 'payments:apply-stripe-event';

  constructor(
    private readonly tx: Transactions,
    private readonly sql: Sql,
    private readonly context: RequestContext,
    private readonly refresh: RefreshPayment,
    private readonly clock: Clock,
    private readonly metrics: Metrics,
  ) {
    super();
  }

  async handle(payload: JobPayload): Promise<void> {
    const eventId = String(payload['eventId']);
    const event = await this.tx.runGlobal(() =>
      this.sql.one<StoredEvent>(
        'SELECT type, object_id, received_at, state, clinic_id, payment_id FROM stripe_events WHERE id = $1',
        [eventId],
      ),
    );
    if (event?.state !== 'received') return;
    if (!event.clinic_id || !event.payment_id) return this.finish(eventId, 'ignored');
    const { clinic_id: clinicId, payment_id: paymentId } = event;
    const actor = { kind: 'system', id: this.task, label: this.task } as const;
    const sessionId = event.type.startsWith('checkout.session.') ? event.object_id : undefined;
    const outcome = await this.context.runAs({ clinicId, actor }, () => this.refresh.execute(paymentId, sessionId));
    if (outcome === 'applied') return this.finish(eventId, 'applied');
    if (outcome === 'unknown' && this.mayWait(event)) throw new Error('an event about a payment that is not there yet');
    await this.finish(eventId, 'quarantined', outcome === 'unknown' ? 'payment_unknown' : outcome);
  }

  private mayWait(event: StoredEvent): boolean {
    return Temporal.Instant.compare(this.clock.now(), fromDate(event.received_at).add(WAITING)) < 0;
  }

  private async finish(eventId: string, state: string, problem?: string): Promise<void> {
    if (problem) this.metrics.count('stripe_event_quarantined');
    await this.tx.runGlobal(() =>
      this.sql.execute('UPDATE stripe_events SET state = $2, problem = $3, applied_at = $4 WHERE id = $1', [
        eventId,
        state,
        problem ?? null,
        toDate(this.clock.now()),
      ]),
    );
  }
}
