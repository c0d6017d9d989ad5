import { Injectable } from '@nestjs/common';
import type { BusinessDate } from '../../../kernel/business-date';
import { Clock, fromDate, toDate } from '../../../kernel/clock';
import type { Money } from '../../../kernel/money';
import { RequestContext } from '../../../platform/context/request-context';
import { RecordAuditEvent } from '../../access/record-audit-event';
import { SoberFirst } from '../../patients/sober-first';
import { type AutopayConsentRow, AutopayRepository, type NewAutopayConsent } from '../persistence/autopay.repository';
import type { Author } from '../persistence/plans.repository';
import type { PlanToChange } from '../plan-to-change';
import { TellOfCollection } from './tell-of-collection';

/** Writes down that a patient agreed to automatic payments, or took it back. Tx: needs one, with the plan locked. */
@Injectable()
export class AutopayRecord {
  constructor(
    private readonly consents: AutopayRepository,
    private readonly tell: TellOfCollection,
    private readonly audit: RecordAuditEvent,
    private readonly context: RequestContext,
    private readonly clock: Clock,
    private readonly signing: SoberFirst,
  ) {}

  live(planId: string): Promise<AutopayConsentRow | undefined> {
    return this.consents.live(planId);
  }

  /** Errors: `signing_before_discharge`. */
  async add(
    plan: PlanToChange,
    { first, ...consent }: NewAutopayConsent & { readonly first?: { dueOn: BusinessDate; amount: Money } },
  ): Promise<void> {
    await this.signing.assertMaySign(plan.row.patientId, fromDate(consent.acceptedAt));
    await this.consents.insert(consent, this.author());
    await this.record('autopay.start', consent.planId, { version: consent.version, method: consent.method });
    await this.tell.about(plan, 'autopay_started', {
      dueOn: plan.today,
      ...(first ? { amount: first.amount, on: first.dueOn } : {}),
    });
  }

  async revoke(consent: AutopayConsentRow, reason: string): Promise<void> {
    await this.consents.revoke(consent.id, this.author(), reason);
    await this.record('autopay.stop', consent.planId, { version: consent.version });
  }

  private record(action: string, planId: string, facts: Record<string, string | number>): Promise<void> {
    return this.audit.execute({ action, subject: { type: 'payment_plan', id: planId }, facts });
  }

  private author(): Author {
    const { kind, id } = this.context.actor;
    return { kind, id, at: toDate(this.clock.now()) };
  }
}
