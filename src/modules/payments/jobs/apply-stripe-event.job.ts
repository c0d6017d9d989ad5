import { Injectable } from '@nestjs/common';
import { Clock, toDate } from '../../../kernel/clock';
import type { ClinicId, PaymentId } from '../../../kernel/ids';
import { RequestContext } from '../../../platform/context/request-context';
import { Sql } from '../../../platform/database/sql';
import { Transactions } from '../../../platform/database/transactions';
import { Metrics } from '../../../platform/observability/metrics';
import { JobHandler, type JobPayload, RegisterJob } from '../../../platform/queue/jobs';
import { RefreshPayment } from '../refresh-payment';

interface StoredEvent {
  readonly state: string;
  readonly clinic_id: ClinicId | null;
  readonly payment_id: PaymentId | null;
}

/**
 * Applies a stored event: the payment it names is read again from Stripe. An event about nothing of ours is set aside; one
 * about a payment we do not know yet fails, so that the queue brings it back; a mismatch is quarantined and counted.
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
      this.sql.one<StoredEvent>('SELECT state, clinic_id, payment_id FROM stripe_events WHERE id = $1', [eventId]),
    );
    if (event?.state !== 'received') return;
    if (!event.clinic_id || !event.payment_id) return this.finish(eventId, 'ignored');
    const { clinic_id: clinicId, payment_id: paymentId } = event;
    const actor = { kind: 'system', id: this.task, label: this.task } as const;
    const outcome = await this.context.runAs({ clinicId, actor }, () => this.refresh.execute(paymentId));
    if (outcome === 'unknown') throw new Error('an event about a payment that is not there yet');
    await (outcome === 'applied' ? this.finish(eventId, 'applied') : this.finish(eventId, 'quarantined', outcome));
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
