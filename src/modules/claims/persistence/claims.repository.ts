import { Injectable } from '@nestjs/common';
import type { ClaimFrequency } from '../../../domain/claims/claim-form';
import type { ClaimState } from '../../../domain/claims/claim-state';
import { Clock, toDate } from '../../../kernel/clock';
import { DomainError } from '../../../kernel/errors';
import { type ChargeId, type ClaimId, type CoverageId, newId, type PatientId, type VisitId } from '../../../kernel/ids';
import { RequestContext } from '../../../platform/context/request-context';
import { Sql } from '../../../platform/database/sql';
import { endsOf, INSERT_CLAIM_EVENTS, MOVE_CLAIMS, type MovedClaim, toEventRow, type WrittenMove } from './moved-claim';
import type { NewClaim, NewClaimLine } from './new-claim';

/** A claim as it is stored. */
export interface ClaimRow {
  readonly id: ClaimId;
  readonly control_number: string;
  readonly patient_id: PatientId;
  readonly visit_id: VisitId;
  readonly coverage_id: CoverageId;
  readonly payer_id: string;
  readonly status: ClaimState;
  readonly frequency: ClaimFrequency;
  readonly payer_claim_number: string | null;
  readonly date_of_service: string;
  readonly total_cents: string;
  /** The claim to the plan asked before this one. */
  readonly prior_claim_id: ClaimId | null;
}

export interface ClaimLineRow {
  readonly claim_id: ClaimId;
  readonly line_number: number;
  readonly charge_id: ChargeId;
  readonly control_number: string;
  readonly procedure_code: string | null;
  readonly amount_cents: string;
}

const COUNT = `INSERT INTO claim_counters AS s (clinic_id, kind, last_number) VALUES (current_clinic(), 'claim', 1)
  ON CONFLICT (clinic_id, kind) DO UPDATE SET last_number = s.last_number + 1 RETURNING last_number`;

// Number, payer and deadline are found where they are: the whole claim is one statement that nobody waits for.
const INSERT = `WITH number AS (${COUNT})
  INSERT INTO claims (clinic_id, id, control_number, patient_id, visit_id, coverage_id, payer_id, status, frequency,
    date_of_service, total_cents, filing_due_on, created_at)
  SELECT current_clinic(), $1, 'C' || lpad(n.last_number::text, 7, '0'), $2, $3, c.id, c.payer_id, 'draft', 'original',
    $5::date, $6, $5::date + coalesce(r.timely_filing_days, ($7::json ->> c.plan_type)::integer), $8
    FROM number n, coverages c
    LEFT JOIN payer_claim_rules r ON r.clinic_id = c.clinic_id AND r.payer_id = c.payer_id
   WHERE c.clinic_id = current_clinic() AND c.id = $4`;

const INSERT_LINES = `
  INSERT INTO claim_lines (clinic_id, claim_id, line_number, charge_id, control_number, procedure_code, modifiers, units,
    amount_cents, diagnosis_pointers, dose_mg)
  SELECT current_clinic(), $1, l.line_number, l.charge_id, 'L' || lpad(l.line_number::text, 4, '0'), l.procedure_code,
    l.modifiers, l.units, l.amount_cents, l.diagnosis_pointers, l.dose_mg
    FROM json_to_recordset($2::json) AS l (line_number smallint, charge_id uuid, procedure_code text, modifiers text[],
      units integer, amount_cents bigint, diagnosis_pointers smallint[], dose_mg integer)`;

// A replacement says what its predecessor said, under a number of its own.
const INSERT_REPLACEMENT = `WITH number AS (${COUNT})
  INSERT INTO claims (clinic_id, id, control_number, patient_id, visit_id, coverage_id, payer_id, status, frequency,
    replaces_id, payer_claim_number, prior_claim_id, date_of_service, total_cents, filing_due_on, created_at)
  SELECT clinic_id, $2, 'C' || lpad(n.last_number::text, 7, '0'), patient_id, visit_id, coverage_id, payer_id, 'draft', $3,
    id, payer_claim_number, prior_claim_id, date_of_service, total_cents, filing_due_on, $4
    FROM number n, claims WHERE clinic_id = current_clinic() AND id = $1`;

const COPY_LINES = `
  INSERT INTO claim_lines (clinic_id, claim_id, line_number, charge_id, control_number, procedure_code, modifiers, units,
    amount_cents, diagnosis_pointers, dose_mg)
  SELECT clinic_id, $2, line_number, charge_id, control_number, procedure_code, modifiers, units, amount_cents,
    diagnosis_pointers, dose_mg FROM claim_lines WHERE clinic_id = current_clinic() AND claim_id = $1`;

const COLUMNS = `id, control_number, patient_id, visit_id, coverage_id, payer_id, status, frequency, payer_claim_number,
  date_of_service, total_cents, prior_claim_id`;

/** Rows of claims, their lines and their history. Needs a transaction. */
@Injectable()
export class ClaimsRepository {
  constructor(
    private readonly sql: Sql,
    private readonly context: RequestContext,
    private readonly clock: Clock,
  ) {}

  /** Travels with the next statement. */
  insert(claim: NewClaim): void {
    const now = toDate(this.clock.now());
    this.sql.defer(INSERT, [
      claim.id,
      claim.patientId,
      claim.visitId,
      claim.coverageId,
      claim.dateOfService,
      claim.totalCents,
      JSON.stringify(claim.timelyFilingDays),
      now,
    ]);
    this.sql.defer(INSERT_LINES, [claim.id, JSON.stringify(claim.lines.map(toLineRow))]);
  }

