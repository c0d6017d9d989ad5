import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { BankAccountKind } from '../../../domain/reconciliation/match-bank-lines';
import { Clock, formatInstant, fromDate, toDate } from '../../../kernel/clock';
import { newId } from '../../../kernel/ids';
import { RequestContext } from '../../../platform/context/request-context';
import { Sql } from '../../../platform/database/sql';
import type { BankLineView, BankMatchView } from '../bank-line.view';
import type { StatementRow } from '../csv/bank-line-csv';

export interface BankLineFilter {
  readonly account?: string;
  readonly status?: string;
  readonly from?: string;
  readonly to?: string;
  readonly beforeId?: string | null;
  readonly limit: number;
}

interface LineRow {
  readonly id: string;
  readonly account: BankAccountKind;
  readonly postedOn: string;
  readonly description: string;
  readonly amountCents: string;
  readonly reference: string | null;
  readonly match: Omit<BankMatchView, 'matchedAt'> | null;
  readonly matchedAt: Date | null;
}

// The line of a Venmo statement by which a sweep left is matched by the line it came by.
const LINES = `
  SELECT * FROM (
    SELECT l.id, l.account_kind AS account, l.posted_on AS "postedOn", l.description, l.amount_cents AS "amountCents", l.reference,
           CASE WHEN m.id IS NOT NULL THEN json_build_object('id', m.id, 'targetType', m.target_type, 'targetId', m.target_id, 'rule', m.rule) END AS match,
           m.matched_at AS "matchedAt"
      FROM bank_lines l
      LEFT JOIN bank_matches m ON m.clinic_id = l.clinic_id AND m.unmatched_at IS NULL
        AND (m.bank_line_id = l.id OR (m.target_type = 'venmo_sweep' AND m.target_id = l.id))
     WHERE l.clinic_id = current_clinic()) l`;

/** Lines of statements. Never changed: what a bank wrote stays what it wrote. */
@Injectable()
export class BankLinesRepository {
  constructor(
    private readonly sql: Sql,
    private readonly context: RequestContext,
    private readonly clock: Clock,
  ) {}

  /** Adds lines that are not there yet; equal lines of one file are told apart by which of them they are. @returns how many were new */
  async insert(account: BankAccountKind, rows: readonly StatementRow[]): Promise<number> {
    const seen = new Map<string, number>();
    const hashed = rows.map((row) => {
      const hash = hashOf(account, row);
      const occurrence = (seen.get(hash) ?? 0) + 1;
      seen.set(hash, occurrence);
      return { ...row, hash, occurrence };
    });
    return this.store(account, hashed);
  }

  /** Adds one more line, equal to others or not. @returns its id */
  async add(account: BankAccountKind, row: StatementRow): Promise<string> {
    const hash = hashOf(account, row);
    await this.sql.query(`SELECT pg_advisory_xact_lock(hashtextextended($1, 10))`, [hash]);
    const last = await this.sql.one<{ occurrence: number }>(
      `SELECT coalesce(max(occurrence), 0)::int AS occurrence FROM bank_lines WHERE clinic_id = current_clinic() AND row_hash = decode($1, 'hex')`,
      [hash],
    );
    const id = newId<string>(this.clock.now());
    await this.store(account, [{ ...row, hash, occurrence: (last?.occurrence ?? 0) + 1, id }]);
    return id;
  }

  async get(id: string): Promise<BankLineView | undefined> {
    const row = await this.sql.one<LineRow>(`${LINES} WHERE l.id = $1`, [id]);
    return row && toView(row);
  }

  async list(filter: BankLineFilter): Promise<BankLineView[]> {
    const rows = await this.sql.query<LineRow>(
      `${LINES} WHERE ($1::text IS NULL OR account = $1) AND ($2::text IS NULL OR ($2 = 'matched') = (match IS NOT NULL))
         AND ($3::date IS NULL OR "postedOn" >= $3) AND ($4::date IS NULL OR "postedOn" <= $4) AND ($5::uuid IS NULL OR id < $5)
       ORDER BY id DESC LIMIT $6`,
      [
        filter.account ?? null,
        filter.status ?? null,
        filter.from ?? null,
        filter.to ?? null,
        filter.beforeId ?? null,
        filter.limit,
      ],
    );
    return rows.map(toView);
  }

  async countUnmatched(): Promise<number> {
    const row = await this.sql.one<{ n: number }>(
      `SELECT count(*)::int AS n FROM (${LINES}) unmatched WHERE unmatched.match IS NULL`,
    );
    return row?.n ?? 0;
  }

  private store(
    account: BankAccountKind,
    rows: readonly (StatementRow & { hash: string; occurrence: number; id?: string })[],
  ): Promise<number> {
    const now = this.clock.now();
    return this.sql.execute(
      `INSERT INTO bank_lines (clinic_id, id, account_kind, posted_on, description, amount_cents, reference, row_hash, occurrence, recorded_by_id, recorded_at)
       SELECT current_clinic(), x.id, $1, x.day, x.description, x.cents, x.reference, decode(x.hash, 'hex'), x.occurrence, $9, $10
         FROM unnest($2::uuid[], $3::date[], $4::text[], $5::bigint[], $6::text[], $7::text[], $8::integer[]) AS x (id, day, description, cents, reference, hash, occurrence)
       ON CONFLICT (row_hash, clinic_id, occurrence) DO NOTHING`,
      [
        account,
        rows.map((row) => row.id ?? newId(now)),
        rows.map((row) => row.postedOn),
        rows.map((row) => row.description),
        rows.map((row) => row.amountCents),
        rows.map((row) => row.reference),
        rows.map((row) => row.hash),
        rows.map((row) => row.occurrence),
        this.context.actor.id,
        toDate(now),
      ],
    );
  }
}

const hashOf = (account: string, { postedOn, description, amountCents, reference }: StatementRow): string =>
  createHash('sha256')
    .update(JSON.stringify([account, postedOn, description, amountCents, reference]))
    .digest('hex');

const toView = ({ match, matchedAt, ...row }: LineRow): BankLineView => ({
  ...row,
  amountCents: Number(row.amountCents),
  status: match ? 'matched' : 'unmatched',
  match: match && matchedAt ? { ...match, matchedAt: formatInstant(fromDate(matchedAt)) } : null,
});
