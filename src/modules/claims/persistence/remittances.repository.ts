import { Injectable } from '@nestjs/common';
import type { DecidedLine } from '../../../domain/claims/adjudicate-claim';
import type { ClaimAdjustment } from '../../../domain/claims/claim-form';
import { allAdjustments } from '../../../domain/claims/remittance-balance';
import type { Remittance, RemittanceClaim } from '../../../domain/claims/remittance';
import { Clock, formatInstant, fromDate, toDate } from '../../../kernel/clock';
import type { ChargeId, ClaimId, RemittanceId } from '../../../kernel/ids';
import { Sql } from '../../../platform/database/sql';
import type { RemittanceClaimOutcome, RemittanceStatus, RemittanceView, SuspenseReason } from '../remittance.view';

/** A remittance about to be stored. */
export interface NewRemittance {
  readonly id: RemittanceId;
  readonly fileId: string;
  readonly remittance: Remittance;
  readonly status: 'posted' | 'suspended';
  readonly reason?: SuspenseReason;
  readonly reasonDetail?: string;
  readonly warnings: readonly string[];
  readonly postedOn?: string;
}

/** A claim of it about to be stored. */
export interface NewRemittanceClaim {
  readonly id: string;
  readonly claim: RemittanceClaim;
  readonly claimId?: ClaimId;
  readonly outcome: RemittanceClaimOutcome;
  readonly outcomeDetail?: string;
  readonly lines: readonly DecidedLine<ChargeId>[];
}

interface ViewRow {
  readonly view: Omit<RemittanceView, 'receivedAt'>;
  readonly received_at: Date;
}

const INSERT = `
  INSERT INTO remittances (clinic_id, id, file_id, status, reason, reason_detail, trace_number, originator_id, payer_name,
    payment_cents, method, paid_on, posted_on, provider_adjustments, warnings, received_at, file_position)
  VALUES (current_clinic(), $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)`;

const INSERT_CLAIMS = `
  INSERT INTO remittance_claims (clinic_id, id, remittance_id, position, claim_id, control_number, payer_status, outcome,
    outcome_detail, charge_cents, paid_cents, patient_cents, payer_claim_number, adjustments, remark_codes)
  SELECT current_clinic(), c.id, $2, c.position, c.claim_id, c.control_number, c.payer_status, c.outcome, c.outcome_detail,
    c.charge_cents, c.paid_cents, c.patient_cents, c.payer_claim_number, c.adjustments, c.remark_codes
    FROM json_to_recordset($1::json) AS c (id uuid, position integer, claim_id uuid, control_number text, payer_status text,
      outcome text, outcome_detail text, charge_cents bigint, paid_cents bigint, patient_cents bigint,
      payer_claim_number text, adjustments jsonb, remark_codes text[])`;

const INSERT_LINES = `
  INSERT INTO remittance_lines (clinic_id, remittance_claim_id, line_number, charge_id, paid_cents, contractual_cents,
    patient_cents, denied_cents, not_covered_cents, rework_cents, claim_line_number, adjustments,
    forwarded_cents, claim_id)
  SELECT current_clinic(), l.claim, l.line_number, l.charge_id, l.paid, l.contractual, l.patient, l.denied, l.not_covered, l.rework,
    l.claim_line_number, l.adjustments, l.forwarded, l.our_claim
    FROM json_to_recordset($1::json) AS l (claim uuid, line_number smallint, charge_id uuid, paid bigint,
      contractual bigint, patient bigint, denied bigint, not_covered bigint, rework bigint, claim_line_number smallint,
      adjustments jsonb, forwarded bigint, our_claim uuid)`;

