import { Injectable } from '@nestjs/common';
import type { AgreementContent } from '../../../domain/plans/plan-agreement';
import type { PlanFrequency } from '../../../domain/plans/plan-schedule';
import type { ChargeId, InvoiceId, PackageId, PatientId } from '../../../kernel/ids';
import { Sql } from '../../../platform/database/sql';
import type { SigningMethod } from '../payment-plan.view';
import { HeldBills } from './held-bills';
import { IS_DISPUTED, LATE_FEES, PLAN_MONEY } from './plan-sql';

export interface ScheduleRow {
  readonly version: number;
  readonly frequency: PlanFrequency;
  readonly madeOn: string;
  readonly totalCents: number;
  readonly paidBeforeCents: number;
  readonly graceDays: number;
  /** The late fee that was disclosed; null where none was. */
  readonly lateFee: {
    readonly cents: number;
    readonly afterDays: number;
    readonly mostBasisPointsAYear: number;
  } | null;
  readonly aprBasisPoints: number;
  readonly financeChargeCents: number;
  readonly amountFinancedCents: number;
  readonly totalOfPaymentsCents: number;
  readonly totalSalePriceCents: number;
  readonly isTruthInLending: boolean;
  readonly agreement: AgreementContent;
  readonly agreementSha256: string;
  readonly signature: { readonly signedName: string; readonly method: SigningMethod; readonly signedAt: string } | null;
  readonly parts: readonly { readonly number: number; readonly dueOn: string; readonly amountCents: number }[];
}

/** A late fee that was charged: what is neither waived nor open was paid. */
export interface LateFeeRow {
  readonly version: number;
  readonly number: number;
  readonly chargedOn: string;
  readonly daysLate: number;
  readonly lateCents: number;
  readonly rule: string;
  readonly feeCents: number;
  readonly invoiceId: InvoiceId;
  readonly invoiceNumber: string;
  readonly chargeId: ChargeId;
  readonly openCents: number;
  readonly waivedCents: number;
}

type StoredRow = Omit<PlanRow, 'isEstimateDisputed'>;

/** A plan with its schedules and what the ledger says of it now. */
export interface PlanRow {
  readonly id: string;
  readonly number: string;
  readonly patientId: PatientId;
  readonly state: 'active' | 'paused' | 'canceled';
  readonly version: number;
  readonly openedOn: string;
  readonly resumedOn: string | null;
  readonly canceledOn: string | null;
  readonly canceledPaidCents: string | null;
  readonly reason: string | null;
  readonly owedCents: string;
  /** Since the plan was opened; below zero when older money was taken back. */
  readonly paidCents: string;
  /** By a bank. */
  readonly isDisputed: boolean;
  /** By the patient, as billed beyond an estimate. */
  readonly isEstimateDisputed: boolean;
  /** The day of the last attempt to pay one of its invoices, or its package, when that was declined. */
  readonly declinedOn: string | null;
  readonly invoices: readonly { readonly id: InvoiceId; readonly number: string; readonly amountCents: number }[];
  /** What it covers instead of invoices. */
  readonly package: { readonly id: PackageId; readonly number: string; readonly amountCents: number } | null;
  /** The oldest first. */
  readonly schedules: readonly ScheduleRow[];
  /** The oldest first. */
  readonly lateFees: readonly LateFeeRow[];
}

const SCHEDULES = `SELECT json_agg(json_build_object('version', s.version, 'frequency', s.frequency, 'madeOn', s.made_on,
    'totalCents', s.total_cents, 'paidBeforeCents', s.paid_before_cents, 'graceDays', s.grace_days,
    'lateFee', CASE WHEN s.late_fee_cents IS NOT NULL THEN json_build_object('cents', s.late_fee_cents, 'afterDays', s.late_fee_after_days,
      'mostBasisPointsAYear', s.late_fee_most_basis_points) END, 'aprBasisPoints', s.apr_basis_points,
    'financeChargeCents', s.finance_charge_cents, 'amountFinancedCents', s.amount_financed_cents,
    'totalOfPaymentsCents', s.total_of_payments_cents, 'totalSalePriceCents', s.total_sale_price_cents,
    'isTruthInLending', s.is_truth_in_lending, 'agreement', s.agreement, 'agreementSha256', s.agreement_sha256,
    'signature', (SELECT json_build_object('signedName', g.signed_name, 'method', g.method,
        'signedAt', to_char(g.signed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
       FROM plan_agreements g WHERE g.clinic_id = s.clinic_id AND g.plan_id = s.plan_id AND g.version = s.version),
    'parts', (SELECT json_agg(json_build_object('number', n.number, 'dueOn', n.due_on, 'amountCents', n.amount_cents) ORDER BY n.number)
       FROM installments n WHERE n.clinic_id = s.clinic_id AND n.plan_id = s.plan_id AND n.version = s.version)) ORDER BY s.version)
  FROM plan_schedules s WHERE s.clinic_id = p.clinic_id AND s.plan_id = p.id`;

