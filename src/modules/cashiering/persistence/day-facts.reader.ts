import { Injectable } from '@nestjs/common';
import type { DailyCloseId, LocationId } from '../../../kernel/ids';
import { Sql } from '../../../platform/database/sql';

export interface TenderLineRow {
  readonly tender: string;
  readonly userId: string;
  readonly user: string;
  readonly takenCents: string;
  readonly returnedCents: string;
}

/** A closed drawer session of the day. */
export interface DaySessionRow {
  readonly sessionId: string;
  readonly drawer: string;
  readonly openedOn: string;
  readonly openFloatCents: string;
  readonly expectedCents: string;
  readonly countedCents: string;
  /** Over or short of all its counts. */
  readonly overShortCents: string;
  readonly reason: string | null;
  readonly depositCents: string;
  readonly nextFloatCents: string;
}

export interface OutsideRow {
  readonly entryId: string;
  readonly amountCents: string;
}

export interface AccountRow {
  readonly accountNumber: number;
  readonly debitCents: string;
  readonly creditCents: string;
}

export interface CoveredRow {
  readonly count: number;
  readonly hash: string;
  readonly firstOn: string | null;
}

/** A day as a close of it covers it. */
export interface DayCovered {
  readonly locationId: LocationId;
  readonly businessDate: string;
  readonly replacesId: DailyCloseId | null;
}

/** Every journal entry of the location through the day that no standing close covers, and those of the close it replaces. */
const COVER = `
  INSERT INTO daily_close_entries (clinic_id, close_id, entry_id)
  SELECT current_clinic(), $1::uuid, u.id FROM uncovered_entries u WHERE u.clinic_id = current_clinic() AND u.location_id = $2 AND u.effective_on <= $3
  UNION SELECT current_clinic(), $1::uuid, x.entry_id FROM daily_close_entries x WHERE x.clinic_id = current_clinic() AND x.close_id = $4`;

const COVERED = `
  SELECT count(*)::int AS count, min(e.effective_on) AS "firstOn",
         encode(sha256(coalesce(string_agg(e.content_hash, ''::bytea ORDER BY e.id), ''::bytea)), 'hex') AS hash
    FROM daily_close_entries x JOIN journal_entries e ON e.clinic_id = x.clinic_id AND e.id = x.entry_id
   WHERE x.clinic_id = current_clinic() AND x.close_id = $1`;

// Money taken and given back: a reversal counts as what it reverses, a processor's fee does not count.
const tenderLines = (entries: string): string => `
  SELECT coalesce(t.type, CASE l.account_number WHEN 1010 THEN 'check' WHEN 1020 THEN 'cash' WHEN 1035 THEN 'venmo' ELSE 'card' END) AS tender,
         coalesce(k.staff_user_id::text, e.actor_id) AS "userId", coalesce(u.display_name, k.label, e.actor_id) AS "user",
         sum(greatest(l.amount_cents, 0)) AS "takenCents", sum(greatest(-l.amount_cents, 0)) AS "returnedCents"
    FROM (${entries}) x
    JOIN journal_entries e ON e.clinic_id = current_clinic() AND e.id = x.entry_id
    LEFT JOIN journal_entries o ON o.clinic_id = e.clinic_id AND o.id = e.reverses_id
    JOIN journal_lines l ON l.clinic_id = e.clinic_id AND l.entry_id = e.id AND l.account_number IN (1010, 1020, 1030, 1035)
    LEFT JOIN refund_tenders r ON r.clinic_id = e.clinic_id AND r.id = coalesce(o.source_id, e.source_id)
    LEFT JOIN payment_tenders t ON t.clinic_id = e.clinic_id AND t.id = coalesce(r.tender_id, o.source_id, e.source_id)
    LEFT JOIN api_keys k ON k.clinic_id = e.clinic_id AND k.id::text = e.actor_id
    LEFT JOIN staff_users u ON u.clinic_id = e.clinic_id AND u.id::text = coalesce(k.staff_user_id::text, e.actor_id)
   WHERE coalesce(o.source_type, e.source_type) IN ('tender', 'payment', 'refund') AND coalesce(o.kind, e.kind) <> 'fee'
   GROUP BY 1, 2, 3 ORDER BY 1, 3, 2`;

