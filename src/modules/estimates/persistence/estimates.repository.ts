import { Injectable } from '@nestjs/common';
import { Sql } from '../../../platform/database/sql';
import type { DeliveryMethod, EstimateItemView, EstimateState } from '../estimate.view';

export interface EstimateRow {
  readonly id: string;
  readonly number: string | null;
  readonly version: number;
  readonly replacesId: string | null;
  readonly patientId: string;
  readonly providerId: string;
  readonly protocolCode: string | null;
  readonly state: EstimateState;
  readonly requestedOn: string | null;
  readonly scheduledOn: string | null;
  readonly scheduledFor: string | null;
  readonly dueBy: string | null;
  readonly dueRule: string | null;
  readonly startsOn: string | null;
  readonly endsOn: string | null;
  readonly diagnoses: string[];
  readonly items: EstimateItemView[];
  readonly totalMinCents: string;
  readonly totalMaxCents: string;
  readonly issuedOn: string | null;
  readonly issuedAt: Date | null;
  readonly deliveredAt: Date | null;
  readonly deliveryMethod: DeliveryMethod | null;
}

/** A row with what was billed in its period by its provider. */
export type EstimateWithBilled = EstimateRow & { readonly billedCents: string };

const COLUMNS = `e.id, e.number, e.version, e.replaces_id AS "replacesId", e.patient_id AS "patientId", e.provider_id AS "providerId",
  e.protocol_code AS "protocolCode", e.state, e.requested_on AS "requestedOn", e.scheduled_on AS "scheduledOn", e.scheduled_for AS "scheduledFor",
  e.due_by AS "dueBy", e.due_rule AS "dueRule", e.starts_on AS "startsOn", e.ends_on AS "endsOn", e.diagnoses, e.items,
  e.total_min_cents AS "totalMinCents", e.total_max_cents AS "totalMaxCents", e.issued_on AS "issuedOn", e.issued_at AS "issuedAt",
  e.delivered_at AS "deliveredAt", e.delivery_method AS "deliveryMethod"`;

// Self-pay lines of the provider in the period, at what the patient was billed: an insurer's line is not under an estimate. What a
// ruling took off is not billed any more.
const BILLED = `(SELECT coalesce(sum(c.amount_cents - (SELECT coalesce(sum(a.amount_cents), 0) FROM standing_adjustments a
        WHERE a.clinic_id = c.clinic_id AND a.charge_id = c.id AND a.type = 'dispute_resolution')), 0)::bigint FROM charges c
     JOIN visits v ON v.clinic_id = c.clinic_id AND v.id = c.visit_id
     LEFT JOIN invoices i ON i.clinic_id = c.clinic_id AND i.id = c.invoice_id
    WHERE c.clinic_id = e.clinic_id AND c.patient_id = e.patient_id AND v.provider_id = e.provider_id AND c.route_destination = 'self_pay'
      AND i.voided_at IS NULL AND c.date_of_service BETWEEN e.starts_on AND e.ends_on) AS "billedCents"`;

const ONE = `SELECT ${COLUMNS}, ${BILLED} FROM estimates e WHERE e.clinic_id = current_clinic()`;

export interface EstimateFilter {
  readonly patientId?: string;
  readonly state?: string;
  readonly dueBefore?: string;
  readonly beforeId?: string;
  readonly limit: number;
}

/** Rows of estimates. */
@Injectable()
export class EstimatesRepository {
  constructor(private readonly sql: Sql) {}