const DECLINED_ON = `SELECT CASE WHEN q.state = 'declined' THEN q.effective_on END
  FROM payments q
 WHERE q.clinic_id = p.clinic_id AND q.id IN (
     SELECT i.id FROM payment_plan_invoices z JOIN payments i ON i.clinic_id = z.clinic_id AND i.invoice_id = z.invoice_id
      WHERE z.clinic_id = p.clinic_id AND z.plan_id = p.id
     UNION ALL SELECT t.payment_id FROM payment_plan_packages z
       JOIN package_payments t ON t.clinic_id = z.clinic_id AND t.package_id = z.package_id
      WHERE z.clinic_id = p.clinic_id AND z.plan_id = p.id) AND q.state NOT IN ('pending', 'requires_action', 'canceled', 'voided')
 ORDER BY q.id DESC LIMIT 1`;

const PLANS = `SELECT p.id, p.number, p.patient_id AS "patientId", p.state, p.version, p.opened_on AS "openedOn",
    p.resumed_on AS "resumedOn", p.canceled_on AS "canceledOn", p.canceled_paid_cents AS "canceledPaidCents", p.reason,
    m.owed AS "owedCents", m.paid AS "paidCents", ${IS_DISPUTED} AS "isDisputed", (${DECLINED_ON}) AS "declinedOn",
    (SELECT coalesce(json_agg(json_build_object('id', i.id, 'number', i.number, 'amountCents', v.open_cents) ORDER BY i.id), '[]')
       FROM payment_plan_invoices v JOIN invoices i ON i.clinic_id = v.clinic_id AND i.id = v.invoice_id
      WHERE v.clinic_id = p.clinic_id AND v.plan_id = p.id) AS invoices,
    (SELECT json_build_object('id', k.id, 'number', k.number, 'amountCents', v.unpaid_cents)
       FROM packages k WHERE k.clinic_id = v.clinic_id AND k.id = v.package_id) AS package,
    (${SCHEDULES}) AS schedules, (${LATE_FEES}) AS "lateFees"
  FROM payment_plans p ${PLAN_MONEY} WHERE p.clinic_id = current_clinic()`;

/** Reads plans with all that tells how they stand. Needs a transaction; reads the tables of ledger and payments. */
@Injectable()
export class PlanRowsReader {
  constructor(
    private readonly sql: Sql,
    private readonly bills: HeldBills,
  ) {}

  async get(id: string): Promise<PlanRow | undefined> {
    return (await this.read(`${PLANS} AND p.id = $1`, [id]))[0];
  }

  /** The plan an invoice is on. */
  async ofInvoice(invoiceId: InvoiceId): Promise<PlanRow | undefined> {
    const rows = await this.read(
      `${PLANS} AND p.id = (SELECT w.plan_id FROM payment_plan_invoices w
          WHERE w.clinic_id = current_clinic() AND w.invoice_id = $1 AND w.is_live)`,
      [invoiceId],
    );
    return rows[0];
  }

  /** The newest first. */
  list(filter: {
    readonly patientId?: string;
    readonly state?: string;
    readonly isUnsigned?: boolean;
    readonly beforeId?: string;
    readonly limit: number;
  }): Promise<PlanRow[]> {
    return this.read(
      `${PLANS} AND ($1::uuid IS NULL OR p.patient_id = $1) AND ($2::text IS NULL OR p.state = $2)
          AND ($3::boolean IS NULL OR $3 = NOT EXISTS (SELECT FROM plan_agreements u
            WHERE u.clinic_id = p.clinic_id AND u.plan_id = p.id AND u.version = p.version))
          AND ($4::uuid IS NULL OR p.id < $4)
        ORDER BY p.id DESC LIMIT $5`,
      [
        filter.patientId ?? null,
        filter.state ?? null,
        filter.isUnsigned ?? null,
        filter.beforeId ?? null,
        filter.limit,
      ],
    );
  }

  /** Those of the patients of whom a plan stands with something left to pay. */
  async payersAmong(patientIds: readonly PatientId[]): Promise<ReadonlySet<PatientId>> {
    const rows = await this.sql.query<{ patientId: PatientId }>(
      `SELECT DISTINCT p.patient_id AS "patientId" FROM payment_plans p ${PLAN_MONEY}
        WHERE p.clinic_id = current_clinic() AND p.patient_id = ANY ($1::uuid[]) AND p.state <> 'canceled' AND m.owed > 0`,
      [patientIds],
    );
    return new Set(rows.map(({ patientId }) => patientId));
  }

  private async read(query: string, values: readonly unknown[]): Promise<PlanRow[]> {
    const rows = await this.sql.query<StoredRow>(query, values);
    const bills = await this.bills.among(rows.flatMap(({ invoices }) => invoices.map(({ id }) => id)));
    const packages = await this.bills.packagesAmong(rows.flatMap((row) => row.package?.id ?? []));
    return rows.map((row) => ({
      ...row,
      isEstimateDisputed:
        row.invoices.some(({ id }) => bills.has(id)) || (row.package !== null && packages.has(row.package.id)),
    }));
  }
}
