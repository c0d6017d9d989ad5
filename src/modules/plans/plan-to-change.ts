import { Injectable } from '@nestjs/common';
import type { BusinessDate } from '../../kernel/business-date';
import { DomainError } from '../../kernel/errors';
import type { InvoiceId } from '../../kernel/ids';
import { invariant } from '../../kernel/invariant';
import { Money } from '../../kernel/money';
import { BlockingAttempts } from '../payments/blocking-attempts';
import { ClinicsReader } from '../clinics/clinics.reader';
import { type PlanRow, PlanRowsReader } from './persistence/plan-rows.reader';
import { PlansRepository } from './persistence/plans.repository';
import { type PlanNow, planNow } from './plan-standing-of';
import { unknownPlan } from './plans.reader';
import { PackageOnPlan } from './prepaid/package-on-plan';

/** A plan about to change, held, as it stands. */
export interface PlanToChange {
  readonly row: PlanRow;
  readonly now: PlanNow;
  readonly today: BusinessDate;
}

/** One whose invoices' open charges, or package, are held, too. */
export interface PlanAndInvoices extends PlanToChange {
  /** Those with something open, in id order. */
  readonly open: readonly { readonly id: InvoiceId; readonly open: Money }[];
}

/** Holds a plan that is about to change. Tx: needs one; a package comes before its plan, a plan before its invoices. */
@Injectable()
export class PlansToChange {
  constructor(
    private readonly plans: PlansRepository,
    private readonly rows: PlanRowsReader,
    private readonly attempts: BlockingAttempts,
    private readonly clinics: ClinicsReader,
    private readonly packages: PackageOnPlan,
  ) {}

  /** Errors: `plan_unknown`. */
  async lock(id: string): Promise<PlanToChange> {
    if (!(await this.plans.lock(id))) throw unknownPlan();
    return this.read(id);
  }

  /** As {@link lock}, with its invoices' open charges or its package held, too: what is left stays so. Errors: also `payment_in_progress`. */
  async lockWithInvoices(id: string): Promise<PlanAndInvoices> {
    const packageId = await this.plans.packageOf(id);
    if (packageId) await this.packages.lockUnpaid(packageId);
    const { row } = await this.lock(id);
    const open: { id: InvoiceId; open: Money }[] = [];
    for (const invoice of row.invoices) {
      const { charges } = await this.attempts.lockInvoice(invoice.id);
      const left = Money.sum(charges.map(({ openCents }) => Money.cents(openCents)));
      if (left.isPositive()) open.push({ id: invoice.id, open: left });
    }
    return { ...(await this.read(id)), open };
  }

  private async read(id: string): Promise<PlanToChange> {
    const [row, today] = await Promise.all([this.rows.get(id), this.clinics.today()]);
    invariant(row, 'a plan that is held is there');
    return { row, today, now: planNow(row, today) };
  }
}

/** Errors: `plan_closed` for one that was canceled or is paid off. */
export function assertOpen({ row, now }: PlanToChange): void {
  if (now.status !== 'canceled' && now.status !== 'paid_off') return;
  throw new DomainError('plan_closed', {
    detail: `Payment plan ${row.number} ${now.status === 'canceled' ? 'was canceled' : 'is paid off'}.`,
    facts: { planStatus: now.status },
  });
}
