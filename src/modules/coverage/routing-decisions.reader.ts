import { Injectable } from '@nestjs/common';
import { formatInstant, fromDate } from '../../kernel/clock';
import { Sql } from '../../platform/database/sql';
import { Transactions } from '../../platform/database/transactions';
import { decodeIdCursor, DEFAULT_LIMIT, type Page, pageOf } from '../../platform/http/pagination';
import type { RoutingDecisionView } from './routing-decision.view';

/** Which decisions to list; the last decided first. */
export interface RoutingDecisionsQuery {
  readonly patientId?: string;
  readonly visitId?: string;
  readonly payerId?: string;
  readonly serviceCode?: string;
  readonly destination?: string;
  readonly rule?: string;
  /** Days of service, both included. */
  readonly from?: string;
  readonly to?: string;
  readonly limit?: number;
  readonly cursor?: string;
}

type Row = Omit<RoutingDecisionView, 'decidedAt'> & { readonly decidedAt: Date };

const LIST = `
  SELECT d.id, d.charge_id AS "chargeId", d.visit_id AS "visitId", d.patient_id AS "patientId",
         d.date_of_service AS "dateOfService", d.service_code AS "serviceCode", d.payer_id AS "payerId", d.destination,
         d.rule, d.rule_row AS "row", d.reason, d.notices, d.inputs, d.decided_at AS "decidedAt"
    FROM routing_decisions d
   WHERE d.clinic_id = current_clinic() AND ($1::uuid IS NULL OR d.patient_id = $1) AND ($2::uuid IS NULL OR d.visit_id = $2)
     AND ($3::text IS NULL OR d.payer_id = $3) AND ($4::text IS NULL OR d.service_code = $4)
     AND ($5::text IS NULL OR d.destination = $5) AND ($6::text IS NULL OR d.rule = $6)
     AND ($7::date IS NULL OR d.date_of_service >= $7) AND ($8::date IS NULL OR d.date_of_service <= $8)
     AND ($9::uuid IS NULL OR d.id < $9)
   ORDER BY d.id DESC LIMIT $10`;

/** Reads who was billed for what, and why. Tx: joins the open one or opens its own. */
@Injectable()
export class RoutingDecisionsReader {
  constructor(
    private readonly transactions: Transactions,
    private readonly sql: Sql,
  ) {}

  /** Errors: `cursor_invalid`. */
  list({ limit = DEFAULT_LIMIT, cursor, ...query }: RoutingDecisionsQuery): Promise<Page<RoutingDecisionView>> {
    const beforeId = cursor === undefined ? undefined : decodeIdCursor(cursor);
    const filters = [
      query.patientId,
      query.visitId,
      query.payerId,
      query.serviceCode,
      query.destination,
      query.rule,
      query.from,
      query.to,
      beforeId,
    ];
    return this.transactions.run(async () =>
      pageOf(
        await this.sql.query<Row>(LIST, [...filters.map((value) => value ?? null), limit + 1]),
        limit,
        (row) => [row.id],
        (row) => ({ ...row, decidedAt: formatInstant(fromDate(row.decidedAt)) }),
      ),
    );
  }
}
