import { Injectable } from '@nestjs/common';
import type { ReminderStep } from '../../../domain/plans/reminder-steps';
import type { BusinessDate } from '../../../kernel/business-date';
import type { PatientId } from '../../../kernel/ids';
import { Sql } from '../../../platform/database/sql';

/** A bill, or an installment of a plan, that is owed and past its day. */
export interface LateMoney {
  readonly about: { readonly type: 'invoice' | 'payment_plan'; readonly id: string };
  readonly patientId: PatientId;
  readonly dueOn: string;
  readonly openCents: string;
}

/** Whether a bank is looking into money that paid invoice `i` (DOMAIN.md S5). */
const IS_DISPUTED = `EXISTS (SELECT FROM disputes d JOIN allocations l ON l.clinic_id = d.clinic_id AND l.payment_id = d.payment_id
   WHERE d.clinic_id = i.clinic_id AND l.invoice_id = i.id AND d.closed_at IS NULL AND NOT d.is_inquiry)`;

const OPEN = `SELECT i.id, i.patient_id AS "patientId", i.due_on AS "dueOn", sum(o.open_cents)::bigint AS "openCents"
  FROM invoices i JOIN open_items o ON o.clinic_id = i.clinic_id AND o.invoice_id = i.id AND o.account_number = 1100 AND o.is_open
 WHERE i.clinic_id = current_clinic() AND i.voided_at IS NULL`;

const MAY_REMIND = `NOT ${IS_DISPUTED}
   AND NOT EXISTS (SELECT FROM payment_plan_invoices x WHERE x.clinic_id = i.clinic_id AND x.invoice_id = i.id AND x.is_live)
   AND NOT EXISTS (SELECT FROM payment_plan_packages x
     JOIN package_uses u ON u.clinic_id = x.clinic_id AND u.package_id = x.package_id AND u.returned_at IS NULL
     JOIN charges g ON g.clinic_id = u.clinic_id AND g.id = u.charge_id
    WHERE x.clinic_id = i.clinic_id AND g.invoice_id = i.id AND x.is_live)
   AND NOT EXISTS (SELECT FROM reminder_holds h WHERE h.clinic_id = i.clinic_id AND h.patient_id = i.patient_id AND h.ended_at IS NULL)`;

// The steps whose day has come, less those that were taken: which one it is says domain/plans/reminder-steps.ts.
const LATE = `${OPEN} AND ${MAY_REMIND} AND i.id > $3
   AND (SELECT count(*) FROM unnest($2::int[]) AS s (days) WHERE i.due_on + s.days <= $1)
       > coalesce((SELECT max(t.number) FROM late_money_steps t WHERE t.clinic_id = i.clinic_id AND t.about_id = i.id AND t.due_on = i.due_on), 0)
 GROUP BY i.id, i.patient_id, i.due_on ORDER BY i.id LIMIT $4`;

/** Where money is late, and what was said about it. Needs a transaction; reads the tables of ledger, charges and payments. */
@Injectable()
export class LateMoneyReader {
  constructor(private readonly sql: Sql) {}

  /** Bills that are on no plan and have reached a step. @param days of every step, rising */
  async invoices(
    today: BusinessDate,
    days: readonly number[],
    page: { afterId: string; limit: number },
  ): Promise<LateMoney[]> {
    const rows = await this.sql.query<Omit<LateMoney, 'about'> & { id: string }>(LATE, [
      today.toString(),
      days,
      page.afterId,
      page.limit,
    ]);
    return rows.map(({ id, ...row }) => ({ ...row, about: { type: 'invoice', id } }));
  }

  /** Whether a bill still owes anything, and nothing speaks against asking for it. */
  async mayRemind(invoiceId: string): Promise<'paid' | 'disputed' | undefined> {
    const open = await this.sql.one(`${OPEN} AND i.id = $1 GROUP BY i.id, i.patient_id, i.due_on`, [invoiceId]);
    if (!open) return 'paid';
    const allowed = await this.sql.one(
      `SELECT FROM invoices i WHERE i.clinic_id = current_clinic() AND i.id = $1 AND ${MAY_REMIND}`,
      [invoiceId],
    );
    return allowed ? undefined : 'disputed';
  }

  /** Whether an installment is being charged by itself, and so not asked for. */
  async isBeingCollected(planId: string, number: number): Promise<boolean> {
    const row = await this.sql.one(
      `SELECT FROM autopay_consents c JOIN payment_plans p ON p.clinic_id = c.clinic_id AND p.id = c.plan_id AND p.version = c.version
         LEFT JOIN installment_collections k ON k.clinic_id = p.clinic_id AND k.plan_id = p.id AND k.version = p.version AND k.number = $2
        WHERE c.clinic_id = current_clinic() AND c.plan_id = $1 AND c.revoked_at IS NULL AND $2::int > 0
          AND coalesce(k.state, 'waiting') IN ('waiting', 'charging')`,
      [planId, number],
    );
    return row !== undefined;
  }

  /** False when the step was taken before. */
  async take({ about, dueOn }: LateMoney, step: ReminderStep, at: Date): Promise<boolean> {
    const touched = await this.sql.execute(
      `INSERT INTO late_money_steps (clinic_id, about_type, about_id, due_on, number, act, reached_on, done_at)
       VALUES (current_clinic(), $1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING`,
      [about.type, about.id, dueOn, step.number, step.act, step.reachedOn.toString(), at],
    );
    return touched === 1;
  }
}
