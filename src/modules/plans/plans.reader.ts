import { Injectable } from '@nestjs/common';
import { MOST_LONG_PLANS, type LongPlans, longPlanLevel } from '../../domain/plans/long-plans';
import type { AgreementContent } from '../../domain/plans/plan-agreement';
import type { PartStanding } from '../../domain/plans/plan-standing';
import type { BusinessDate } from '../../kernel/business-date';
import { DomainError } from '../../kernel/errors';
import type { InvoiceId, PatientId } from '../../kernel/ids';
import { invariant } from '../../kernel/invariant';
import { Transactions } from '../../platform/database/transactions';
import { DEFAULT_LIMIT, decodeIdCursor, type Page, pageOf } from '../../platform/http/pagination';
import { Authorize } from '../access/authorize';
import { ClinicsReader } from '../clinics/clinics.reader';
import type {
  ChargedLateFeeView,
  InstallmentView,
  PastScheduleView,
  PaymentPlanView,
  PlanAgreementView,
} from './payment-plan.view';
import { type LateFeeRow, type PlanRow, PlanRowsReader, type ScheduleRow } from './persistence/plan-rows.reader';
import { PlansRepository } from './persistence/plans.repository';
import { pastParts, planNow } from './plan-standing-of';

export interface PlansQuery {
  readonly patientId?: string;
  readonly unsigned?: boolean;
  readonly limit?: number;
  readonly cursor?: string;
}

/** What was agreed with the schedule in force, word for word. */
export interface AgreedPlan {
  readonly view: PaymentPlanView;
  readonly agreement: AgreementContent;
  readonly signature: ScheduleRow['signature'];
}

/**
 * Payment plans with how they stand. Who signed is told to those who may see people, that it was signed to everybody.
 * Tx: joins the open one or opens its own.
 */
@Injectable()
export class PlansReader {
  constructor(
    private readonly tx: Transactions,
    private readonly rows: PlanRowsReader,
    private readonly plans: PlansRepository,
    private readonly clinics: ClinicsReader,
    private readonly authorize: Authorize,
  ) {}

  /** Errors: `plan_unknown`, also for another clinic's. */
  async get(id: string): Promise<PaymentPlanView> {
    return (await this.agreed(id)).view;
  }

  /** Errors: `plan_unknown`. */
  agreed(id: string): Promise<AgreedPlan> {
    return this.tx.run(async () => {
      const row = await this.rows.get(id);
      if (!row) throw unknownPlan();
      const today = await this.clinics.today();
      const view = this.seen(toView(row, today, await this.plans.longPlans(today)));
      const schedule = row.schedules.at(-1);
      invariant(schedule, 'a plan has a schedule');
      return { view, agreement: schedule.agreement, signature: schedule.signature };
    });
  }

  /** The live plan an invoice is on. */
  ofInvoice(invoiceId: InvoiceId): Promise<PaymentPlanView | undefined> {
    return this.tx.run(async () => {
      const row = await this.rows.ofInvoice(invoiceId);
      const today = await this.clinics.today();
      return row && this.seen(toView(row, today, await this.plans.longPlans(today)));
    });
  }

  /** Those of the patients who pay by a plan that stands. */
  payersAmong(patientIds: readonly PatientId[]): Promise<ReadonlySet<PatientId>> {
    return this.tx.run(() => this.rows.payersAmong(patientIds));
  }

  /** The newest first; `unsigned` leaves those whose agreement is still to be signed. Errors: `cursor_invalid`. */
  list(query: PlansQuery): Promise<Page<PaymentPlanView>> {
    const limit = query.limit ?? DEFAULT_LIMIT;
    const beforeId = query.cursor ? decodeIdCursor(query.cursor) : undefined;
    return this.tx.run(async () => {
      const today = await this.clinics.today();
      const counts = await this.plans.longPlans(today);
      const rows = await this.rows.list({
        patientId: query.patientId,
        isUnsigned: query.unsigned,
        beforeId,
        limit: limit + 1,
      });
      return pageOf(
        rows,
        limit,
        (row) => [row.id],
        (row) => this.seen(toView(row, today, counts)),
      );
    });
  }