const VIEW = `SELECT r.received_at, json_build_object('id', r.id, 'status', r.status, 'reason', r.reason,
    'reasonDetail', r.reason_detail, 'traceNumber', r.trace_number, 'payerName', r.payer_name,
    'paymentCents', r.payment_cents, 'method', r.method, 'paidOn', r.paid_on, 'postedOn', r.posted_on,
    'providerAdjustments', r.provider_adjustments, 'warnings', r.warnings, 'bankReceivedOn', r.bank_received_on,
    'claims', (SELECT coalesce(json_agg(json_build_object('id', c.id, 'controlNumber', c.control_number,
        'claimId', CASE WHEN m.id IS NULL THEN c.claim_id ELSE m.claim_id END, 'payerStatus', c.payer_status,
        'outcome', coalesce(m.outcome, c.outcome),
        'outcomeDetail', CASE WHEN m.id IS NULL THEN c.outcome_detail ELSE 'by_hand' END,
        'chargeCents', c.charge_cents, 'paidCents', c.paid_cents, 'patientCents', c.patient_cents,
        'payerClaimNumber', c.payer_claim_number, 'adjustments', c.adjustments, 'remarkCodes', c.remark_codes)
        ORDER BY c.position), '[]')
      FROM remittance_claims c
      LEFT JOIN LATERAL (SELECT h.id, h.claim_id, h.outcome FROM remittance_matches h
             WHERE h.clinic_id = c.clinic_id AND h.remittance_claim_id = c.id ORDER BY h.position DESC LIMIT 1) m ON true
     WHERE c.clinic_id = r.clinic_id AND c.remittance_id = r.id)) AS view
  FROM remittances r WHERE r.clinic_id = current_clinic()`;

/** Rows of remittances and what they decided. Needs a transaction; writes travel with the next statement. */
@Injectable()
export class RemittancesRepository {
  constructor(
    private readonly sql: Sql,
    private readonly clock: Clock,
  ) {}

  insert({ id, fileId, remittance, status, ...rest }: NewRemittance): void {
    this.sql.defer(INSERT, [
      id,
      fileId,
      status,
      rest.reason ?? null,
      rest.reasonDetail ?? null,
      remittance.traceNumber,
      remittance.originatorId,
      remittance.payerName,
      remittance.payment.toCents().toString(),
      remittance.method,
      remittance.paidOn?.toString() ?? null,
      rest.postedOn ?? null,
      JSON.stringify(
        remittance.providerAdjustments.map(({ reason, reference, amount }) => ({
          reason,
          reference: reference ?? null,
          amountCents: amount,
        })),
      ),
      JSON.stringify(rest.warnings),
      toDate(this.clock.now()),
      remittance.position,
    ]);
  }

  insertClaims(remittanceId: RemittanceId, claims: readonly NewRemittanceClaim[]): void {
    this.sql.defer(INSERT_CLAIMS, [JSON.stringify(claims.map(toClaimRow)), remittanceId]);
    this.sql.defer(INSERT_LINES, [JSON.stringify(claims.flatMap(toLineRows))]);
  }

  async get(id: RemittanceId): Promise<RemittanceView | undefined> {
    const row = await this.sql.one<ViewRow>(`${VIEW} AND r.id = $1`, [id]);
    return row && toView(row);
  }

  async list(query: { status?: string; beforeId?: string; limit: number }): Promise<RemittanceView[]> {
    const rows = await this.sql.query<ViewRow>(
      `${VIEW} AND ($1::text IS NULL OR r.status = $1) AND ($2::uuid IS NULL OR r.id < $2) ORDER BY r.id DESC LIMIT $3`,
      [query.status ?? null, query.beforeId ?? null, query.limit],
    );
    return rows.map(toView);
  }

  /**
   * The one of that place of the file that was not taken back. The place is held until the transaction ends. A file taken
   * in before places were kept is known as a whole.
   */
  async inFile(fileId: string, position: number): Promise<RemittanceId | undefined> {
    this.sql.defer(`SELECT pg_advisory_xact_lock(hashtextextended(current_clinic()::text || $1 || ' ' || $2, 835))`, [
      fileId,
      String(position),
    ]);
    const row = await this.sql.one<{ id: RemittanceId }>(
      `SELECT id FROM remittances WHERE clinic_id = current_clinic() AND file_id = $1 AND status <> 'unposted'
          AND coalesce(file_position, $2) = $2 ORDER BY id LIMIT 1`,
      [fileId, position],
    );
    return row?.id;
  }

