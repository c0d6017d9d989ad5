import type { MigrationInterface, QueryRunner } from 'typeorm';

const DRAWERS = `
  CREATE TABLE drawers (
    clinic_id uuid NOT NULL,
    id uuid NOT NULL,
    location_id uuid NOT NULL,
    name text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT pk_drawers PRIMARY KEY (clinic_id, id),
    CONSTRAINT uq_drawers_name UNIQUE (clinic_id, location_id, name),
    CONSTRAINT fk_drawers_location_id FOREIGN KEY (clinic_id, location_id) REFERENCES locations (clinic_id, id),
    CONSTRAINT ck_drawers_name CHECK (length(name) BETWEEN 1 AND 80)
  );
  COMMENT ON TABLE drawers IS 'Cash drawers, each at one location.';
  SELECT protect_tenant_table('drawers', 'SELECT, INSERT');

  -- A location is never without a drawer, whoever opened it.
  CREATE FUNCTION give_location_a_drawer() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      INSERT INTO drawers (clinic_id, id, location_id, name) VALUES (NEW.clinic_id, uuidv7(), NEW.id, 'Front desk');
      RETURN NULL;
    END $$;
  CREATE TRIGGER give_location_a_drawer AFTER INSERT ON locations FOR EACH ROW EXECUTE FUNCTION give_location_a_drawer();
  DO $$
    DECLARE
      v_clinic uuid;
    BEGIN
      FOR v_clinic IN SELECT id FROM list_clinic_ids() AS t(id) LOOP
        PERFORM set_config('app.clinic_id', v_clinic::text, true);
        INSERT INTO drawers (clinic_id, id, location_id, name)
          SELECT l.clinic_id, uuidv7(), l.id, 'Front desk' FROM locations l WHERE l.clinic_id = v_clinic;
      END LOOP;
      PERFORM set_config('app.clinic_id', '', true);
    END $$;
`;

