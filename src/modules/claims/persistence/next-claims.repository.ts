import { Injectable } from '@nestjs/common';
import { Clock, toDate } from '../../../kernel/clock';
import { type ChargeId, type ClaimId, type CoverageId, newId } from '../../../kernel/ids';
import { Money } from '../../../kernel/money';
import { Sql } from '../../../platform/database/sql';
import type { ClaimState } from '../../../domain/claims/claim-state';

/** The claim to the plan asked after another. */
export interface NextClaimRow {
  readonly id: ClaimId;
  readonly prior_claim_id: ClaimId;
  readonly status: ClaimState;
  readonly control_number: string;
}

// It says what the claim before said, under a number of its own, and counts its deadline from the decision.
const INSERT = `WITH number AS (
    INSERT INTO claim_counters AS s (clinic_id, kind, last_number) VALUES (current_clinic(), 'claim', 1)
    ON CONFLICT (clinic_id, kind) DO UPDATE SET last_number = s.last_number + 1 RETURNING last_number)
  INSERT INTO claims (clinic_id, id, control_number, patient_id, visit_id, coverage_id, payer_id, status, frequency,
    prior_claim_id, date_of_service, total_cents, filing_due_on, created_at)
  SELECT p.clinic_id, $2, 'C' || lpad(n.last_number::text, 7, '0'), p.patient_id, p.visit_id, k.id, k.payer_id, 'draft',
    'original', p.id, p.date_of_service, p.total_cents,
    $4::date + coalesce(r.timely_filing_days, ($5::json ->> k.plan_type)::integer), $6
    FROM number n, claims p, coverages k
    LEFT JOIN payer_claim_rules r ON r.clinic_id = k.clinic_id AND r.payer_id = k.payer_id
   WHERE p.clinic_id = current_clinic() AND p.id = $1 AND k.clinic_id = p.clinic_id AND k.id = $3`;

const COPY_LINES = `
  INSERT INTO claim_lines (clinic_id, claim_id, line_number, charge_id, control_number, procedure_code, modifiers, units,
    amount_cents, diagnosis_pointers, dose_mg)
  SELECT clinic_id, $2, line_number, charge_id, control_number, procedure_code, modifiers, units, amount_cents,
    diagnosis_pointers, dose_mg FROM claim_lines WHERE clinic_id = current_clinic() AND claim_id = $1`;

const LIVE = `SELECT id, prior_claim_id, status, control_number FROM claims
  WHERE clinic_id = current_clinic() AND prior_claim_id = ANY ($1::uuid[]) AND status <> 'replaced'`;

// What was posted and not taken back; a reversal counts below zero.
const POSTED_LINES = `FROM remittance_lines l
    JOIN remittance_claims rc ON rc.clinic_id = l.clinic_id AND rc.id = l.remittance_claim_id
    JOIN remittances r ON r.clinic_id = rc.clinic_id AND r.id = rc.remittance_id AND r.status = 'posted'
   WHERE l.clinic_id = current_clinic() AND l.claim_id = ANY ($1::uuid[])
     AND l.match_id IS NOT DISTINCT FROM standing_match(l.clinic_id, l.remittance_claim_id)`;

/** Claims to further plans, and what the plans before left. Needs a transaction. */
@Injectable()
export class NextClaimsRepository {
  constructor(
    private readonly sql: Sql,
    private readonly clock: Clock,
  ) {}

  async insert(
    priorId: ClaimId,
    next: { coverageId: CoverageId; decidedOn: string; timelyFilingDays: Readonly<Record<string, number>> },
  ): Promise<ClaimId> {
    const now = this.clock.now();
    const id = newId<ClaimId>(now);
    const days = JSON.stringify(next.timelyFilingDays);
    await this.sql.execute(INSERT, [priorId, id, next.coverageId, next.decidedOn, days, toDate(now)]);
    this.sql.defer(COPY_LINES, [priorId, id]);
    return id;
  }

  /** Those that stand, of the claims before them. */
  liveOf(priorIds: readonly ClaimId[]): Promise<NextClaimRow[]> {
    return this.sql.query<NextClaimRow>(`${LIVE} ORDER BY id`, [priorIds]);
  }

  /** What payers left to the patient and the next plan was asked for, by charge. */
  forwarded(claimIds: readonly ClaimId[]): Promise<ReadonlyMap<ChargeId, Money>> {
    return this.sums('forwarded_cents', claimIds);
  }

  /** What was given up because of what these claims' payers said, by charge. */
  contractual(claimIds: readonly ClaimId[]): Promise<ReadonlyMap<ChargeId, Money>> {
    return this.sums('contractual_cents', claimIds);
  }

  /** The claims of which something still waits for the next plan. */
  async held(claimIds: readonly ClaimId[]): Promise<ClaimId[]> {
    if (claimIds.length === 0) return [];
    const rows = await this.sql.query<{ claim_id: ClaimId }>(
      `SELECT l.claim_id ${POSTED_LINES} GROUP BY l.claim_id HAVING sum(l.forwarded_cents) <> 0`,
      [claimIds],
    );
    return rows.map((row) => row.claim_id);
  }

  private async sums(
    column: 'forwarded_cents' | 'contractual_cents',
    claimIds: readonly ClaimId[],
  ): Promise<ReadonlyMap<ChargeId, Money>> {
    if (claimIds.length === 0) return new Map();
    const rows = await this.sql.query<{ charge_id: ChargeId; cents: string }>(
      `SELECT l.charge_id, sum(l.${column})::bigint AS cents ${POSTED_LINES} GROUP BY l.charge_id`,
      [claimIds],
    );
    return new Map(rows.map((row) => [row.charge_id, Money.fromColumn(row.cents)]));
  }
}