  private seen(view: PaymentPlanView): PaymentPlanView {
    if (this.authorize.may('patients.read')) return view;
    const history = view.history.map((past) => ({ ...past, agreement: { ...past.agreement, signedName: null } }));
    return { ...view, history, agreement: { ...view.agreement, signedName: null } };
  }
}

/** No such plan in this clinic. */
export const unknownPlan = (): DomainError =>
  new DomainError('plan_unknown', { detail: 'This clinic has no such payment plan.' });

function toView(row: PlanRow, today: BusinessDate, counts: LongPlans): PaymentPlanView {
  const now = planNow(row, today);
  const { schedule, parts } = now;
  const installments = parts.filter(({ number }) => number > 0);
  const next = parts.find(({ left }) => left.isPositive());
  return {
    id: row.id,
    number: row.number,
    patientId: row.patientId,
    status: now.status,
    heldFor: now.status === 'paid_off' ? null : now.heldFor,
    invoices: [...row.invoices],
    package: row.package,
    frequency: schedule.frequency,
    version: row.version,
    openedOn: row.openedOn,
    canceledOn: row.canceledOn,
    reason: row.reason,
    totalCents: schedule.totalCents,
    paidCents: now.paid.toJSON(),
    leftCents: now.left.toJSON(),
    downPayment: parts.filter(({ number }) => number === 0).map(toInstallment)[0] ?? null,
    schedule: installments.map(({ number, dueOn, amount }) => ({
      number,
      dueOn: dueOn.toString(),
      amountCents: amount.toJSON(),
    })),
    installments: installments.map(toInstallment),
    next: next ? { dueOn: next.dueOn.toString(), amountCents: next.left.toJSON() } : null,
    disclosures: disclosuresOf(schedule),
    graceDays: schedule.graceDays,
    agreement: agreementOf(schedule),
    history: row.schedules.slice(0, -1).map((past, index) => pastView(past, row.schedules[index + 1])),
    lateFees: row.lateFees.map(toLateFee),
    longPlans: { ...counts, threshold: MOST_LONG_PLANS, level: longPlanLevel(counts) },
  };
}

const toInstallment = (part: PartStanding): InstallmentView => ({
  number: part.number,
  dueOn: part.dueOn.toString(),
  amountCents: part.amount.toJSON(),
  paidCents: part.paid.toJSON(),
  leftCents: part.left.toJSON(),
  reducedCents: part.reduced.toJSON(),
  status: part.status,
  daysLate: part.daysLate,
});

function toLateFee(row: LateFeeRow): ChargedLateFeeView {
  const paidCents = row.feeCents - row.waivedCents - row.openCents;
  return { ...row, paidCents, status: row.openCents > 0 ? 'open' : paidCents > 0 ? 'paid' : 'waived' };
}

function pastView(schedule: ScheduleRow, next: ScheduleRow | undefined): PastScheduleView {
  invariant(next, 'a past schedule was replaced by another');
  return {
    version: schedule.version,
    madeOn: schedule.madeOn,
    installments: pastParts(schedule, next)
      .filter(({ number }) => number > 0)
      .map(toInstallment),
    disclosures: disclosuresOf(schedule),
    agreement: agreementOf(schedule),
  };
}

const disclosuresOf = (schedule: ScheduleRow): PaymentPlanView['disclosures'] => ({
  aprBasisPoints: schedule.aprBasisPoints,
  financeChargeCents: schedule.financeChargeCents,
  amountFinancedCents: schedule.amountFinancedCents,
  totalOfPaymentsCents: schedule.totalOfPaymentsCents,
  totalSalePriceCents: schedule.totalSalePriceCents,
  tilaRequired: schedule.isTruthInLending,
});

const agreementOf = ({ agreement, agreementSha256, signature }: ScheduleRow): PlanAgreementView => ({
  textVersion: agreement.textVersion,
  textSha256: agreementSha256,
  signedName: signature?.signedName ?? null,
  method: signature?.method ?? null,
  signedAt: signature?.signedAt ?? null,
});
