import { Injectable } from '@nestjs/common';
import type { DecidedLine } from '../../../domain/claims/adjudicate-claim';
import { Clock, toDate } from '../../../kernel/clock';
import { type ChargeId, type ClaimId, newId, type RemittanceId } from '../../../kernel/ids';
import { Money } from '../../../kernel/money';
import { RequestContext } from '../../../platform/context/request-context';
import { Sql } from '../../../platform/database/sql';
import type { RemittanceClaimOutcome } from '../remittance.view';
import { lineRowsOf } from './remittances.repository';

/** A claim of a remittance as it stands. */
export interface SuspenseClaim {
  readonly id: string;
  /** The CLP's place in the file. */
  readonly position: number;
  readonly traceNumber: string;
  readonly originatorId: string;
  readonly fileId: string;
  readonly paid: Money;
  /** Ours; undefined while it waits in suspense. */
  readonly claimId?: ClaimId;
}

/** What was booked of a charge through it. */
export interface BookedCharge {
  readonly chargeId: ChargeId;
  readonly paid: Money;
  readonly contractual: Money;
  readonly patient: Money;
}

const FIND = `
  SELECT c.id, c.position, c.paid_cents, r.trace_number, r.originator_id, r.file_id,
         CASE WHEN m.id IS NULL THEN c.claim_id WHEN m.claim_id IS NOT NULL THEN m.claim_id END AS claim_id,
         CASE WHEN m.id IS NULL THEN c.outcome ELSE m.outcome END AS outcome
    FROM remittance_claims c
    JOIN remittances r ON r.clinic_id = c.clinic_id AND r.id = c.remittance_id
    LEFT JOIN remittance_matches m ON m.clinic_id = c.clinic_id AND m.id = standing_match(c.clinic_id, c.id)
   WHERE c.clinic_id = current_clinic() AND c.remittance_id = $1 AND c.id = $2`;

const INSERT = `
  INSERT INTO remittance_matches (clinic_id, id, remittance_claim_id, claim_id, outcome, reason, matched_by_kind,
    matched_by_id, matched_at)
  VALUES (current_clinic(), $1, $2, $3, $4, $5, $6, $7, $8)`;

const INSERT_LINES = `
  INSERT INTO remittance_lines (clinic_id, remittance_claim_id, line_number, charge_id, paid_cents, contractual_cents,
    patient_cents, denied_cents, not_covered_cents, rework_cents, claim_line_number, adjustments, forwarded_cents, claim_id,
    match_id)
  SELECT current_clinic(), $2,
    l.line_number + (SELECT coalesce(max(o.line_number), 0) FROM remittance_lines o
                      WHERE o.clinic_id = current_clinic() AND o.remittance_claim_id = $2),
    l.charge_id, l.paid, l.contractual, l.patient, l.denied, l.not_covered, l.rework, l.claim_line_number, l.adjustments,
    l.forwarded, $3, $4
    FROM json_to_recordset($1::json) AS l (line_number smallint, charge_id uuid, paid bigint, contractual bigint,
      patient bigint, denied bigint, not_covered bigint, rework bigint, claim_line_number smallint, adjustments jsonb,
      forwarded bigint)`;

const BOOKED = `
  SELECT l.charge_id, sum(l.paid_cents)::bigint AS paid, sum(l.contractual_cents)::bigint AS contractual,
         sum(l.patient_cents)::bigint AS patient
    FROM remittance_lines l
   WHERE l.clinic_id = current_clinic() AND l.remittance_claim_id = $1
     AND l.match_id IS NOT DISTINCT FROM standing_match(l.clinic_id, l.remittance_claim_id)
   GROUP BY l.charge_id ORDER BY l.charge_id`;

