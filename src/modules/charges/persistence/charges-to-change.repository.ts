import { Injectable } from '@nestjs/common';
import type { Destination } from '../../../domain/routing/route';
import type { AuthorizationId, ChargeId, InvoiceId, PatientId, VisitId } from '../../../kernel/ids';
import { Money } from '../../../kernel/money';
import { Sql } from '../../../platform/database/sql';
import type { ChargeToChange } from '../charge-to-change';

// In the order in which payers of an invoice take the same rows.
const LOCK = `SELECT item_id FROM open_items
  WHERE clinic_id = current_clinic() AND item_id = ANY ($1::uuid[]) AND account_number IN (1100, 1200)
  ORDER BY item_id, account_number FOR UPDATE`;

const CHARGES = `SELECT c.id, c.patient_id AS "patientId", c.visit_id AS "visitId",
    coalesce(c.invoice_id, p.invoice_id) AS "invoiceId", c.authorization_id AS "authorizationId",
    c.route_destination AS destination, c.revenue_account AS "revenueAccount", c.list_price_cents AS "listPriceCents",
    coalesce(p.open_cents, 0) AS "openPatientCents", coalesce(i.open_cents, 0) AS "openInsuranceCents",
    (SELECT coalesce(sum(a.amount_cents), 0) FROM standing_adjustments a
      WHERE a.clinic_id = c.clinic_id AND a.charge_id = c.id) AS "adjustedCents",
    w.patient AS "waitingPatientCents", w.insurance AS "waitingInsuranceCents", w.alone AS "aloneCents",
    EXISTS (SELECT FROM charge_voids x WHERE x.clinic_id = c.clinic_id AND x.charge_id = c.id) AS "isVoid"
  FROM charges c
  LEFT JOIN open_items p ON p.clinic_id = c.clinic_id AND p.item_id = c.id AND p.account_number = 1100
  LEFT JOIN open_items i ON i.clinic_id = c.clinic_id AND i.item_id = c.id AND i.account_number = 1200
  CROSS JOIN LATERAL (
    SELECT coalesce(sum(q.amount_cents) FILTER (WHERE q.state = 'awaiting_approval' AND q.receivable = 'patient'), 0) AS patient,
           coalesce(sum(q.amount_cents) FILTER (WHERE q.state = 'awaiting_approval' AND q.receivable = 'insurance'), 0) AS insurance,
           coalesce(sum(q.amount_cents) FILTER (WHERE q.state = 'posted' AND q.approval_id IS NULL AND r.adjustment_id IS NULL), 0) AS alone
      FROM adjustment_requests q
      LEFT JOIN adjustment_reversals r ON r.clinic_id = q.clinic_id AND r.adjustment_id = q.id
     WHERE q.clinic_id = c.clinic_id AND q.charge_id = c.id) w
 WHERE c.clinic_id = current_clinic() AND c.id = ANY ($1::uuid[])
 ORDER BY c.id`;

interface ChargeRow {
  readonly id: ChargeId;
  readonly patientId: PatientId;
  readonly visitId: VisitId;
  readonly invoiceId: InvoiceId | null;
  readonly authorizationId: AuthorizationId | null;
  readonly destination: Destination;
  readonly revenueAccount: number;
  readonly listPriceCents: string;
  readonly openPatientCents: string;
  readonly openInsuranceCents: string;
  readonly adjustedCents: string;
  readonly waitingPatientCents: string;
  readonly waitingInsuranceCents: string;
  readonly aloneCents: string;
  readonly isVoid: boolean;
}

/** Charges about to be lowered or voided, locked first and read afterwards, so that what is read still holds. */
@Injectable()
export class ChargesToChangeRepository {
  constructor(private readonly sql: Sql) {}

  /** In id order; one that does not exist is not there. Tx: needs one; holds the charges' open items until it ends. */
  async lock(chargeIds: readonly ChargeId[]): Promise<ChargeToChange[]> {
    await this.sql.query(LOCK, [chargeIds]);
    return (await this.sql.query<ChargeRow>(CHARGES, [chargeIds])).map(toCharge);
  }

  /** Holds an invoice and gives its charges; undefined when there is no such invoice. */
  async ofInvoice(
    invoiceId: InvoiceId,
  ): Promise<{ chargeIds: ChargeId[]; isVoid: boolean; number: string } | undefined> {
    const invoice = await this.sql.one<{ number: string; isVoid: boolean }>(
      `SELECT number, voided_at IS NOT NULL AS "isVoid" FROM invoices
        WHERE clinic_id = current_clinic() AND id = $1 FOR NO KEY UPDATE`,
      [invoiceId],
    );
    if (!invoice) return undefined;
    const rows = await this.sql.query<{ id: ChargeId }>(
      `SELECT id FROM charges WHERE clinic_id = current_clinic() AND invoice_id = $1 ORDER BY id`,
      [invoiceId],
    );
    return { ...invoice, chargeIds: rows.map(({ id }) => id) };
  }

  /** Those of the charges that were not voided. */
  async standing(chargeIds: readonly ChargeId[]): Promise<ChargeId[]> {
    const rows = await this.sql.query<{ id: ChargeId }>(
      `SELECT c.id FROM charges c WHERE c.clinic_id = current_clinic() AND c.id = ANY ($1::uuid[])
          AND NOT EXISTS (SELECT FROM charge_voids x WHERE x.clinic_id = c.clinic_id AND x.charge_id = c.id)
        ORDER BY c.id`,
      [chargeIds],
    );
    return rows.map(({ id }) => id);
  }

  /** The charges of a visit and the invoices they stand on; undefined when there is no such visit. */
  async ofVisit(visitId: VisitId): Promise<{ chargeIds: ChargeId[]; invoiceIds: InvoiceId[] } | undefined> {
    const rows = await this.sql.query<{ id: ChargeId | null; invoiceId: InvoiceId | null }>(
      `SELECT c.id, c.invoice_id AS "invoiceId" FROM visits v
         LEFT JOIN charges c ON c.clinic_id = v.clinic_id AND c.visit_id = v.id
        WHERE v.clinic_id = current_clinic() AND v.id = $1 ORDER BY c.id`,
      [visitId],
    );
    if (rows.length === 0) return undefined;
    return {
      chargeIds: rows.flatMap(({ id }) => id ?? []),
      invoiceIds: [...new Set(rows.flatMap(({ invoiceId }) => invoiceId ?? []))].sort(),
    };
  }
}

function toCharge(row: ChargeRow): ChargeToChange {
  const listPrice = Money.fromColumn(row.listPriceCents);
  const openPatient = Money.fromColumn(row.openPatientCents);
  const openInsurance = Money.fromColumn(row.openInsuranceCents);
  const owed = listPrice.minus(Money.fromColumn(row.adjustedCents));
  return {
    id: row.id,
    patientId: row.patientId,
    visitId: row.visitId,
    invoiceId: row.invoiceId,
    authorizationId: row.authorizationId,
    destination: row.destination,
    revenueAccount: row.revenueAccount,
    listPrice,
    openPatient,
    openInsurance,
    paid: row.isVoid ? Money.ZERO : owed.minus(openPatient).minus(openInsurance),
    waiting: {
      patient: Money.fromColumn(row.waitingPatientCents),
      insurance: Money.fromColumn(row.waitingInsuranceCents),
    },
    takenOffAlone: Money.fromColumn(row.aloneCents),
    isVoid: row.isVoid,
  };
}
