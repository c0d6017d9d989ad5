import { Injectable } from '@nestjs/common';
import type { BilledCharge, DisputeOutcome } from '../../../domain/estimates/dispute-ruling';
import type { HeldCharge } from '../../charges/collection-holds';
import type { ChargeId, PatientId } from '../../../kernel/ids';
import { Money } from '../../../kernel/money';
import { Sql } from '../../../platform/database/sql';
import type { DisputedChargeView, EstimateDisputeState } from '../estimate-dispute.view';
import type { EstimateRow } from './estimates.repository';

export interface EstimateDisputeRow {
  readonly id: string;
  readonly estimateId: string;
  readonly patientId: PatientId;
  readonly state: EstimateDisputeState;
  readonly initiatedOn: string;
  readonly firstBilledOn: string;
  readonly reference: string | null;
  readonly estimatedCents: string;
  readonly billedCents: string;
  readonly outcome: DisputeOutcome | null;
  readonly payableCents: string | null;
  readonly feeCreditCents: string | null;
  readonly decidedOn: string | null;
  readonly note: string | null;
  readonly decidedKey: string | null;
  readonly openedAt: Date;
  readonly charges: DisputedChargeView[];
}

/** A charge billed under an estimate, in the order of the care. */
export interface ChargeOfBill extends BilledCharge {
  readonly billedOn: string;
  /** As it was billed. */
  readonly billed: Money;
}

export interface NewDispute {
  readonly id: string;
  readonly estimate: EstimateRow;
  readonly initiatedOn: string;
  readonly firstBilledOn: string;
  readonly reference: string | undefined;
  readonly billed: Money;
  readonly charges: readonly ChargeOfBill[];
  readonly by: { readonly kind: string; readonly id: string; readonly at: Date };
}

export interface Ruling {
  readonly outcome: DisputeOutcome;
  readonly payable: Money;
  readonly feeCredit: Money;
  readonly decidedOn: string;
  readonly note: string | undefined;
  readonly requestKey: string;
  readonly by: { readonly kind: string; readonly id: string; readonly at: Date };
}

const CHARGES = `(SELECT coalesce(json_agg(json_build_object('chargeId', x.charge_id, 'invoiceId', c.invoice_id, 'billedCents', x.billed_cents,
      'reducedCents', (SELECT coalesce(sum(a.amount_cents), 0) FROM standing_adjustments a WHERE a.clinic_id = c.clinic_id AND a.charge_id = c.id
         AND a.type = 'dispute_resolution')) ORDER BY c.date_of_service, c.id), '[]')
    FROM estimate_dispute_charges x JOIN charges c ON c.clinic_id = x.clinic_id AND c.id = x.charge_id
   WHERE x.clinic_id = d.clinic_id AND x.dispute_id = d.id)`;

const DISPUTE = `SELECT d.id, d.estimate_id AS "estimateId", d.patient_id AS "patientId", d.state, d.initiated_on AS "initiatedOn",
    d.first_billed_on AS "firstBilledOn", d.reference, d.estimated_cents AS "estimatedCents", d.billed_cents AS "billedCents", d.outcome,
    d.payable_cents AS "payableCents", d.fee_credit_cents AS "feeCreditCents", d.decided_on AS "decidedOn", d.note, d.opened_at AS "openedAt", d.decided_key AS "decidedKey",
    ${CHARGES} AS charges
  FROM estimate_disputes d WHERE d.clinic_id = current_clinic()`;

// What is left of a charge is its list price less everything taken off it that stands.
const BILL = `
  SELECT c.id AS "chargeId", c.service_code AS "serviceCode", i.issued_on AS "billedOn", c.amount_cents AS "billedCents",
         greatest(0, c.list_price_cents - (SELECT coalesce(sum(a.amount_cents), 0) FROM standing_adjustments a
            WHERE a.clinic_id = c.clinic_id AND a.charge_id = c.id))::bigint AS "leftCents"
    FROM charges c
    JOIN visits v ON v.clinic_id = c.clinic_id AND v.id = c.visit_id
    JOIN invoices i ON i.clinic_id = c.clinic_id AND i.id = c.invoice_id AND i.voided_at IS NULL
   WHERE c.clinic_id = current_clinic() AND c.route_destination = 'self_pay' AND`;

const HELD = `SELECT x.charge_id AS "chargeId", 'estimate_dispute' AS because, d.id AS "subjectId"
  FROM estimate_disputes d JOIN estimate_dispute_charges x ON x.clinic_id = d.clinic_id AND x.dispute_id = d.id
 WHERE d.clinic_id = current_clinic() AND d.state = 'open'`;

interface BillRow {
  readonly chargeId: ChargeId;
  readonly serviceCode: string;
  readonly billedOn: string;
  readonly billedCents: string;
  readonly leftCents: string;
}

/** Rows of disputes, and the bills they are about. */
@Injectable()
export class EstimateDisputesRepository {
  constructor(private readonly sql: Sql) {}

