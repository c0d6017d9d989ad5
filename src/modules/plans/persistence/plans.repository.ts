import { Injectable } from '@nestjs/common';
import type { LongPlans } from '../../../domain/plans/long-plans';
import type { AgreedPart } from '../../../domain/plans/plan-standing';
import type { BusinessDate } from '../../../kernel/business-date';
import type { InvoiceId, PackageId } from '../../../kernel/ids';
import type { Money } from '../../../kernel/money';
import { Sql } from '../../../platform/database/sql';
import type { PlanDraft, PlannedPackage } from '../plan-terms';
import type { SigningMethod } from '../payment-plan.view';

export interface Author {
  readonly kind: string;
  readonly id: string;
  readonly at: Date;
}

export interface NewPlan {
  readonly id: string;
  readonly number: string;
  readonly patientId: string;
  readonly openedOn: string;
  readonly invoices: readonly { readonly id: InvoiceId; readonly open: Money }[];
  readonly package?: PlannedPackage;
}

/** A package on a live plan. */
export interface LivePackagePlan {
  readonly packageId: PackageId;
  readonly packageNumber: string;
  readonly planId: string;
  readonly number: string;
}

/** An invoice on a live plan. */
export interface LivePlan {
  readonly invoiceId: InvoiceId;
  readonly planId: string;
  readonly number: string;
}

const cents = (amount: Money): string => amount.toCents().toString();

// What payments pay of the invoice at this moment counts as paid before the plan.
const INSERT_INVOICES = `INSERT INTO payment_plan_invoices (clinic_id, plan_id, invoice_id, open_cents, allocated_cents)
  SELECT current_clinic(), $1, n.id, n.open, coalesce((
      SELECT sum(s.amount_cents) FROM open_items o
        JOIN standing_allocations s ON s.clinic_id = o.clinic_id AND s.charge_id = o.item_id
        JOIN payments q ON q.clinic_id = s.clinic_id AND q.id = s.payment_id AND q.state NOT IN ('voided', 'declined', 'canceled')
       WHERE o.clinic_id = current_clinic() AND o.invoice_id = n.id AND o.account_number = 1100), 0)
    FROM unnest($2::uuid[], $3::bigint[]) AS n (id, open)`;

const INSERT_PACKAGE = `INSERT INTO payment_plan_packages (clinic_id, plan_id, package_id, unpaid_cents, paid_cents)
  SELECT clinic_id, $1, package_id, $3, paid_cents FROM package_money WHERE clinic_id = current_clinic() AND package_id = $2`;

const LIVE_PACKAGES = `SELECT x.package_id AS "packageId", k.number AS "packageNumber", x.plan_id AS "planId", p.number FROM payment_plan_packages x
    JOIN payment_plans p ON p.clinic_id = x.clinic_id AND p.id = x.plan_id
    JOIN packages k ON k.clinic_id = x.clinic_id AND k.id = x.package_id
   WHERE x.clinic_id = current_clinic() AND x.is_live`;

/** Rows of plans. Needs a transaction. */
@Injectable()
export class PlansRepository {
  constructor(private readonly sql: Sql) {}

  /** Tx: in which the invoices' open charges, or the package, are locked. */
  async insert(plan: NewPlan, by: Author): Promise<void> {
    await this.sql.execute(
      `INSERT INTO payment_plans (clinic_id, id, number, patient_id, opened_on, opened_by_kind, opened_by_id, opened_at)
       VALUES (current_clinic(), $1, $2, $3, $4, $5, $6, $7)`,
      [plan.id, plan.number, plan.patientId, plan.openedOn, by.kind, by.id, by.at],
    );
    await this.sql.execute(INSERT_INVOICES, [
      plan.id,
      plan.invoices.map(({ id }) => id),
      plan.invoices.map(({ open }) => cents(open)),
    ]);
    if (plan.package) await this.sql.execute(INSERT_PACKAGE, [plan.id, plan.package.id, cents(plan.package.open)]);
  }

  /** A version of the plan's terms, in force from now on. */
  async insertSchedule(
    plan: { readonly id: string; readonly version: number; readonly paidBefore: Money },
    draft: PlanDraft,
    by: Author,
  ): Promise<void> {
    const { disclosures } = draft;
    await this.sql.execute(
      `INSERT INTO plan_schedules (clinic_id, plan_id, version, frequency, installment_count, total_cents, paid_before_cents, grace_days,
         apr_basis_points, finance_charge_cents, amount_financed_cents, total_of_payments_cents, total_sale_price_cents, is_truth_in_lending,
         agreement, agreement_sha256, made_on, made_by_kind, made_by_id, made_at, late_fee_cents, late_fee_after_days, late_fee_most_basis_points)
       VALUES (current_clinic(), $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22)`,
      [
        plan.id,
        plan.version,
        draft.frequency,
        draft.installments.length,
        cents(draft.total),
        cents(plan.paidBefore),
        draft.graceDays,
        disclosures.aprBasisPoints,
        cents(disclosures.financeCharge),
        cents(disclosures.amountFinanced),
        cents(disclosures.totalOfPayments),
        cents(disclosures.totalSalePrice),
        disclosures.isTruthInLendingRequired,
        JSON.stringify(draft.agreement),
        draft.agreementSha256,
        draft.today.toString(),
        by.kind,
        by.id,
        by.at,
        draft.lateFee ? cents(draft.lateFee.amount) : null,
        draft.lateFee?.afterDays ?? null,
        draft.lateFee?.mostBasisPointsAYear ?? null,
      ],
    );
    await this.insertParts(plan, draft.parts);
  }

