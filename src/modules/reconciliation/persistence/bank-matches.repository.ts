import { Injectable } from '@nestjs/common';
import type {
  BankAccountKind,
  MatchCandidate,
  MatchTarget,
  UnmatchedLine,
} from '../../../domain/reconciliation/match-bank-lines';
import { parseBusinessDate } from '../../../kernel/business-date';
import { Clock, toDate } from '../../../kernel/clock';
import { Money } from '../../../kernel/money';
import { RequestContext } from '../../../platform/context/request-context';
import { Sql } from '../../../platform/database/sql';

export interface NewMatch {
  readonly id: string;
  readonly lineId: string;
  readonly targetType: MatchTarget;
  readonly targetId: string;
  readonly amountCents: string;
  readonly rule: string;
}

interface CandidateRow {
  readonly type: MatchCandidate['type'];
  readonly id: string;
  readonly on: string;
  readonly amounts: string[];
  readonly reference: string;
}

const UNMATCHED = (type: MatchTarget, id: string): string =>
  `NOT EXISTS (SELECT 1 FROM bank_matches m WHERE m.clinic_id = current_clinic() AND m.target_type = '${type}' AND m.target_id = ${id} AND m.unmatched_at IS NULL)`;

/** What a statement may still show: payouts that arrived, deposits, Venmo payments, what payers sent. */
const CANDIDATES = `
  SELECT 'payout' AS type, p.id, p.arrives_on AS on, ARRAY[p.amount_cents, p.account_amount_cents]::text[] AS amounts, p.stripe_payout_id AS reference
    FROM payouts p WHERE p.clinic_id = current_clinic() AND p.status = 'paid' AND ${UNMATCHED('payout', 'p.id')}
  UNION ALL
  SELECT 'deposit', d.id, d.deposited_on, ARRAY[d.cash_cents + d.check_cents]::text[], d.reference
    FROM bank_deposits d WHERE d.clinic_id = current_clinic() AND ${UNMATCHED('deposit', 'd.id')}
  UNION ALL
  SELECT 'tender', t.id, p.effective_on, ARRAY[t.amount_cents, t.amount_cents - coalesce(t.fee_cents, 0)]::text[], t.reference
    FROM payment_tenders t JOIN payments p ON p.clinic_id = t.clinic_id AND p.id = t.payment_id AND p.state <> 'voided'
   WHERE t.clinic_id = current_clinic() AND t.type = 'venmo' AND ${UNMATCHED('tender', 't.id')}
  UNION ALL
  SELECT 'remittance', r.id, coalesce(r.paid_on, r.posted_on), ARRAY[r.payment_cents]::text[], r.trace_number
    FROM remittances r WHERE r.clinic_id = current_clinic() AND r.status = 'posted' AND r.payment_cents > 0 AND ${UNMATCHED('remittance', 'r.id')}`;

/** Rows of matches between statement lines and movements of ours. */
@Injectable()
export class BankMatchesRepository {
  constructor(
    private readonly sql: Sql,
    private readonly context: RequestContext,
    private readonly clock: Clock,
  ) {}

  /** Holds the matching of the clinic's statements, so that two matchers never give one line twice. */
  async lock(): Promise<void> {
    await this.sql.query(`SELECT pg_advisory_xact_lock(hashtextextended(current_clinic()::text || ':bank-match', 9))`);
  }

  /** Lines without a match, the oldest first. */
  async unmatchedLines(): Promise<UnmatchedLine[]> {
    const rows = await this.sql.query<
      Omit<UnmatchedLine, 'postedOn' | 'amount'> & {
        postedOn: string;
        amountCents: string;
        accountKind: BankAccountKind;
      }
    >(
      `SELECT l.id, l.account_kind AS "accountKind", l.posted_on AS "postedOn", l.amount_cents AS "amountCents", l.description, l.reference
         FROM bank_lines l
        WHERE l.clinic_id = current_clinic() AND NOT EXISTS (SELECT 1 FROM bank_matches m WHERE m.clinic_id = l.clinic_id AND m.unmatched_at IS NULL
          AND (m.bank_line_id = l.id OR (m.target_type = 'venmo_sweep' AND m.target_id = l.id)))
        ORDER BY l.posted_on, l.id LIMIT 5000`,
    );
    return rows.map((row) => ({
      ...row,
      postedOn: parseBusinessDate(row.postedOn),
      amount: Money.fromColumn(row.amountCents),
    }));
  }

  /** What the lines may be; narrowed to one when a person names it. */
  async candidates(only?: { type: string; id: string }): Promise<MatchCandidate[]> {
    const rows = await this.sql.query<CandidateRow>(
      `SELECT * FROM (${CANDIDATES}) c WHERE ($1::text IS NULL OR (c.type = $1 AND c.id = $2::uuid)) ORDER BY "on", id LIMIT 20000`,
      [only?.type ?? null, only?.id ?? null],
    );
    return rows.map((row) => ({
      ...row,
      on: parseBusinessDate(row.on),
      amounts: row.amounts.map((cents) => Money.fromColumn(cents)),
    }));
  }

  /** Throws the violation of `uq_bank_matches_line` or `uq_bank_matches_target` when either is matched already. */
  async insert(match: NewMatch): Promise<void> {
    await this.sql.execute(
      `INSERT INTO bank_matches (clinic_id, id, bank_line_id, target_type, target_id, amount_cents, rule, matched_by_id, matched_at)
       VALUES (current_clinic(), $1, $2, $3, $4, $5, $6, $7, $8)`,
      [
        match.id,
        match.lineId,
        match.targetType,
        match.targetId,
        match.amountCents,
        match.rule,
        this.context.actor.id,
        toDate(this.clock.now()),
      ],
    );
  }

  /** Takes a match back. Its row stays. */
  async end(id: string): Promise<void> {
    await this.sql.execute(
      `UPDATE bank_matches SET unmatched_at = $2, unmatched_by_id = $3 WHERE clinic_id = current_clinic() AND id = $1 AND unmatched_at IS NULL`,
      [id, toDate(this.clock.now()), this.context.actor.id],
    );
  }

  /** The entry a match posted, if it did. */
  async entryOf(matchId: string): Promise<string | undefined> {
    const row = await this.sql.one<{ id: string }>(
      `SELECT id FROM journal_entries WHERE clinic_id = current_clinic() AND source_type = 'bank_line' AND source_id = $1 AND kind IN ('venmo_sweep', 'payer_deposit')`,
      [matchId],
    );
    return row?.id;
  }
}