const OF_CLOSE = `SELECT c.entry_id FROM daily_close_entries c WHERE c.clinic_id = current_clinic() AND c.close_id = $1`;
// What a close of the day would cover if it were written now.
const OF_OPEN_DAY = `
  SELECT n.id AS entry_id FROM uncovered_entries n WHERE n.clinic_id = current_clinic() AND n.location_id = $2 AND n.effective_on <= $3
  UNION ${OF_CLOSE}`;

const SESSIONS = `
  SELECT s.id AS "sessionId", d.name AS drawer, s.opened_on AS "openedOn", s.open_float_cents AS "openFloatCents",
         c.expected_cents AS "expectedCents", c.counted_cents AS "countedCents", a.cents AS "overShortCents", a.reason,
         s.deposit_cents AS "depositCents", s.next_float_cents AS "nextFloatCents"
    FROM drawer_sessions s
    JOIN drawers d ON d.clinic_id = s.clinic_id AND d.id = s.drawer_id AND d.location_id = $1
    JOIN drawer_counts c ON c.clinic_id = s.clinic_id AND c.session_id = s.id AND c.moment = 'close'
    JOIN LATERAL (SELECT sum(n.counted_cents - n.expected_cents) AS cents, string_agg(n.reason, '; ' ORDER BY n.id) AS reason
      FROM drawer_counts n WHERE n.clinic_id = s.clinic_id AND n.session_id = s.id) a ON true
   WHERE s.clinic_id = current_clinic() AND s.state = 'closed' AND s.opened_on <= $2
     AND s.opened_on > coalesce((SELECT max(k.business_date) FROM standing_daily_closes k
       WHERE k.clinic_id = s.clinic_id AND k.location_id = $1 AND k.business_date < $2), '-infinity')
   ORDER BY s.id`;

const UNSETTLED = `
  SELECT p.id, p.state AS status FROM payments p
    LEFT JOIN invoices i ON i.clinic_id = p.clinic_id AND i.id = p.invoice_id
    LEFT JOIN visits v ON v.clinic_id = i.clinic_id AND v.id = i.visit_id
   WHERE p.clinic_id = current_clinic() AND p.state IN ('pending', 'requires_action', 'processing', 'unknown') AND p.effective_on <= $2
     AND coalesce(v.location_id, (SELECT l.id FROM locations l WHERE l.clinic_id = p.clinic_id ORDER BY l.name, l.id LIMIT 1)) = $1
     AND (p.state IN ('processing', 'unknown') OR NOT EXISTS (SELECT 1 FROM checkout_sessions c
       WHERE c.clinic_id = p.clinic_id AND c.payment_id = p.id AND c.state IN ('creating', 'open')))
   ORDER BY p.id`;

// Asked for on the day or before, and the processor has not said whether it took it up.
const UNSETTLED_REFUNDS = `
  SELECT DISTINCT r.refund_id AS id, r.payment_id AS "paymentId", r.state AS status FROM refund_tenders r
    JOIN payments p ON p.clinic_id = r.clinic_id AND p.id = r.payment_id
    LEFT JOIN invoices i ON i.clinic_id = p.clinic_id AND i.id = p.invoice_id
    LEFT JOIN visits v ON v.clinic_id = i.clinic_id AND v.id = i.visit_id
   WHERE r.clinic_id = current_clinic() AND r.state IN ('requested', 'unknown')
     AND (coalesce(r.asked_at, r.created_at) AT TIME ZONE $3)::date <= $2
     AND coalesce(v.location_id, (SELECT l.id FROM locations l WHERE l.clinic_id = p.clinic_id ORDER BY l.name, l.id LIMIT 1)) = $1
   ORDER BY 1`;

/** A day at a location, in the clinic's zone. */
export interface DayAt {
  readonly locationId: LocationId;
  readonly day: string;
  readonly timeZone: string;
}

/** What a business day at a location came to. Reads the journal and the rooms it stands right of. Needs a transaction. */
@Injectable()
export class DayFactsReader {
  constructor(private readonly sql: Sql) {}

  /** Sessions of the location still open that were opened on the day or before. */
  openSessions(locationId: LocationId, day: string): Promise<{ id: string; drawer: string; heldBy: string }[]> {
    return this.sql.query(
      `SELECT d.id, d.name AS drawer, s.holder_label AS "heldBy" FROM drawer_sessions s
         JOIN drawers d ON d.clinic_id = s.clinic_id AND d.id = s.drawer_id AND d.location_id = $1
        WHERE s.clinic_id = current_clinic() AND s.state = 'open' AND s.opened_on <= $2 ORDER BY s.id`,
      [locationId, day],
    );
  }