  private async insertParts(plan: { id: string; version: number }, parts: readonly AgreedPart[]): Promise<void> {
    await this.sql.execute(
      `INSERT INTO installments (clinic_id, plan_id, version, number, due_on, amount_cents)
       SELECT current_clinic(), $1, $2, n.number, n.due_on, n.amount FROM unnest($3::smallint[], $4::date[], $5::bigint[]) AS n (number, due_on, amount)`,
      [
        plan.id,
        plan.version,
        parts.map(({ number }) => number),
        parts.map(({ dueOn }) => dueOn.toString()),
        parts.map(({ amount }) => cents(amount)),
      ],
    );
  }

  async insertSignature(
    signed: { planId: string; version: number; name: string; method: SigningMethod; sha256: string; at: Date },
    by: Author,
  ): Promise<void> {
    await this.sql.execute(
      `INSERT INTO plan_agreements (clinic_id, plan_id, version, signed_name, method, agreement_sha256, signed_at, recorded_by_kind, recorded_by_id, recorded_at)
       VALUES (current_clinic(), $1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [signed.planId, signed.version, signed.name, signed.method, signed.sha256, signed.at, by.kind, by.id, by.at],
    );
  }

  /** Holds a plan until the transaction ends; false when there is no such plan. */
  async lock(id: string): Promise<boolean> {
    const row = await this.sql.one(
      `SELECT id FROM payment_plans WHERE clinic_id = current_clinic() AND id = $1 FOR UPDATE`,
      [id],
    );
    return row !== undefined;
  }

  async setVersion(id: string, version: number): Promise<void> {
    await this.sql.execute(`UPDATE payment_plans SET version = $2 WHERE clinic_id = current_clinic() AND id = $1`, [
      id,
      version,
    ]);
  }

  async pause(id: string, on: BusinessDate, reason: string | null): Promise<void> {
    await this.sql.execute(
      `UPDATE payment_plans SET state = 'paused', paused_on = $2, reason = $3 WHERE clinic_id = current_clinic() AND id = $1`,
      [id, on.toString(), reason],
    );
  }

  async resume(id: string, on: BusinessDate): Promise<void> {
    await this.sql.execute(
      `UPDATE payment_plans SET state = 'active', resumed_on = $2, reason = NULL WHERE clinic_id = current_clinic() AND id = $1`,
      [id, on.toString()],
    );
  }

  /** What it covers is free for another plan. */
  async cancel(id: string, end: { on: BusinessDate; paid: Money; reason: string | null }): Promise<void> {
    await this.sql.execute(
      `UPDATE payment_plans SET state = 'canceled', canceled_on = $2, canceled_paid_cents = $3, reason = $4 WHERE clinic_id = current_clinic() AND id = $1`,
      [id, end.on.toString(), cents(end.paid), end.reason],
    );
    await this.sql.execute(
      `UPDATE payment_plan_invoices SET is_live = false WHERE clinic_id = current_clinic() AND plan_id = $1`,
      [id],
    );
    await this.sql.execute(
      `UPDATE payment_plan_packages SET is_live = false WHERE clinic_id = current_clinic() AND plan_id = $1`,
      [id],
    );
  }

  /** Those of the invoices that are on a live plan. */
  liveOn(invoiceIds: readonly InvoiceId[]): Promise<LivePlan[]> {
    return this.sql.query<LivePlan>(
      `SELECT x.invoice_id AS "invoiceId", x.plan_id AS "planId", p.number FROM payment_plan_invoices x
         JOIN payment_plans p ON p.clinic_id = x.clinic_id AND p.id = x.plan_id
        WHERE x.clinic_id = current_clinic() AND x.invoice_id = ANY ($1::uuid[]) AND x.is_live ORDER BY x.invoice_id`,
      [invoiceIds],
    );
  }

  liveOnPackage(packageId: PackageId): Promise<LivePackagePlan | undefined> {
    return this.sql.one<LivePackagePlan>(`${LIVE_PACKAGES} AND x.package_id = $1`, [packageId]);
  }

  /** A package on a live plan, of which the invoices bill sessions that are still owed. */
  liveOverSessions(invoiceIds: readonly InvoiceId[]): Promise<LivePackagePlan | undefined> {
    return this.sql.one<LivePackagePlan>(
      `${LIVE_PACKAGES} AND EXISTS (SELECT FROM package_uses u
          JOIN open_items o ON o.clinic_id = u.clinic_id AND o.item_id = u.charge_id AND o.account_number = 1100 AND o.is_open
         WHERE u.clinic_id = x.clinic_id AND u.package_id = x.package_id AND u.returned_at IS NULL AND o.invoice_id = ANY ($1::uuid[]))
       ORDER BY x.package_id LIMIT 1`,
      [invoiceIds],
    );
  }

  /** The package a plan covers, which never changes. */
  async packageOf(planId: string): Promise<PackageId | undefined> {
    const row = await this.sql.one<{ id: PackageId }>(
      'SELECT package_id AS id FROM payment_plan_packages WHERE clinic_id = current_clinic() AND plan_id = $1 AND is_live',
      [planId],
    );
    return row?.id;
  }

  /** Plans that were given terms of more than four installments, in the year of the day and in the one before. */
  async longPlans(today: BusinessDate): Promise<LongPlans> {
    const row = await this.sql.one<LongPlans>(
      `SELECT count(DISTINCT plan_id) FILTER (WHERE made_on >= $1)::int AS "thisYear",
              count(DISTINCT plan_id) FILTER (WHERE made_on < $1)::int AS "lastYear"
         FROM plan_schedules WHERE clinic_id = current_clinic() AND is_truth_in_lending AND made_on >= $2 AND made_on < $3`,
      [`${today.year}-01-01`, `${today.year - 1}-01-01`, `${today.year + 1}-01-01`],
    );
    return row ?? { thisYear: 0, lastYear: 0 };
  }
}
