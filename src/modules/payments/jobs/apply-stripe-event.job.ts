import { Injectable } from '@nestjs/common';
import { Temporal } from 'temporal-polyfill';
import { Clock, fromDate } from '../../../kernel/clock';
import { RequestContext } from '../../../platform/context/request-context';
import { Sql } from '../../../platform/database/sql';
import { Transactions } from '../../../platform/database/transactions';
import { MarkedProviders } from '../../../platform/discovery/marked-providers';
import { JobHandler, type JobPayload, RegisterJob } from '../../../platform/queue/jobs';
import { EventOutcomes } from './event-outcomes';
import {
  type EventOutcome,
  STRIPE_EVENT_HANDLER,
  StripeEventHandler,
  type StripeEventToApply,
} from '../stripe-event-handler';

type StoredEvent = StripeEventToApply & { readonly receivedAt: Date; readonly state: string };

/** How long an event may wait for the payment it names: far longer than any transaction of ours is open. */
const WAITING = Temporal.Duration.from({ hours: 24 });

const STORED = `
  SELECT e.id, e.type, e.object_id AS "objectId", e.payment_intent_id AS "paymentIntentId", e.received_at AS "receivedAt", e.state,
         coalesce(e.clinic_id, t.clinic_id) AS "clinicId", coalesce(e.payment_id, t.payment_id) AS "paymentId"
    FROM stripe_events e LEFT JOIN LATERAL find_tender_by_payment_intent(e.payment_intent_id) t ON e.clinic_id IS NULL
   WHERE e.id = $1`;

/**
 * Applies a stored event through the handler of its type. One about nothing of ours is set aside; one about something we do
 * not know yet fails, so that the queue brings it back; a mismatch, and an event that has waited for a day, is quarantined,
 * counted, and put on the clinic's list.
 */
@RegisterJob()
@Injectable()
export class ApplyStripeEventJob extends JobHandler {
  readonly task = 'payments:apply-stripe-event';

  constructor(
    private readonly tx: Transactions,
    private readonly sql: Sql,
    private readonly context: RequestContext,
    private readonly providers: MarkedProviders,
    private readonly inbox: EventOutcomes,
    private readonly clock: Clock,
  ) {
    super();
  }

  async handle(payload: JobPayload): Promise<void> {
    const eventId = String(payload['eventId']);
    const event = await this.tx.runGlobal(() => this.sql.one<StoredEvent>(STORED, [eventId]));
    if (event?.state !== 'received') return;
    const outcome = await this.apply(event);
    if (outcome === 'waiting' && this.mayWait(event)) throw new Error('an event about something that is not there yet');
    await this.inbox.finish(event, outcome === 'waiting' ? { quarantine: 'payment_unknown' } : outcome);
  }

  private apply(event: StoredEvent): Promise<EventOutcome> {
    const handler = this.providers
      .of<StripeEventHandler>(STRIPE_EVENT_HANDLER)
      .find(({ types }) =>
        types.some((type) => (type.endsWith('.') ? event.type.startsWith(type) : event.type === type)),
      );
    if (!handler) return Promise.resolve('ignored');
    if (!event.clinicId) return handler.handle(event);
    const actor = { kind: 'system', id: this.task, label: this.task } as const;
    return this.context.runAs({ clinicId: event.clinicId, actor }, () => handler.handle(event));
  }

  private mayWait(event: StoredEvent): boolean {
    return Temporal.Instant.compare(this.clock.now(), fromDate(event.receivedAt).add(WAITING)) < 0;
  }
}
