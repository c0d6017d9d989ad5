import { Injectable } from '@nestjs/common';
import { Clock, toDate } from '../../../kernel/clock';
import type { ClinicId } from '../../../kernel/ids';
import { RequestContext } from '../../../platform/context/request-context';
import { Sql } from '../../../platform/database/sql';
import { Transactions } from '../../../platform/database/transactions';
import { Metrics } from '../../../platform/observability/metrics';
import { RaiseTask } from '../../tasks/raise-task';
import type { EventOutcome, StripeEventToApply } from '../stripe-event-handler';

/** Writes down what became of an event of the inbox. */
@Injectable()
export class EventOutcomes {
  constructor(
    private readonly tx: Transactions,
    private readonly sql: Sql,
    private readonly context: RequestContext,
    private readonly raise: RaiseTask,
    private readonly metrics: Metrics,
    private readonly clock: Clock,
  ) {}

  async finish(event: StripeEventToApply, outcome: Exclude<EventOutcome, 'waiting'>): Promise<void> {
    const problem = typeof outcome === 'string' ? null : outcome.quarantine;
    if (problem) await this.report(event, problem);
    await this.tx.runGlobal(() =>
      this.sql.execute('UPDATE stripe_events SET state = $2, problem = $3, applied_at = $4 WHERE id = $1', [
        event.id,
        typeof outcome === 'string' ? outcome : 'quarantined',
        problem,
        toDate(this.clock.now()),
      ]),
    );
  }

  private async report(event: StripeEventToApply, problem: string): Promise<void> {
    this.metrics.count('stripe_event_quarantined');
    if (!event.clinicId || !(await this.isOurs(event.clinicId))) return;
    const actor = { kind: 'system', id: 'payments:apply-stripe-event', label: 'payments:apply-stripe-event' } as const;
    await this.context.runAs({ clinicId: event.clinicId, actor }, () =>
      this.raise.execute({
        kind: 'event_quarantined',
        subject: { type: 'stripe_event', id: event.id },
        facts: { problem, eventType: event.type, paymentId: event.paymentId },
      }),
    );
  }

  /** A forged or foreign clinic id must not fail the whole event. */
  private async isOurs(clinicId: ClinicId): Promise<boolean> {
    const row = await this.tx.runGlobal(() =>
      this.sql.one<{ is: boolean }>('SELECT $1::uuid IN (SELECT list_clinic_ids()) AS is', [clinicId]),
    );
    return row?.is === true;
  }
}
