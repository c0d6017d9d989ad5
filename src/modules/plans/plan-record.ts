import { Injectable } from '@nestjs/common';
import { Clock, fromDate, toDate } from '../../kernel/clock';
import { DomainError } from '../../kernel/errors';
import { newId, type PatientId } from '../../kernel/ids';
import { Money } from '../../kernel/money';
import type { Temporal } from 'temporal-polyfill';
import { RequestContext } from '../../platform/context/request-context';
import { RecordAuditEvent, type RecordAuditEventInput } from '../access/record-audit-event';
import { TakeNumber } from '../clinics/take-number';
import { SoberFirst } from '../patients/sober-first';
import type { SigningMethod } from './payment-plan.view';
import { type Author, PlansRepository } from './persistence/plans.repository';

import type { PlanDraft, PlanSubjectFacts } from './plan-terms';

/** That the patient agreed: who signed, and how. */
export interface Signature {
  readonly signedName: string;
  /** Now unless told. */
  readonly signedAt?: Temporal.Instant;
  readonly method: SigningMethod;
  /** What the signer was shown; refused when it is not what would be agreed. */
  readonly textSha256?: string;
}

/** A version of a plan, with the hash of its agreement. */
export interface PlanToSign {
  readonly id: string;
  readonly patientId: PatientId;
  readonly version: number;
  readonly sha256: string;
}

/** Writes plans, their versions and signatures, each with its line in the audit trail. Tx: needs one. */
@Injectable()
export class PlanRecord {
  constructor(
    private readonly plans: PlansRepository,
    private readonly numbers: TakeNumber,
    private readonly context: RequestContext,
    private readonly clock: Clock,
    private readonly trail: RecordAuditEvent,
    private readonly signing: SoberFirst,
  ) {}

  /** The new plan's id. */
  async open(subject: PlanSubjectFacts, draft: PlanDraft): Promise<string> {
    const id = newId<string>(this.clock.now());
    await this.plans.insert(
      {
        id,
        number: await this.numbers.execute('payment_plan'),
        patientId: subject.patientId,
        openedOn: draft.today.toString(),
        invoices: subject.invoices,
        package: subject.package,
      },
      this.author(),
    );
    await this.addVersion({ id, version: 1, paidBefore: Money.ZERO }, draft);
    await this.audit('plan.open', id, factsOf(draft));
    return id;
  }

  /** New terms over what is left. */
  async reschedule(plan: { id: string; version: number; paidBefore: Money }, draft: PlanDraft): Promise<void> {
    await this.addVersion(plan, draft);
    await this.plans.setVersion(plan.id, plan.version);
    await this.audit('plan.reschedule', plan.id, { version: plan.version, ...factsOf(draft) });
  }

  /**
   * Errors: `plan_agreement_changed`, `validation_failed` for a signature to come; `signing_before_discharge` for one that was
   * made under the influence of the dose.
   */
  async sign(plan: PlanToSign, signature: Signature): Promise<void> {
    if (signature.textSha256 !== undefined && signature.textSha256 !== plan.sha256)
      throw new DomainError('plan_agreement_changed', {
        detail: 'The bills, the terms or the words have changed since the patient read them. Show them again.',
      });
    const by = this.author();
    const at = signature.signedAt ? toDate(signature.signedAt) : by.at;
    if (at > by.at)
      throw new DomainError('validation_failed', {
        errors: [{ pointer: '/agreement/signedAt', message: 'must not lie in the future' }],
      });
    await this.signing.assertMaySign(plan.patientId, fromDate(at));
    const { signedName, method } = signature;
    await this.plans.insertSignature(
      { planId: plan.id, version: plan.version, name: signedName.trim(), method, sha256: plan.sha256, at },
      by,
    );
    await this.audit('plan.sign', plan.id, { version: plan.version, method });
  }

  audit(action: string, id: string, facts: RecordAuditEventInput['facts'] = {}): Promise<void> {
    return this.trail.execute({ action, subject: { type: 'payment_plan', id }, facts });
  }

  private async addVersion(plan: { id: string; version: number; paidBefore: Money }, draft: PlanDraft): Promise<void> {
    await this.plans.insertSchedule(plan, draft, this.author());
  }

  private author(): Author {
    const { kind, id } = this.context.actor;
    return { kind, id, at: toDate(this.clock.now()) };
  }
}

const factsOf = ({ total, installments, disclosures }: PlanDraft): NonNullable<RecordAuditEventInput['facts']> => ({
  totalCents: total.toJSON(),
  installments: installments.length,
  truthInLending: disclosures.isTruthInLendingRequired,
});
