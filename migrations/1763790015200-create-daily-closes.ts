import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLES = `
  ALTER TABLE number_sequences DROP CONSTRAINT ck_number_sequences_kind;
  ALTER TABLE number_sequences ADD CONSTRAINT ck_number_sequences_kind CHECK (kind ~ '^[a-z_]{3,40}$');

  CREATE INDEX ix_payments_unsettled ON payments (clinic_id, effective_on) WHERE state IN ('pending', 'requires_action', 'processing', 'unknown');

  CREATE TABLE daily_closes (
    clinic_id uuid NOT NULL,
    id uuid NOT NULL,
    position integer NOT NULL,
    number text NOT NULL,
    location_id uuid NOT NULL,
    business_date date NOT NULL,
    content text NOT NULL,
    entries_hash bytea NOT NULL,
    previous_hash bytea NOT NULL,
    hash bytea NOT NULL,
    replaces_id uuid,
    closed_at timestamptz NOT NULL,
    closed_by_id text NOT NULL,
    CONSTRAINT pk_daily_closes PRIMARY KEY (clinic_id, id),
    CONSTRAINT uq_daily_closes_position UNIQUE (clinic_id, position),
    CONSTRAINT uq_daily_closes_number UNIQUE (clinic_id, number),
    CONSTRAINT uq_daily_closes_replaces_id UNIQUE (clinic_id, replaces_id),
    CONSTRAINT fk_daily_closes_location_id FOREIGN KEY (clinic_id, location_id) REFERENCES locations (clinic_id, id),
    CONSTRAINT fk_daily_closes_replaces_id FOREIGN KEY (clinic_id, replaces_id) REFERENCES daily_closes (clinic_id, id),
    CONSTRAINT ck_daily_closes_content CHECK (content IS JSON OBJECT),
    CONSTRAINT ck_daily_closes_hash CHECK (hash = sha256(previous_hash || convert_to(content, 'UTF8')))
  );
  CREATE UNIQUE INDEX uq_daily_closes_day ON daily_closes (clinic_id, location_id, business_date) WHERE replaces_id IS NULL;
  COMMENT ON TABLE daily_closes IS 'Closed business days per location. Append-only: a day closed again is a new close that names the one it replaces.';
  COMMENT ON COLUMN daily_closes.content IS 'Canonical JSON (sorted keys) of everything the close says; amounts in US cents.';
  COMMENT ON COLUMN daily_closes.entries_hash IS 'SHA-256 of the content hashes of the journal entries it covers, in the order of their ids.';
  COMMENT ON COLUMN daily_closes.hash IS 'SHA-256 of the hash of the clinic''s close before it and the content.';
  SELECT protect_tenant_table('daily_closes', 'SELECT, INSERT');
  SELECT make_append_only('daily_closes');

  CREATE TABLE daily_close_entries (
    clinic_id uuid NOT NULL,
    close_id uuid NOT NULL,
    entry_id uuid NOT NULL,
    CONSTRAINT pk_daily_close_entries PRIMARY KEY (clinic_id, entry_id, close_id),
    CONSTRAINT fk_daily_close_entries_close_id FOREIGN KEY (clinic_id, close_id) REFERENCES daily_closes (clinic_id, id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_daily_close_entries_entry_id FOREIGN KEY (clinic_id, entry_id) REFERENCES journal_entries (clinic_id, id)
  );
  CREATE INDEX ix_daily_close_entries_close_id ON daily_close_entries (clinic_id, close_id, entry_id);
  COMMENT ON TABLE daily_close_entries IS 'The journal entries a daily close covers. An entry is in one close that stands, or in none yet.';
  SELECT protect_tenant_table('daily_close_entries', 'SELECT, INSERT');
  SELECT make_append_only('daily_close_entries');

  CREATE TABLE day_reopenings (
    clinic_id uuid NOT NULL,
    id uuid NOT NULL,
    close_id uuid NOT NULL,
    reason text NOT NULL,
    requested_by_id text NOT NULL,
    requested_at timestamptz NOT NULL,
    state text NOT NULL DEFAULT 'requested',
    decided_at timestamptz,
    CONSTRAINT pk_day_reopenings PRIMARY KEY (clinic_id, id),
    CONSTRAINT fk_day_reopenings_close_id FOREIGN KEY (clinic_id, close_id) REFERENCES daily_closes (clinic_id, id),
    CONSTRAINT ck_day_reopenings_state CHECK (state IN ('requested', 'reopened', 'rejected')),
    CONSTRAINT ck_day_reopenings_decided CHECK ((state = 'requested') = (decided_at IS NULL))
  );
  CREATE UNIQUE INDEX uq_day_reopenings_live ON day_reopenings (clinic_id, close_id) WHERE state <> 'rejected';
  COMMENT ON TABLE day_reopenings IS 'Closed days somebody wanted open again, and whether a second person agreed.';
  SELECT protect_tenant_table('day_reopenings', 'SELECT, INSERT, UPDATE (state, decided_at)');
  CREATE TRIGGER decided_for_good BEFORE UPDATE ON day_reopenings FOR EACH ROW WHEN (OLD.state <> 'requested') EXECUTE FUNCTION refuse_change();
  CREATE TRIGGER never_deleted BEFORE DELETE ON day_reopenings FOR EACH ROW EXECUTE FUNCTION refuse_change();

  CREATE TABLE cash_reports (
    clinic_id uuid NOT NULL,
    patient_id uuid NOT NULL,
    level text NOT NULL,
    entry_id uuid NOT NULL,
    total_cents bigint NOT NULL,
    reached_on date NOT NULL,
    raised_at timestamptz NOT NULL,
    CONSTRAINT pk_cash_reports PRIMARY KEY (clinic_id, patient_id, level, entry_id),
    CONSTRAINT fk_cash_reports_patient_id FOREIGN KEY (clinic_id, patient_id) REFERENCES patients (clinic_id, id),
    CONSTRAINT fk_cash_reports_entry_id FOREIGN KEY (clinic_id, entry_id) REFERENCES journal_entries (clinic_id, id),
    CONSTRAINT ck_cash_reports_level CHECK (level IN ('near', 'reportable'))
  );
  COMMENT ON TABLE cash_reports IS 'Payers whose cash of twelve months reached an amount to report (IRS Form 8300), each told once.';
  COMMENT ON COLUMN cash_reports.entry_id IS 'The receipt that reached it.';
  SELECT protect_tenant_table('cash_reports', 'SELECT, INSERT');
  SELECT make_append_only('cash_reports');
`;