const SESSIONS = `
  CREATE TABLE drawer_sessions (
    clinic_id uuid NOT NULL,
    id uuid NOT NULL,
    drawer_id uuid NOT NULL,
    position integer NOT NULL,
    opened_on date NOT NULL,
    opened_at timestamptz NOT NULL,
    opened_by_id text NOT NULL,
    opened_by_label text NOT NULL,
    carried_cents bigint NOT NULL,
    open_float_cents bigint NOT NULL,
    holder_id text NOT NULL,
    holder_label text NOT NULL,
    state text NOT NULL DEFAULT 'open',
    closed_at timestamptz,
    closed_by_id text,
    closed_by_label text,
    deposit_cents bigint,
    next_float_cents bigint,
    CONSTRAINT pk_drawer_sessions PRIMARY KEY (clinic_id, id),
    CONSTRAINT uq_drawer_sessions_position UNIQUE (clinic_id, drawer_id, position),
    CONSTRAINT fk_drawer_sessions_drawer_id FOREIGN KEY (clinic_id, drawer_id) REFERENCES drawers (clinic_id, id),
    CONSTRAINT ck_drawer_sessions_state CHECK (state IN ('open', 'closed')),
    CONSTRAINT ck_drawer_sessions_amounts CHECK (carried_cents >= 0 AND open_float_cents >= 0 AND deposit_cents >= 0 AND next_float_cents >= 0),
    CONSTRAINT ck_drawer_sessions_closed CHECK ((state = 'closed') =
      (closed_at IS NOT NULL AND closed_by_id IS NOT NULL AND closed_by_label IS NOT NULL AND deposit_cents IS NOT NULL AND next_float_cents IS NOT NULL))
  );
  CREATE UNIQUE INDEX uq_drawer_sessions_open ON drawer_sessions (clinic_id, drawer_id) WHERE state = 'open';
  CREATE INDEX ix_drawer_sessions_opened_on ON drawer_sessions (clinic_id, opened_on);
  COMMENT ON TABLE drawer_sessions IS 'From the opening of a drawer to its count. At most one is open per drawer. What it should hold is in cash_movements.';
  COMMENT ON COLUMN drawer_sessions.position IS 'Counts the sessions of the drawer from 1: what one leaves, the next begins with.';
  COMMENT ON COLUMN drawer_sessions.opened_on IS 'Open business day in the clinic''s zone.';
  COMMENT ON COLUMN drawer_sessions.carried_cents IS 'US cents the session before left in the drawer; 0 for the first.';
  COMMENT ON COLUMN drawer_sessions.holder_id IS 'The person who works it: the staff user, also behind an API key; the key itself when it belongs to nobody.';
  COMMENT ON COLUMN drawer_sessions.next_float_cents IS 'US cents left in the drawer for the next session.';
  SELECT protect_tenant_table('drawer_sessions', 'SELECT, INSERT,
    UPDATE (holder_id, holder_label, state, closed_at, closed_by_id, closed_by_label, deposit_cents, next_float_cents)');
  CREATE TRIGGER closed_for_good BEFORE UPDATE ON drawer_sessions FOR EACH ROW WHEN (OLD.state = 'closed') EXECUTE FUNCTION refuse_change();
  CREATE TRIGGER never_deleted BEFORE DELETE ON drawer_sessions FOR EACH ROW EXECUTE FUNCTION refuse_change();

  CREATE TABLE drawer_counts (
    clinic_id uuid NOT NULL,
    id uuid NOT NULL,
    session_id uuid NOT NULL,
    moment text NOT NULL,
    counts jsonb,
    counted_cents bigint NOT NULL,
    expected_cents bigint NOT NULL,
    reason text,
    counted_at timestamptz NOT NULL,
    counted_by_id text NOT NULL,
    counted_by_label text NOT NULL,
    handed_to_label text,
    CONSTRAINT pk_drawer_counts PRIMARY KEY (clinic_id, id),
    CONSTRAINT fk_drawer_counts_session_id FOREIGN KEY (clinic_id, session_id) REFERENCES drawer_sessions (clinic_id, id),
    CONSTRAINT ck_drawer_counts_moment CHECK (moment IN ('open', 'handover', 'close')),
    CONSTRAINT ck_drawer_counts_handed_to CHECK ((moment = 'handover') = (handed_to_label IS NOT NULL)),
    CONSTRAINT ck_drawer_counts_counted CHECK (counted_cents >= 0),
    CONSTRAINT ck_drawer_counts_reason CHECK (counted_cents = expected_cents OR reason IS NOT NULL)
  );
  CREATE UNIQUE INDEX uq_drawer_counts_once ON drawer_counts (clinic_id, session_id, moment) WHERE moment IN ('open', 'close');
  CREATE INDEX ix_drawer_counts_session_id ON drawer_counts (clinic_id, session_id);
  COMMENT ON TABLE drawer_counts IS 'Blind counts. The difference is booked to 6030 (source drawer_count) and always has a reason.';
  COMMENT ON COLUMN drawer_counts.counts IS 'Coins and notes: [{denominationCents, count}]; null when only the total was told at the opening.';
  SELECT protect_tenant_table('drawer_counts', 'SELECT, INSERT');
  SELECT make_append_only('drawer_counts');

  CREATE TABLE cash_movements (
    clinic_id uuid NOT NULL,
    entry_id uuid NOT NULL,
    session_id uuid,
    kind text NOT NULL,
    amount_cents bigint NOT NULL,
    reason text,
    reference text,
    taken_down_at timestamptz NOT NULL,
    CONSTRAINT pk_cash_movements PRIMARY KEY (clinic_id, entry_id),
    CONSTRAINT fk_cash_movements_entry_id FOREIGN KEY (clinic_id, entry_id) REFERENCES journal_entries (clinic_id, id),
    CONSTRAINT fk_cash_movements_session_id FOREIGN KEY (clinic_id, session_id) REFERENCES drawer_sessions (clinic_id, id),
    CONSTRAINT ck_cash_movements_kind CHECK (kind IN ('patient', 'other', 'float', 'paid_in', 'paid_out', 'drop', 'over_short', 'deposit')),
    CONSTRAINT ck_cash_movements_amount CHECK (amount_cents <> 0)
  );
  CREATE INDEX ix_cash_movements_session_id ON cash_movements (clinic_id, session_id);
  COMMENT ON TABLE cash_movements IS 'Which drawer session each journal entry on 1020 belongs to; no session: cash outside any drawer.';
  COMMENT ON COLUMN cash_movements.amount_cents IS 'US cents, the entry''s net on 1020: into the drawer positive, out of it negative.';
  COMMENT ON COLUMN cash_movements.kind IS 'patient: taken from or given back to patients; other: what another room booked on 1020. Both are found in the journal in commit order.';
  SELECT protect_tenant_table('cash_movements', 'SELECT, INSERT, UPDATE (session_id, reason)');
  CREATE TRIGGER belongs_once BEFORE UPDATE ON cash_movements FOR EACH ROW WHEN (OLD.session_id IS NOT NULL) EXECUTE FUNCTION refuse_change();
  CREATE TRIGGER never_deleted BEFORE DELETE ON cash_movements FOR EACH ROW EXECUTE FUNCTION refuse_change();

  CREATE TABLE cash_watermarks (
    clinic_id uuid NOT NULL,
    taken_to xid8 NOT NULL,
    CONSTRAINT pk_cash_watermarks PRIMARY KEY (clinic_id),
    CONSTRAINT fk_cash_watermarks_clinic_id FOREIGN KEY (clinic_id) REFERENCES clinics (id)
  );
  COMMENT ON TABLE cash_watermarks IS 'Entries of transactions below this are in cash_movements, where they touch 1020.';
  SELECT protect_tenant_table('cash_watermarks', 'SELECT, INSERT, UPDATE (taken_to)');
`;