  /** What was billed under an estimate and stands. */
  async bill(estimate: EstimateRow): Promise<ChargeOfBill[]> {
    const rows = await this.sql.query<BillRow>(
      `${BILL} c.patient_id = $1 AND v.provider_id = $2 AND c.date_of_service BETWEEN $3 AND $4 ORDER BY c.date_of_service, c.id`,
      [estimate.patientId, estimate.providerId, estimate.startsOn, estimate.endsOn],
    );
    return rows.map(toCharge);
  }

  /** The charges of a dispute that stand. */
  async charges(disputeId: string): Promise<ChargeOfBill[]> {
    const rows = await this.sql.query<BillRow>(
      `${BILL} c.id IN (SELECT charge_id FROM estimate_dispute_charges x WHERE x.clinic_id = c.clinic_id AND x.dispute_id = $1)
        ORDER BY c.date_of_service, c.id`,
      [disputeId],
    );
    return rows.map(toCharge);
  }

  async insert(dispute: NewDispute): Promise<void> {
    const { estimate, by } = dispute;
    await this.sql.execute(
      `INSERT INTO estimate_disputes (clinic_id, id, estimate_id, patient_id, state, initiated_on, first_billed_on, reference, estimated_cents,
         billed_cents, opened_by_kind, opened_by_id, opened_at)
       VALUES (current_clinic(), $1, $2, $3, 'open', $4, $5, $6, $7, $8, $9, $10, $11)`,
      [
        dispute.id,
        estimate.id,
        estimate.patientId,
        dispute.initiatedOn,
        dispute.firstBilledOn,
        dispute.reference ?? null,
        estimate.totalMaxCents,
        dispute.billed.toCents().toString(),
        by.kind,
        by.id,
        by.at,
      ],
    );
    await this.sql.execute(
      `INSERT INTO estimate_dispute_charges (clinic_id, dispute_id, charge_id, billed_cents)
       SELECT current_clinic(), $1, c.charge, c.cents FROM unnest($2::uuid[], $3::bigint[]) AS c (charge, cents)`,
      [
        dispute.id,
        dispute.charges.map(({ chargeId }) => chargeId),
        dispute.charges.map(({ billed }) => billed.toCents().toString()),
      ],
    );
  }

  async isOpen(estimateId: string): Promise<boolean> {
    const row = await this.sql.one(
      `SELECT 1 FROM estimate_disputes WHERE clinic_id = current_clinic() AND estimate_id = $1 AND state = 'open'`,
      [estimateId],
    );
    return row !== undefined;
  }

  async lock(id: string): Promise<EstimateDisputeRow | undefined> {
    await this.sql.query('SELECT id FROM estimate_disputes WHERE clinic_id = current_clinic() AND id = $1 FOR UPDATE', [
      id,
    ]);
    return this.get(id);
  }

  get(id: string): Promise<EstimateDisputeRow | undefined> {
    return this.sql.one<EstimateDisputeRow>(`${DISPUTE} AND d.id = $1`, [id]);
  }

  async setDecided(id: string, { by, ...ruling }: Ruling): Promise<void> {
    await this.sql.execute(
      `UPDATE estimate_disputes SET state = 'decided', outcome = $2, payable_cents = $3, fee_credit_cents = $4, decided_on = $5, note = $6,
              decided_by_kind = $7, decided_by_id = $8, decided_at = $9, decided_key = $10
        WHERE clinic_id = current_clinic() AND id = $1`,
      [
        id,
        ruling.outcome,
        ruling.payable.toCents().toString(),
        ruling.feeCredit.toCents().toString(),
        ruling.decidedOn,
        ruling.note ?? null,
        by.kind,
        by.id,
        by.at,
        ruling.requestKey,
      ],
    );
  }

  /** The newest first. */
  list(filter: {
    estimateId?: string;
    patientId?: string;
    state?: string;
    beforeId?: string;
    limit: number;
  }): Promise<EstimateDisputeRow[]> {
    return this.sql.query<EstimateDisputeRow>(
      `${DISPUTE} AND ($1::uuid IS NULL OR d.estimate_id = $1) AND ($2::uuid IS NULL OR d.patient_id = $2)
         AND ($3::text IS NULL OR d.state = $3) AND ($4::uuid IS NULL OR d.id < $4) ORDER BY d.id DESC LIMIT $5`,
      [
        filter.estimateId ?? null,
        filter.patientId ?? null,
        filter.state ?? null,
        filter.beforeId ?? null,
        filter.limit,
      ],
    );
  }

  heldOf(chargeIds: readonly ChargeId[]): Promise<HeldCharge[]> {
    return this.sql.query<HeldCharge>(`${HELD} AND x.charge_id = ANY ($1::uuid[])`, [chargeIds]);
  }

  heldOfPatient(patientId: PatientId): Promise<HeldCharge[]> {
    return this.sql.query<HeldCharge>(`${HELD} AND d.patient_id = $1`, [patientId]);
  }
}

const toCharge = ({ billedCents, leftCents, ...row }: BillRow): ChargeOfBill => ({
  ...row,
  billed: Money.fromColumn(billedCents),
  amount: Money.fromColumn(leftCents),
});