const VIEWS = `
  CREATE VIEW standing_daily_closes WITH (security_invoker = true) AS
    SELECT c.* FROM daily_closes c
     WHERE NOT EXISTS (SELECT 1 FROM daily_closes r WHERE r.clinic_id = c.clinic_id AND r.replaces_id = c.id)
       AND NOT EXISTS (SELECT 1 FROM day_reopenings o WHERE o.clinic_id = c.clinic_id AND o.close_id = c.id AND o.state = 'reopened');
  COMMENT ON VIEW standing_daily_closes IS 'Closes that were neither reopened nor replaced.';
  GRANT SELECT ON standing_daily_closes TO billing_app;

  CREATE VIEW uncovered_entries WITH (security_invoker = true) AS
    SELECT e.clinic_id, e.id, e.effective_on, e.content_hash,
           coalesce(d.location_id, p.location_id, (SELECT l.id FROM locations l WHERE l.clinic_id = e.clinic_id ORDER BY l.name, l.id LIMIT 1)) AS location_id
      FROM ledger_books b
      JOIN journal_entries e ON e.clinic_id = b.clinic_id AND e.effective_on > coalesce((SELECT max(c.business_date) FROM standing_daily_closes c
        WHERE c.clinic_id = b.clinic_id AND c.business_date <= b.closed_through), '-infinity')
      JOIN journal_places p ON p.clinic_id = e.clinic_id AND p.entry_id = e.id
      LEFT JOIN cash_movements m ON m.clinic_id = e.clinic_id AND m.entry_id = e.id
      LEFT JOIN drawer_sessions s ON s.clinic_id = m.clinic_id AND s.id = m.session_id
      LEFT JOIN drawers d ON d.clinic_id = s.clinic_id AND d.id = s.drawer_id
     WHERE NOT EXISTS (SELECT 1 FROM daily_close_entries x JOIN standing_daily_closes c ON c.clinic_id = x.clinic_id AND c.id = x.close_id
                        WHERE x.clinic_id = e.clinic_id AND x.entry_id = e.id);
  COMMENT ON VIEW uncovered_entries IS 'Journal entries after the last sealed daily close that no standing one covers. Cash is where its drawer is; an entry about no visit belongs to the first location.';
  GRANT SELECT ON uncovered_entries TO billing_app;
`;

