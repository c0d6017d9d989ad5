import { Injectable } from '@nestjs/common';
import type { BusinessDate } from '../../kernel/business-date';
import type { InvoiceId, PackageId, PatientId } from '../../kernel/ids';
import { Money } from '../../kernel/money';
import { Sql } from '../../platform/database/sql';
import { Transactions } from '../../platform/database/transactions';
import type { PlanHold } from './payment-plan.view';
import { HeldBills } from './persistence/held-bills';
import { IS_DISPUTED, PLAN_MONEY } from './persistence/plan-sql';

/** An installment that is due and not paid. */
export interface DueInstallment {
  readonly planId: string;
  readonly planNumber: string;
  readonly patientId: PatientId;
  readonly version: number;
  /** 0 is the down payment. */
  readonly number: number;
  readonly dueOn: string;
  /** What is left of it. */
  readonly left: Money;
  /** Still open, the oldest first: what pays them pays the plan. */
  readonly invoiceIds: readonly InvoiceId[];
  /** What the plan covers instead of invoices. */
  readonly packageId: PackageId | null;
  /** Why it must not be asked for now; null when it may. */
  readonly heldFor: PlanHold | null;
  /** Whether the schedule in force was signed. */
  readonly isSigned: boolean;
}

/** Where to go on after a page. */
export interface DueCursor {
  readonly planId: string;
  readonly number: number;
}

// The arithmetic of domain/plans/plan-standing.ts once more, over many plans at once: `before` and `through` bound an
// installment, `paid` and `reach` (paid and owed) are the marks.
const DUE = `SELECT p.id AS "planId", p.number AS "planNumber", p.patient_id AS "patientId", p.version, n.number, n.due_on AS "dueOn",
    (least(n.through, k.paid + m.owed) - greatest(n.through - n.amount_cents, k.paid))::bigint AS "leftCents",
    CASE WHEN p.state = 'paused' THEN 'paused' WHEN ${IS_DISPUTED} THEN 'disputed' END AS "heldFor",
    EXISTS (SELECT FROM plan_agreements g WHERE g.clinic_id = p.clinic_id AND g.plan_id = p.id AND g.version = p.version) AS "isSigned",
    v.package_id AS "packageId",
    ARRAY(SELECT DISTINCT o.invoice_id FROM payment_plan_invoices x
       JOIN open_items o ON o.clinic_id = x.clinic_id AND o.invoice_id = x.invoice_id AND o.account_number = 1100 AND o.is_open
      WHERE x.clinic_id = p.clinic_id AND x.plan_id = p.id ORDER BY o.invoice_id) AS "invoiceIds"
  FROM payment_plans p
  JOIN plan_schedules s ON s.clinic_id = p.clinic_id AND s.plan_id = p.id AND s.version = p.version
  ${PLAN_MONEY}
  CROSS JOIN LATERAL (SELECT greatest(greatest(m.paid, 0) - s.paid_before_cents, 0) AS paid) k
  CROSS JOIN LATERAL (
    SELECT i.number, i.due_on, i.amount_cents, sum(i.amount_cents) OVER (ORDER BY i.number) AS through FROM installments i
     WHERE i.clinic_id = p.clinic_id AND i.plan_id = p.id AND i.version = p.version) n
 WHERE p.clinic_id = current_clinic() AND p.state <> 'canceled' AND m.owed > 0 AND n.due_on <= $1
   AND least(n.through, k.paid + m.owed) > greatest(n.through - n.amount_cents, k.paid)
   AND (p.id, n.number::int) > ($2::uuid, $3::int)
 ORDER BY p.id, n.number LIMIT $4`;

const FIRST: DueCursor = { planId: '00000000-0000-0000-0000-000000000000', number: -1 };

/**
 * What is due and unpaid, for whoever collects it. Held plans are told, too, with why: they must not be charged.
 *
 * Tx: joins the open one or opens its own. What it says holds at that moment: who charges an installment reads it again
 * with the invoices locked (PROMISES.md 37).
 */
@Injectable()
export class DueInstallmentsReader {
  constructor(
    private readonly tx: Transactions,
    private readonly sql: Sql,
    private readonly bills: HeldBills,
  ) {}

  /** Of the clinic, due on or before the day; by plan, each plan's oldest first. @param page at most so many after a place */
  async on(day: BusinessDate, page: { after?: DueCursor; limit: number }): Promise<DueInstallment[]> {
    const { planId, number } = page.after ?? FIRST;
    return this.tx.run(async () => {
      const rows = await this.sql.query<Omit<DueInstallment, 'left'> & { leftCents: string }>(DUE, [
        day.toString(),
        planId,
        number,
        page.limit,
      ]);
      const bills = await this.bills.among(rows.flatMap(({ invoiceIds }) => invoiceIds));
      const packages = await this.bills.packagesAmong(rows.flatMap(({ packageId }) => packageId ?? []));
      const isHeld = ({ invoiceIds, packageId }: Pick<DueInstallment, 'invoiceIds' | 'packageId'>): boolean =>
        invoiceIds.some((id) => bills.has(id)) || (packageId !== null && packages.has(packageId));
      return rows.map(({ leftCents, heldFor, ...row }) => ({
        ...row,
        left: Money.fromColumn(leftCents),
        heldFor: heldFor ?? (isHeld(row) ? 'estimate_dispute' : null),
      }));
    });
  }
}
