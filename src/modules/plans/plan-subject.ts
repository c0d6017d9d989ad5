import { Injectable } from '@nestjs/common';
import { isPayInFullDiscount } from '../../domain/plans/pay-in-full-discount';
import { DomainError } from '../../kernel/errors';
import type { InvoiceId, PackageId, PatientId } from '../../kernel/ids';
import { Money } from '../../kernel/money';
import { InvoicesReader } from '../charges/invoices.reader';
import type { OpenInvoice } from '../charges/open-charge';
import { PatientsReader } from '../patients/patients.reader';
import { BlockingAttempts } from '../payments/blocking-attempts';
import { type LivePackagePlan, PlansRepository } from './persistence/plans.repository';
import type { PlanSubjectFacts } from './plan-terms';
import { PackageOnPlan } from './prepaid/package-on-plan';

type Subject = Omit<PlanSubjectFacts, 'patientId' | 'patientName'>;

/** What somebody wants to pay by installments: open invoices, or a package. */
export interface PlanWish {
  readonly patientId: PatientId;
  readonly invoiceIds?: readonly InvoiceId[];
  readonly packageId?: PackageId;
}

/**
 * Finds and locks what a plan is made over.
 *
 * Tx: needs one; holds the open charges or the package, so that nobody pays, lowers or plans them meanwhile.
 * Errors: `patient_unknown`; `invoice_unknown`, also for another patient's; `invoice_closed`, `invoice_on_plan`,
 * `payment_in_progress`; those of {@link PackageOnPlan.toPlan}, `package_on_plan`, also for bills of its sessions;
 * `validation_failed` when neither or both are named.
 */
@Injectable()
export class PlanSubject {
  constructor(
    private readonly patients: PatientsReader,
    private readonly attempts: BlockingAttempts,
    private readonly invoices: InvoicesReader,
    private readonly plans: PlansRepository,
    private readonly packages: PackageOnPlan,
  ) {}

  async of(wish: PlanWish): Promise<PlanSubjectFacts> {
    assertOne(wish);
    const patient = await this.patients.get(wish.patientId);
    const patientName = [patient.firstName, patient.middleName, patient.lastName].filter(Boolean).join(' ');
    const about = wish.packageId
      ? await this.ofPackage(wish.packageId, wish.patientId)
      : await this.ofInvoices(wish.invoiceIds ?? [], wish.patientId);
    return { patientId: wish.patientId, patientName, ...about };
  }

  /** The discount of a package is one for paying ahead (S8; DOMAIN.md §7.3). */
  private async ofPackage(id: PackageId, patientId: PatientId): Promise<Subject> {
    const { discount, ...planned } = await this.packages.toPlan(id, patientId);
    const taken = await this.plans.liveOnPackage(id);
    if (taken) throw packageOnPlan(taken);
    return { invoices: [], package: planned, total: planned.open, payInFullDiscount: discount };
  }

  private async ofInvoices(ids: readonly InvoiceId[], patientId: PatientId): Promise<Subject> {
    const open: OpenInvoice[] = [];
    for (const id of [...ids].sort()) open.push(await this.lock(id, patientId));
    const [taken] = await this.plans.liveOn(ids);
    if (taken) throw onPlan(taken);
    const sessions = await this.plans.liveOverSessions(ids);
    if (sessions) throw packageOnPlan(sessions);
    const invoices = open.map(({ invoiceId, number, charges }) => ({
      id: invoiceId,
      number,
      open: Money.sum(charges.map(({ openCents }) => Money.cents(openCents))),
    }));
    return {
      invoices,
      total: Money.sum(invoices.map((invoice) => invoice.open)),
      payInFullDiscount: await this.discountOn(ids),
    };
  }

  private async lock(id: InvoiceId, patientId: PatientId): Promise<OpenInvoice> {
    const invoice = await this.attempts.lockInvoice(id);
    if (invoice.patientId !== patientId)
      throw new DomainError('invoice_unknown', { detail: 'This patient has no such invoice.' });
    if (invoice.isVoided || invoice.charges.every(({ openCents }) => openCents === 0n))
      throw new DomainError('invoice_closed', {
        detail: `Invoice ${invoice.number} has nothing left to pay.`,
        facts: { invoiceId: id, maximumCents: 0 },
      });
    return invoice;
  }

  private async discountOn(ids: readonly InvoiceId[]): Promise<Money> {
    const views = await Promise.all(ids.map((id) => this.invoices.get(id)));
    const discounts = views
      .flatMap(({ lines }) => lines.flatMap(({ adjustments }) => adjustments))
      .filter(({ type, status }) => status === 'posted' && isPayInFullDiscount(type));
    return Money.sum(discounts.map(({ amountCents }) => Money.cents(amountCents)));
  }
}

/** Errors: `validation_failed`. */
function assertOne({ invoiceIds, packageId }: PlanWish): void {
  const refuse = (message: string): never => {
    throw new DomainError('validation_failed', { errors: [{ pointer: '/invoiceIds', message }] });
  };
  if ((invoiceIds === undefined) === (packageId === undefined)) refuse('name invoices or a package, one of them');
  if (invoiceIds && new Set(invoiceIds).size !== invoiceIds.length) refuse('must name each invoice once');
}

/** Why a package, or a bill of its sessions, cannot be planned now. */
const packageOnPlan = ({ packageId, packageNumber, planId, number }: LivePackagePlan): DomainError =>
  new DomainError('package_on_plan', {
    detail: `Package ${packageNumber} is paid by payment plan ${number}. Cancel that plan first; what was paid stays paid.`,
    facts: { planId, packageId },
  });

/** Why an invoice cannot be planned, voided or written off now. */
export const onPlan = (plan: { planId: string; number: string; invoiceId: InvoiceId }): DomainError =>
  new DomainError('invoice_on_plan', {
    detail: `This bill is on payment plan ${plan.number}. Cancel the plan first; what was paid stays paid.`,
    facts: { planId: plan.planId, invoiceId: plan.invoiceId },
  });