const VERIFY = `
  CREATE FUNCTION verify_daily_closes(p_clinic uuid) RETURNS TABLE (finding text, subject text)
    LANGUAGE sql STABLE AS $$
    SELECT 'close_altered', c.number FROM daily_closes c
      WHERE c.clinic_id = p_clinic AND c.hash IS DISTINCT FROM sha256(c.previous_hash || convert_to(c.content, 'UTF8'))
    UNION ALL
    SELECT 'close_chain_broken', c.number FROM daily_closes c
      LEFT JOIN daily_closes b ON b.clinic_id = c.clinic_id AND b.position = c.position - 1
      WHERE c.clinic_id = p_clinic AND (c.previous_hash IS DISTINCT FROM coalesce(b.hash, ''::bytea) OR (b.id IS NULL AND c.position <> 1)
        OR c.number <> 'DC-' || lpad(c.position::text, 6, '0'))
    UNION ALL
    SELECT 'close_entries_altered', c.number FROM daily_closes c
      LEFT JOIN LATERAL (SELECT sha256(coalesce(string_agg(e.content_hash, ''::bytea ORDER BY e.id), ''::bytea)) AS hash
        FROM daily_close_entries x JOIN journal_entries e ON e.clinic_id = x.clinic_id AND e.id = x.entry_id
        WHERE x.clinic_id = c.clinic_id AND x.close_id = c.id) h ON true
      WHERE c.clinic_id = p_clinic AND (c.entries_hash IS DISTINCT FROM h.hash OR c.content::json ->> 'entriesHash' IS DISTINCT FROM encode(h.hash, 'hex'))
    UNION ALL
    SELECT 'sealed_entry_uncovered', e.id::text FROM ledger_books b
      JOIN journal_entries e ON e.clinic_id = b.clinic_id
        AND e.effective_on <= (SELECT max(c.business_date) FROM standing_daily_closes c WHERE c.clinic_id = b.clinic_id AND c.business_date <= b.closed_through)
      WHERE b.clinic_id = p_clinic AND NOT EXISTS (SELECT 1 FROM daily_close_entries x JOIN standing_daily_closes c
        ON c.clinic_id = x.clinic_id AND c.id = x.close_id WHERE x.clinic_id = e.clinic_id AND x.entry_id = e.id)
    UNION ALL
    SELECT 'closed_through_differs', b.closed_through::text FROM ledger_books b
      WHERE b.clinic_id = p_clinic AND b.closed_through IS DISTINCT FROM
        (SELECT d.closed_after FROM ledger_day_changes d WHERE d.clinic_id = b.clinic_id ORDER BY d.change_number DESC LIMIT 1)
    UNION ALL
    SELECT 'cash_movement_differs', m.entry_id::text FROM cash_movements m
      WHERE m.clinic_id = p_clinic AND m.amount_cents IS DISTINCT FROM (SELECT sum(l.amount_cents) FROM journal_lines l
        WHERE l.clinic_id = m.clinic_id AND l.entry_id = m.entry_id AND l.account_number = 1020)
    UNION ALL
    SELECT 'drawer_session_differs', s.id::text FROM drawer_sessions s
      WHERE s.clinic_id = p_clinic AND s.state = 'closed' AND s.next_float_cents <> s.carried_cents
        + coalesce((SELECT sum(m.amount_cents) FROM cash_movements m WHERE m.clinic_id = s.clinic_id AND m.session_id = s.id), 0);
  $$;
  COMMENT ON FUNCTION verify_daily_closes IS 'Everything wrong with the clinic''s daily closes and drawers; empty when they hold.';
  GRANT EXECUTE ON FUNCTION verify_daily_closes(uuid) TO billing_app;
`;

/** Daily closes: numbered, chained by hash, each naming the journal entries it covers; reopenings; Form 8300. */
export class CreateDailyCloses1763790015200 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
    await runner.query(VIEWS);
    await runner.query(VERIFY);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP FUNCTION verify_daily_closes(uuid);
      DROP VIEW uncovered_entries, standing_daily_closes;
      DROP INDEX ix_payments_unsettled;
      DROP TABLE cash_reports, day_reopenings, daily_close_entries, daily_closes;
    `);
  }
}