  /**
   * The posted one of a trace number. The number itself is held until the transaction ends: a twin under another envelope
   * waits here, and then finds it.
   */
  posted(originatorId: string, traceNumber: string): Promise<{ id: RemittanceId; payment_cents: string } | undefined> {
    this.sql.defer(
      `SELECT pg_advisory_xact_lock(hashtextextended(current_clinic()::text || 'remittance' || $1 || ' ' || $2, 835))`,
      [originatorId, traceNumber],
    );
    return this.sql.one<{ id: RemittanceId; payment_cents: string }>(
      `SELECT id, payment_cents FROM remittances WHERE clinic_id = current_clinic() AND status = 'posted'
          AND originator_id = $1 AND trace_number = $2 FOR UPDATE`,
      [originatorId, traceNumber],
    );
  }

  /** Held until the transaction ends. */
  lock(id: RemittanceId): Promise<{ status: RemittanceStatus; bank_received_on: string | null } | undefined> {
    return this.sql.one<{ status: RemittanceStatus; bank_received_on: string | null }>(
      `SELECT status, bank_received_on FROM remittances WHERE clinic_id = current_clinic() AND id = $1 FOR UPDATE`,
      [id],
    );
  }

  setUnposted(id: RemittanceId): void {
    this.sql.defer(`UPDATE remittances SET status = 'unposted' WHERE clinic_id = current_clinic() AND id = $1`, [id]);
  }

  setDeposited(id: RemittanceId, on: string | null, reference: string | null): void {
    this.sql.defer(
      `UPDATE remittances SET bank_received_on = $2, bank_reference = $3 WHERE clinic_id = current_clinic() AND id = $1`,
      [id, on, reference],
    );
  }

  /** The posted remittances that carry a trace number, held until the transaction ends. */
  lockByTrace(traceNumber: string) {
    return this.sql.query<{ id: RemittanceId; payment_cents: string; bank_received_on: string | null }>(
      `SELECT id, payment_cents, bank_received_on FROM remittances
        WHERE clinic_id = current_clinic() AND status = 'posted' AND trace_number = $1 ORDER BY id FOR UPDATE`,
      [traceNumber],
    );
  }
}

const toView = ({ view, received_at: receivedAt }: ViewRow): RemittanceView => ({
  ...view,
  receivedAt: formatInstant(fromDate(receivedAt)),
});

function toClaimRow({ id, claim, claimId, outcome, outcomeDetail }: NewRemittanceClaim): object {
  return {
    id,
    position: claim.position,
    claim_id: claimId ?? null,
    control_number: claim.controlNumber,
    payer_status: claim.status,
    outcome,
    outcome_detail: outcomeDetail ?? null,
    charge_cents: claim.charge,
    paid_cents: claim.paid,
    patient_cents: claim.patientResponsibility,
    payer_claim_number: claim.payerClaimNumber ?? null,
    adjustments: toAdjustmentRows(allAdjustments(claim)),
    remark_codes: [...claim.remarkCodes, ...claim.lines.flatMap((line) => line.remarkCodes)],
  };
}

const toAdjustmentRows = (adjustments: readonly ClaimAdjustment[]): object[] =>
  adjustments.map(({ group, reason, amount }) => ({ group, reason, amountCents: amount }));

/** Decided lines as they are stored. */
export const lineRowsOf = (lines: readonly DecidedLine<ChargeId>[]): object[] =>
  lines.map((charge, index) => ({
    line_number: index + 1,
    charge_id: charge.chargeId,
    paid: charge.paid,
    contractual: charge.contractual,
    patient: charge.patient,
    denied: charge.denied,
    not_covered: charge.notCovered,
    rework: charge.rework,
    claim_line_number: charge.lineNumber,
    adjustments: toAdjustmentRows(charge.adjustments),
    forwarded: charge.forwarded,
  }));

const toLineRows = ({ id, claimId, lines }: NewRemittanceClaim): object[] =>
  lineRowsOf(lines).map((row) => ({ ...row, claim: id, our_claim: claimId }));