const PLACES = `
  CREATE VIEW journal_places WITH (security_invoker = true) AS
    SELECT e.clinic_id, e.id AS entry_id, coalesce(
        (SELECT v.location_id FROM charges c JOIN visits v ON v.clinic_id = c.clinic_id AND v.id = c.visit_id
          WHERE s.type = 'charge' AND c.clinic_id = e.clinic_id AND c.id = s.id),
        (SELECT v.location_id FROM adjustments a JOIN charges c ON c.clinic_id = a.clinic_id AND c.id = a.charge_id
           JOIN visits v ON v.clinic_id = c.clinic_id AND v.id = c.visit_id
          WHERE s.type = 'adjustment' AND a.clinic_id = e.clinic_id AND a.id = s.id),
        (SELECT v.location_id FROM payment_tenders t JOIN payments p ON p.clinic_id = t.clinic_id AND p.id = t.payment_id
           JOIN invoices i ON i.clinic_id = p.clinic_id AND i.id = p.invoice_id JOIN visits v ON v.clinic_id = i.clinic_id AND v.id = i.visit_id
          WHERE s.type = 'tender' AND t.clinic_id = e.clinic_id AND t.id = s.id),
        (SELECT v.location_id FROM journal_lines l JOIN invoices i ON i.clinic_id = l.clinic_id AND i.id = l.invoice_id
           JOIN visits v ON v.clinic_id = i.clinic_id AND v.id = i.visit_id
          WHERE l.clinic_id = e.clinic_id AND l.entry_id = e.id ORDER BY l.line_no LIMIT 1)) AS location_id
      FROM journal_entries e
      LEFT JOIN journal_entries o ON o.clinic_id = e.clinic_id AND o.id = e.reverses_id
      CROSS JOIN LATERAL (SELECT coalesce(o.source_type, e.source_type) AS type, coalesce(o.source_id, e.source_id) AS id) s;
  COMMENT ON VIEW journal_places IS 'Where the care a journal entry is about was given; null when it is about no visit.';
  GRANT SELECT ON journal_places TO billing_app;
`;

/** Cash drawers, their sessions and counts, and which session every cent of 1020 belongs to. */
export class CreateDrawers1763790015100 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(DRAWERS);
    await runner.query(SESSIONS);
    await runner.query(PLACES);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP VIEW journal_places;
      DROP TABLE cash_watermarks, cash_movements, drawer_counts, drawer_sessions;
      DROP TRIGGER give_location_a_drawer ON locations;
      DROP FUNCTION give_location_a_drawer();
      DROP TABLE drawers;
    `);
  }
}