  async insert(
    row: Omit<EstimateRow, 'deliveredAt' | 'deliveryMethod'>,
    by: { kind: string; id: string; at: Date },
  ): Promise<void> {
    await this.sql.execute(
      `INSERT INTO estimates (clinic_id, id, number, version, replaces_id, patient_id, provider_id, protocol_code, state, requested_on, scheduled_on,
         scheduled_for, due_by, due_rule, starts_on, ends_on, diagnoses, items, total_min_cents, total_max_cents, issued_on, issued_at,
         created_by_kind, created_by_id, created_at)
       VALUES (current_clinic(), $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24)`,
      [
        row.id,
        row.number,
        row.version,
        row.replacesId,
        row.patientId,
        row.providerId,
        row.protocolCode,
        row.state,
        row.requestedOn,
        row.scheduledOn,
        row.scheduledFor,
        row.dueBy,
        row.dueRule,
        row.startsOn,
        row.endsOn,
        row.diagnoses,
        JSON.stringify(row.items),
        row.totalMinCents,
        row.totalMaxCents,
        row.issuedOn,
        row.issuedAt,
        by.kind,
        by.id,
        by.at,
      ],
    );
  }

  lock(id: string): Promise<EstimateRow | undefined> {
    return this.sql.one<EstimateRow>(
      `SELECT ${COLUMNS} FROM estimates e WHERE e.clinic_id = current_clinic() AND e.id = $1 FOR UPDATE`,
      [id],
    );
  }

  /** What was owed to the patient for the provider is given by an estimate now: the day the earliest of them was due. */
  async settleOwed(
    patientId: string,
    providerId: string,
    at: Date,
  ): Promise<{ dueBy: string; dueRule: string } | undefined> {
    const rows = await this.sql.query<{ dueBy: string; dueRule: string }>(
      `UPDATE estimates SET state = 'replaced', replaced_at = $3 WHERE clinic_id = current_clinic() AND patient_id = $1 AND provider_id = $2 AND state = 'owed'
       RETURNING due_by AS "dueBy", due_rule AS "dueRule"`,
      [patientId, providerId, at],
    );
    return rows.filter(({ dueBy }) => dueBy !== null).sort((a, b) => (a.dueBy < b.dueBy ? -1 : 1))[0];
  }

  async setReplaced(id: string, at: Date): Promise<void> {
    await this.sql.execute(
      `UPDATE estimates SET state = 'replaced', replaced_at = $2 WHERE clinic_id = current_clinic() AND id = $1`,
      [id, at],
    );
  }

  async setDelivered(id: string, at: Date, method: DeliveryMethod): Promise<void> {
    await this.sql.execute(
      `UPDATE estimates SET state = 'delivered', delivered_at = $2, delivery_method = $3 WHERE clinic_id = current_clinic() AND id = $1`,
      [id, at, method],
    );
  }

  get(id: string): Promise<EstimateWithBilled | undefined> {
    return this.sql.one<EstimateWithBilled>(`${ONE} AND e.id = $1`, [id]);
  }

  /** The estimate that what a provider bills a patient on a day is held against: the newest that covers it. */
  inForce(patientId: string, providerId: string, on: string): Promise<EstimateWithBilled | undefined> {
    return this.sql.one<EstimateWithBilled>(
      `${ONE} AND e.patient_id = $1 AND e.provider_id = $2 AND e.state IN ('issued', 'delivered') AND $3 BETWEEN e.starts_on AND e.ends_on
       ORDER BY e.issued_at DESC, e.id DESC LIMIT 1`,
      [patientId, providerId, on],
    );
  }

  /** The newest first; with `dueBefore`, only those still to be given. */
  list(filter: EstimateFilter): Promise<EstimateWithBilled[]> {
    return this.sql.query<EstimateWithBilled>(
      `${ONE} AND ($1::uuid IS NULL OR e.patient_id = $1) AND ($2::text IS NULL OR e.state = $2)
         AND ($3::date IS NULL OR (e.due_by <= $3 AND e.state IN ('owed', 'issued'))) AND ($4::uuid IS NULL OR e.id < $4)
       ORDER BY e.id DESC LIMIT $5`,
      [filter.patientId ?? null, filter.state ?? null, filter.dueBefore ?? null, filter.beforeId ?? null, filter.limit],
    );
  }
}