  /** Payments whose outcome is not known; a card page that nobody has paid yet is none. */
  unsettledPayments(locationId: LocationId, day: string): Promise<{ id: string; status: string }[]> {
    return this.sql.query(UNSETTLED, [locationId, day]);
  }

  /** Refunds whose outcome is not known. */
  unsettledRefunds({ locationId, day, timeZone }: DayAt): Promise<{ id: string; paymentId: string; status: string }[]> {
    return this.sql.query(UNSETTLED_REFUNDS, [locationId, day, timeZone]);
  }

  /** Puts the day's entries into the close about to be written. */
  async cover(closeId: DailyCloseId, day: DayCovered): Promise<CoveredRow> {
    await this.sql.execute(COVER, [closeId, day.locationId, day.businessDate, day.replacesId]);
    return (await this.sql.one<CoveredRow>(COVERED, [closeId])) ?? { count: 0, hash: '', firstOn: null };
  }

  /** Whether the location has anything through the day that no standing close covers. */
  async hasUncovered(locationId: LocationId, day: string): Promise<boolean> {
    const row = await this.sql.one<{ found: boolean }>(
      `SELECT EXISTS (SELECT 1 FROM uncovered_entries u WHERE u.clinic_id = current_clinic() AND u.location_id = $1 AND u.effective_on <= $2) AS found`,
      [locationId, day],
    );
    return row?.found ?? false;
  }

  tenderLines(closeId: DailyCloseId): Promise<TenderLineRow[]> {
    return this.sql.query<TenderLineRow>(tenderLines(OF_CLOSE), [closeId]);
  }

  /** What the tender lines of a day's close would be now. */
  openTenderLines(day: DayCovered): Promise<TenderLineRow[]> {
    return this.sql.query<TenderLineRow>(tenderLines(OF_OPEN_DAY), [day.replacesId, day.locationId, day.businessDate]);
  }

  /** Business days of a location with something no standing close covers, the newest first. */
  async openDays(locationId: LocationId, through: string, most: number): Promise<string[]> {
    const rows = await this.sql.query<{ day: string }>(
      `SELECT DISTINCT u.effective_on AS day FROM uncovered_entries u
        WHERE u.clinic_id = current_clinic() AND u.location_id = $1 AND u.effective_on <= $2 ORDER BY 1 DESC LIMIT $3`,
      [locationId, through, most],
    );
    return rows.map(({ day }) => day);
  }

  /** Whether a drawer anywhere is open since the day or before: cash of the day may still be counted blind. */
  async hasOpenDrawer(day: string): Promise<boolean> {
    const row = await this.sql.one<{ found: boolean }>(
      `SELECT EXISTS (SELECT 1 FROM drawer_sessions s WHERE s.clinic_id = current_clinic() AND s.state = 'open' AND s.opened_on <= $1) AS found`,
      [day],
    );
    return row?.found ?? false;
  }

  sessions(locationId: LocationId, day: string): Promise<DaySessionRow[]> {
    return this.sql.query<DaySessionRow>(SESSIONS, [locationId, day]);
  }

  /** Cash of the close in no drawer. */
  outsideCash(closeId: DailyCloseId): Promise<OutsideRow[]> {
    return this.sql.query<OutsideRow>(
      `SELECT m.entry_id AS "entryId", m.amount_cents AS "amountCents" FROM daily_close_entries x
         JOIN cash_movements m ON m.clinic_id = x.clinic_id AND m.entry_id = x.entry_id AND m.session_id IS NULL
        WHERE x.clinic_id = current_clinic() AND x.close_id = $1 ORDER BY m.entry_id`,
      [closeId],
    );
  }

  /** What the close's entries moved on each account. */
  accounts(closeId: DailyCloseId): Promise<AccountRow[]> {
    return this.sql.query<AccountRow>(
      `SELECT l.account_number AS "accountNumber", sum(greatest(l.amount_cents, 0)) AS "debitCents", sum(greatest(-l.amount_cents, 0)) AS "creditCents"
         FROM daily_close_entries x JOIN journal_lines l ON l.clinic_id = x.clinic_id AND l.entry_id = x.entry_id
        WHERE x.clinic_id = current_clinic() AND x.close_id = $1 GROUP BY 1 ORDER BY 1`,
      [closeId],
    );
  }
}