// Booked in one step with another claim of the file, or with something it undid: it cannot be taken apart.
const ENTANGLED = `
  SELECT EXISTS (
      SELECT FROM remittance_claims o
        JOIN claims oc ON oc.clinic_id = o.clinic_id AND oc.id = o.claim_id
        JOIN claims own ON own.clinic_id = o.clinic_id AND own.id = $3 AND own.visit_id = oc.visit_id
       WHERE o.clinic_id = current_clinic() AND o.remittance_id = $1 AND o.id <> $2)
    OR EXISTS (SELECT FROM claim_closures k WHERE k.clinic_id = current_clinic() AND k.claim_id = $3 AND k.undone_by_id = $1)
    OR EXISTS (SELECT FROM allocation_releases a WHERE a.clinic_id = current_clinic() AND a.remittance_claim_id = $2) AS entangled`;

const WAITING = `
  SELECT EXISTS (SELECT FROM remittance_claims c
      LEFT JOIN remittance_matches m ON m.clinic_id = c.clinic_id AND m.id = standing_match(c.clinic_id, c.id)
     WHERE c.clinic_id = current_clinic() AND c.remittance_id = $1
       AND CASE WHEN m.id IS NULL THEN c.outcome ELSE m.outcome END = 'unmatched') AS waiting`;

/** Rows of matches by hand. Needs a transaction. */
@Injectable()
export class RemittanceMatchesRepository {
  constructor(
    private readonly sql: Sql,
    private readonly context: RequestContext,
    private readonly clock: Clock,
  ) {}

  async find(remittanceId: RemittanceId, id: string): Promise<SuspenseClaim | undefined> {
    const row = await this.sql.one<{
      id: string;
      position: number;
      paid_cents: string;
      trace_number: string;
      originator_id: string;
      file_id: string;
      claim_id: ClaimId | null;
      outcome: RemittanceClaimOutcome;
    }>(FIND, [remittanceId, id]);
    return (
      row && {
        id: row.id,
        position: row.position,
        traceNumber: row.trace_number,
        originatorId: row.originator_id,
        fileId: row.file_id,
        paid: Money.fromColumn(row.paid_cents),
        claimId: row.outcome === 'unmatched' ? undefined : (row.claim_id ?? undefined),
      }
    );
  }

  /** Its id. The lines are those the decision came to. */
  async insert(
    remittanceClaimId: string,
    match: {
      claimId?: ClaimId;
      outcome: RemittanceClaimOutcome;
      reason: string;
      lines: readonly DecidedLine<ChargeId>[];
    },
  ): Promise<string> {
    const now = this.clock.now();
    const id = newId<string>(now);
    const { actor } = this.context;
    const { claimId = null, outcome, reason, lines } = match;
    await this.sql.execute(INSERT, [
      id,
      remittanceClaimId,
      claimId,
      outcome,
      reason,
      actor.kind,
      actor.id,
      toDate(now),
    ]);
    if (claimId !== null && lines.length > 0)
      await this.sql.execute(INSERT_LINES, [JSON.stringify(lineRowsOf(lines)), remittanceClaimId, claimId, id]);
    return id;
  }

  async booked(remittanceClaimId: string): Promise<BookedCharge[]> {
    const rows = await this.sql.query<{ charge_id: ChargeId; paid: string; contractual: string; patient: string }>(
      BOOKED,
      [remittanceClaimId],
    );
    return rows.map((row) => ({
      chargeId: row.charge_id,
      paid: Money.fromColumn(row.paid),
      contractual: Money.fromColumn(row.contractual),
      patient: Money.fromColumn(row.patient),
    }));
  }

  /** Whether it was booked together with something else, so that it can only be taken back with its remittance. */
  async isEntangled(remittanceId: RemittanceId, { id, claimId }: SuspenseClaim): Promise<boolean> {
    const row = await this.sql.one<{ entangled: boolean }>(ENTANGLED, [remittanceId, id, claimId ?? null]);
    return row?.entangled ?? false;
  }

  /** Whether any claim of the remittance is still in suspense. */
  async isWaiting(remittanceId: RemittanceId): Promise<boolean> {
    return (await this.sql.one<{ waiting: boolean }>(WAITING, [remittanceId]))?.waiting ?? false;
  }
}
