import { Injectable } from '@nestjs/common';
import type { AdjustmentGroup } from '../../../domain/claims/claim-form';
import type { ClaimState } from '../../../domain/claims/claim-state';
import type { ChargeId, ClaimId } from '../../../kernel/ids';
import { Sql } from '../../../platform/database/sql';

/** What payers decided about a claim so far, and where it has been. */
export interface ClaimOutcome {
  readonly claimId: ClaimId;
  readonly lines: readonly {
    readonly chargeId: ChargeId;
    /** Null for decisions of the time when a charge had one line. */
    readonly lineNumber: number | null;
    readonly paidCents: number;
    readonly contractualCents: number;
    readonly patientCents: number;
    readonly forwardedCents: number;
    readonly notCoveredCents: number;
  }[];
  readonly adjustments: readonly { group: AdjustmentGroup; reason: string; amountCents: number }[];
  readonly remarkCodes: readonly string[];
  readonly history: readonly { event: string; status: ClaimState; note: string | null; recordedAt: string }[];
}

// Only what is posted counts: a remittance that was taken back has no say.
const OUTCOMES = `SELECT json_build_object('claimId', c.id,
    'lines', (SELECT coalesce(json_agg(x), '[]') FROM (
        SELECT l.charge_id AS "chargeId", l.claim_line_number AS "lineNumber", sum(l.paid_cents) AS "paidCents", sum(l.contractual_cents) AS "contractualCents",
               sum(l.patient_cents) AS "patientCents",
               sum(l.forwarded_cents) AS "forwardedCents", sum(l.not_covered_cents) AS "notCoveredCents"
          FROM remittance_lines l
          JOIN remittance_claims rc ON rc.clinic_id = l.clinic_id AND rc.id = l.remittance_claim_id
          JOIN remittances r ON r.clinic_id = rc.clinic_id AND r.id = rc.remittance_id AND r.status = 'posted'
         WHERE l.clinic_id = c.clinic_id AND l.claim_id = c.id AND l.match_id IS NOT DISTINCT FROM standing_match(l.clinic_id, l.remittance_claim_id)
         GROUP BY l.charge_id, l.claim_line_number) x),
    'adjustments', coalesce(latest.adjustments, '[]'::jsonb), 'remarkCodes', coalesce(latest.remark_codes, '{}'),
    'history', (SELECT coalesce(json_agg(json_build_object('event', e.event, 'status', e.to_status, 'note', e.note,
          'recordedAt', e.recorded_at) ORDER BY e.position), '[]')
        FROM claim_events e WHERE e.clinic_id = c.clinic_id AND e.claim_id = c.id)) AS outcome
  FROM claims c
  LEFT JOIN LATERAL (
    SELECT rc.adjustments, rc.remark_codes FROM remittance_claims rc
      JOIN remittances r ON r.clinic_id = rc.clinic_id AND r.id = rc.remittance_id AND r.status = 'posted'
     WHERE rc.clinic_id = c.clinic_id AND rc.id IN (
             SELECT x.id FROM remittance_claims x WHERE x.clinic_id = c.clinic_id AND x.claim_id = c.id
              UNION SELECT l.remittance_claim_id FROM remittance_lines l WHERE l.clinic_id = c.clinic_id AND l.claim_id = c.id)
       AND (SELECT CASE WHEN m.id IS NULL THEN rc.claim_id ELSE m.claim_id END
              FROM (SELECT standing_match(rc.clinic_id, rc.id) AS id) s
              LEFT JOIN remittance_matches m ON m.clinic_id = rc.clinic_id AND m.id = s.id) = c.id
     ORDER BY r.received_at DESC, rc.position DESC LIMIT 1) latest ON true
 WHERE c.clinic_id = current_clinic() AND c.id = ANY ($1::uuid[])`;

/** Reads what became of claims, in one query. Needs a transaction. */
@Injectable()
export class ClaimOutcomesReader {
  constructor(private readonly sql: Sql) {}

  async ofClaims(ids: readonly ClaimId[]): Promise<ReadonlyMap<ClaimId, ClaimOutcome>> {
    const rows = await this.sql.query<{ outcome: ClaimOutcome }>(OUTCOMES, [ids]);
    return new Map(rows.map(({ outcome }) => [outcome.claimId, outcome]));
  }
}