  /** Copies a claim as its replacement or withdrawal. */
  async insertReplacement(id: ClaimId, frequency: 'replacement' | 'void'): Promise<ClaimId> {
    const now = this.clock.now();
    const copy = newId<ClaimId>(now);
    await this.sql.execute(INSERT_REPLACEMENT, [id, copy, frequency, toDate(now)]);
    await this.sql.execute(COPY_LINES, [id, copy]);
    return copy;
  }

  /** The claim, held until the transaction ends. Errors: `claim_unknown`, also for another clinic's. */
  async lock(id: ClaimId): Promise<ClaimRow> {
    const [row] = await this.lockAll([id]);
    if (!row) throw new DomainError('claim_unknown', { detail: 'This clinic has no such claim.' });
    return row;
  }

  /** Claims in id order, held until the transaction ends. */
  lockAll(ids: readonly ClaimId[]): Promise<ClaimRow[]> {
    return this.lockWhere('id = ANY ($1::uuid[])', ids);
  }

  /** As {@link lockAll}, by what the outside knows them by. */
  lockByControlNumbers(controlNumbers: readonly string[]): Promise<ClaimRow[]> {
    return this.lockWhere('control_number = ANY ($1::text[])', controlNumbers);
  }

  /** As {@link lockAll}, by the charges on their lines. */
  lockOfCharges(chargeIds: readonly ChargeId[]): Promise<ClaimRow[]> {
    return this.lockWhere(
      'id IN (SELECT l.claim_id FROM claim_lines l WHERE l.clinic_id = current_clinic() AND l.charge_id = ANY ($1::uuid[]))',
      chargeIds,
    );
  }

  /** Whether any of the claims went into a file or was answered by a payer. Tx: needs one that holds them. */
  async wereSent(ids: readonly ClaimId[]): Promise<boolean> {
    const row = await this.sql.one<{ sent: boolean }>(
      `SELECT EXISTS (SELECT FROM claim_batch_items b WHERE b.clinic_id = current_clinic() AND b.claim_id = ANY ($1::uuid[]))
           OR EXISTS (SELECT FROM claim_events e WHERE e.clinic_id = current_clinic() AND e.claim_id = ANY ($1::uuid[]) AND e.event IN ('submit', 'forward'))
           OR EXISTS (SELECT FROM remittance_lines r WHERE r.clinic_id = current_clinic() AND r.claim_id = ANY ($1::uuid[])) AS sent`,
      [ids],
    );
    return row?.sent ?? false;
  }

  linesOf(ids: readonly ClaimId[]): Promise<ClaimLineRow[]> {
    return this.sql.query<ClaimLineRow>(
      `SELECT claim_id, line_number, charge_id, control_number, procedure_code, amount_cents FROM claim_lines
        WHERE clinic_id = current_clinic() AND claim_id = ANY ($1::uuid[]) ORDER BY claim_id, line_number`,
      [ids],
    );
  }

  /** Writes a move that the state table allows. Travels with the next statement. */
  move(claim: ClaimRow, move: WrittenMove): void {
    this.moveAll([{ claim, move }]);
  }

  /** As {@link move}, for many in their order; of a claim that moves more than once each starts where the one before ended. */
  moveAll(moves: readonly MovedClaim[]): void {
    if (moves.length === 0) return;
    const now = this.clock.now();
    this.sql.defer(MOVE_CLAIMS, [JSON.stringify(endsOf(moves))]);
    this.sql.defer(INSERT_CLAIM_EVENTS, [
      JSON.stringify(moves.map((move, place) => toEventRow(move, { place, now }))),
      this.context.actor.id,
      toDate(now),
    ]);
  }

  /** Where claims stood before a remittance moved them, and where it left them; those it was taken off are not there. */
  movesOf(remittanceId: string): Promise<{ claim_id: ClaimId; before: ClaimState; after: ClaimState }[]> {
    return this.sql.query(
      `SELECT claim_id, (array_agg(from_status ORDER BY position) FILTER (WHERE event <> 'unpost'))[1] AS before,
              (array_agg(to_status ORDER BY position DESC))[1] AS after
         FROM claim_events WHERE clinic_id = current_clinic() AND cause_type = 'remittance' AND cause_id = $1
          AND event <> 'withdraw'
        GROUP BY claim_id HAVING (array_agg(event ORDER BY position DESC))[1] <> 'unpost'`,
      [remittanceId],
    );
  }

  /** The next number of a kind. Its counter stays locked until the transaction ends. */
  async takeInterchangeNumber(): Promise<number> {
    const row = await this.sql.one<{ last_number: string }>(
      `INSERT INTO claim_counters AS s (clinic_id, kind, last_number) VALUES (current_clinic(), 'interchange', 1)
       ON CONFLICT (clinic_id, kind) DO UPDATE SET last_number = s.last_number + 1 RETURNING last_number`,
    );
    return Number(row?.last_number);
  }

  private lockWhere(condition: string, values: readonly string[]): Promise<ClaimRow[]> {
    return this.sql.query<ClaimRow>(
      `SELECT ${COLUMNS} FROM claims WHERE clinic_id = current_clinic() AND ${condition} ORDER BY id FOR UPDATE`,
      [values],
    );
  }
}

const toLineRow = (line: NewClaimLine, index: number): object => ({
  line_number: index + 1,
  charge_id: line.chargeId,
  procedure_code: line.procedureCode ?? null,
  modifiers: line.modifiers,
  units: line.units ?? null,
  amount_cents: line.amountCents,
  diagnosis_pointers: line.diagnosisPointers,
  dose_mg: line.doseMg ?? null,
});
