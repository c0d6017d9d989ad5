import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLES = `
  CREATE TABLE ledger_accounts (
    clinic_id uuid NOT NULL,
    number integer NOT NULL,
    name text NOT NULL,
    kind text NOT NULL,
    is_open_item boolean NOT NULL,
    parent_number integer,
    created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT pk_ledger_accounts PRIMARY KEY (clinic_id, number),
    CONSTRAINT fk_ledger_accounts_clinic FOREIGN KEY (clinic_id) REFERENCES clinics (id),
    CONSTRAINT fk_ledger_accounts_parent FOREIGN KEY (clinic_id, parent_number) REFERENCES ledger_accounts (clinic_id, number),
    CONSTRAINT ck_ledger_accounts_kind CHECK (kind IN ('asset','liability','revenue','contra_revenue','expense','other_income'))
  );
  COMMENT ON TABLE ledger_accounts IS 'Chart of accounts; numbers are the same in every clinic, revenue sub-accounts may be added.';
  COMMENT ON COLUMN ledger_accounts.is_open_item IS 'Every line must name the item (charge or payment) it opens or settles; see open_items.';
  SELECT protect_tenant_table('ledger_accounts', 'SELECT, INSERT');
  SELECT make_append_only('ledger_accounts');

  CREATE TABLE ledger_books (
    clinic_id uuid NOT NULL,
    closed_through date,
    rolled_to xid8 NOT NULL DEFAULT '0',
    CONSTRAINT pk_ledger_books PRIMARY KEY (clinic_id),
    CONSTRAINT fk_ledger_books_clinic FOREIGN KEY (clinic_id) REFERENCES clinics (id)
  );
  COMMENT ON COLUMN ledger_books.closed_through IS 'Last closed business day; nothing may be posted on or before it.';
  COMMENT ON COLUMN ledger_books.rolled_to IS 'Entries of transactions below this are in account_days.';
  SELECT protect_tenant_table('ledger_books', 'SELECT, INSERT');

  CREATE TABLE journal_entries (
    clinic_id uuid NOT NULL,
    id uuid NOT NULL,
    kind text NOT NULL,
    source_type text NOT NULL,
    source_id uuid NOT NULL,
    effective_on date NOT NULL,
    recorded_at timestamptz NOT NULL,
    recorded_xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
    reverses_id uuid,
    actor_id text NOT NULL,
    memo text,
    content_hash bytea NOT NULL,
    CONSTRAINT pk_journal_entries PRIMARY KEY (clinic_id, id),
    CONSTRAINT uq_journal_entries_source UNIQUE (source_id, clinic_id, source_type, kind),
    CONSTRAINT fk_journal_entries_reverses FOREIGN KEY (clinic_id, reverses_id) REFERENCES journal_entries (clinic_id, id)
  );
  CREATE UNIQUE INDEX uq_journal_entries_reverses ON journal_entries (clinic_id, reverses_id) WHERE reverses_id IS NOT NULL;
  CREATE INDEX ix_journal_entries_recorded_xid ON journal_entries (recorded_xid, clinic_id);
  COMMENT ON TABLE journal_entries IS 'One balanced entry per movement of money. Append-only; corrections are new entries.';
  COMMENT ON COLUMN journal_entries.effective_on IS 'Business day in the clinic''s zone that the movement belongs to.';
  COMMENT ON COLUMN journal_entries.recorded_at IS 'When the service wrote it.';
  COMMENT ON COLUMN journal_entries.recorded_xid IS 'The writing transaction: the commit-order watermark of roll-ups and seals.';
  COMMENT ON COLUMN journal_entries.content_hash IS 'SHA-256 of the header and its lines, chained in journal_seals.';
  SELECT protect_tenant_table('journal_entries', 'SELECT');
  SELECT make_append_only('journal_entries');

  CREATE TABLE journal_lines (
    clinic_id uuid NOT NULL,
    entry_id uuid NOT NULL,
    line_no smallint NOT NULL,
    account_number integer NOT NULL,
    amount_cents bigint NOT NULL,
    patient_id uuid,
    invoice_id uuid,
    item_id uuid,
    effective_on date NOT NULL,
    CONSTRAINT pk_journal_lines PRIMARY KEY (clinic_id, entry_id, line_no),
    CONSTRAINT fk_journal_lines_entry FOREIGN KEY (clinic_id, entry_id) REFERENCES journal_entries (clinic_id, id),
    CONSTRAINT fk_journal_lines_account FOREIGN KEY (clinic_id, account_number) REFERENCES ledger_accounts (clinic_id, number),
    CONSTRAINT ck_journal_lines_amount CHECK (amount_cents <> 0)
  );
  CREATE INDEX ix_journal_lines_patient ON journal_lines (clinic_id, patient_id, effective_on) WHERE patient_id IS NOT NULL;
  CREATE INDEX ix_journal_lines_effective_on ON journal_lines USING brin (effective_on);
  COMMENT ON COLUMN journal_lines.amount_cents IS 'US cents, debit positive, credit negative.';
  COMMENT ON COLUMN journal_lines.item_id IS 'On an open-item account: the charge (receivables) or payment (liabilities) this line is about.';
  SELECT protect_tenant_table('journal_lines', 'SELECT');
  SELECT make_append_only('journal_lines');

  CREATE TABLE open_items (
    clinic_id uuid NOT NULL,
    account_number integer NOT NULL,
    item_id uuid NOT NULL,
    patient_id uuid NOT NULL,
    invoice_id uuid,
    effective_on date NOT NULL,
    original_cents bigint NOT NULL,
    open_cents bigint NOT NULL,
    is_open boolean NOT NULL GENERATED ALWAYS AS (open_cents <> 0) STORED,
    CONSTRAINT pk_open_items PRIMARY KEY (clinic_id, item_id, account_number),
    CONSTRAINT fk_open_items_account FOREIGN KEY (clinic_id, account_number) REFERENCES ledger_accounts (clinic_id, number),
    CONSTRAINT ck_open_items_open CHECK (open_cents BETWEEN 0 AND original_cents)
  ) WITH (fillfactor = 80);
  -- No index names open_cents, so a part payment changes the row in place (HOT) and the indexes do not grow with it.
  CREATE INDEX ix_open_items_patient ON open_items (clinic_id, patient_id) WHERE is_open;
  CREATE INDEX ix_open_items_invoice ON open_items (clinic_id, invoice_id);
  CREATE INDEX ix_open_items_age ON open_items (clinic_id, account_number, effective_on) WHERE is_open;
  COMMENT ON TABLE open_items IS 'What is still open per charge (1100, 1200) or held per payment (2000, 2100, 2150); kept by posting alone, equal to the lines.';
  COMMENT ON COLUMN open_items.open_cents IS 'US cents in the account''s normal direction. Never below zero: the row that is locked is the one being paid.';
  SELECT protect_tenant_table('open_items', 'SELECT');
  -- FOR UPDATE needs an UPDATE privilege on some column; this one never changes through it.
  GRANT UPDATE (clinic_id) ON open_items TO billing_app;
`;

const GUARDS = `
  CREATE FUNCTION check_new_lines() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE bad uuid;
    BEGIN
      SELECT n.entry_id INTO bad FROM new_lines n GROUP BY n.clinic_id, n.entry_id
        HAVING sum(n.amount_cents) <> 0 OR count(*) < 2 LIMIT 1;
      IF bad IS NOT NULL THEN
        RAISE EXCEPTION 'journal entry % does not balance', bad USING ERRCODE = 'check_violation', CONSTRAINT = 'ck_journal_lines_balanced';
      END IF;
      SELECT n.entry_id INTO bad FROM new_lines n
        LEFT JOIN journal_entries e ON e.clinic_id = n.clinic_id AND e.id = n.entry_id
          AND e.recorded_xid = pg_current_xact_id() AND e.effective_on = n.effective_on
        WHERE e.id IS NULL LIMIT 1;
      IF bad IS NOT NULL THEN
        RAISE EXCEPTION 'journal entry % is not of this transaction', bad USING ERRCODE = 'restrict_violation', CONSTRAINT = 'ck_journal_lines_same_transaction';
      END IF;
      RETURN NULL;
    END $$;
  CREATE TRIGGER check_new_lines AFTER INSERT ON journal_lines
    REFERENCING NEW TABLE AS new_lines FOR EACH STATEMENT EXECUTE FUNCTION check_new_lines();

  CREATE FUNCTION check_entry_at_commit() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF (SELECT count(*) < 2 OR sum(l.amount_cents) <> 0 FROM journal_lines l WHERE l.clinic_id = NEW.clinic_id AND l.entry_id = NEW.id) THEN
        RAISE EXCEPTION 'journal entry % does not balance', NEW.id USING ERRCODE = 'check_violation', CONSTRAINT = 'ck_journal_entries_balanced';
      END IF;
      RETURN NULL;
    END $$;
  CREATE CONSTRAINT TRIGGER check_entry_at_commit AFTER INSERT ON journal_entries
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION check_entry_at_commit();

`;

const POST = `
  CREATE FUNCTION post_journal_entry(
    p_clinic uuid, p_id uuid, p_kind text, p_source_type text, p_source_id uuid, p_effective_on date, p_recorded_at timestamptz,
    p_reverses uuid, p_actor text, p_memo text,
    p_accounts integer[], p_amounts bigint[], p_patients uuid[], p_invoices uuid[], p_items uuid[])
    RETURNS TABLE (entry_id uuid, replayed boolean)
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    #variable_conflict use_column
    DECLARE
      v_existing uuid;
      v_lines text;
      v_item record;
    BEGIN
      IF p_clinic IS DISTINCT FROM current_clinic() THEN
        RAISE EXCEPTION 'not the clinic of this transaction' USING ERRCODE = 'insufficient_privilege';
      END IF;
      SELECT string_agg(concat_ws(':', n, a, m, coalesce(p::text, ''), coalesce(i::text, ''), coalesce(t::text, '')), ';' ORDER BY n) INTO v_lines
        FROM unnest(p_accounts, p_amounts, p_patients, p_invoices, p_items) WITH ORDINALITY AS x (a, m, p, i, t, n);
      INSERT INTO journal_entries (clinic_id, id, kind, source_type, source_id, effective_on, recorded_at, reverses_id, actor_id, memo, content_hash)
        VALUES (p_clinic, p_id, p_kind, p_source_type, p_source_id, p_effective_on, p_recorded_at, p_reverses, p_actor, p_memo,
          sha256(convert_to(concat_ws('|', p_clinic, p_id, p_kind, p_source_type, p_source_id, p_effective_on,
            extract(epoch FROM p_recorded_at), coalesce(p_reverses::text, ''), p_actor, coalesce(p_memo, ''), v_lines), 'UTF8')))
        ON CONFLICT ON CONSTRAINT uq_journal_entries_source DO NOTHING;
      IF NOT FOUND THEN
        SELECT e.id INTO v_existing FROM journal_entries e
          WHERE e.clinic_id = p_clinic AND e.source_type = p_source_type AND e.source_id = p_source_id AND e.kind = p_kind
            AND v_lines = (SELECT string_agg(concat_ws(':', l.line_no, l.account_number, l.amount_cents, coalesce(l.patient_id::text, ''), coalesce(l.invoice_id::text, ''), coalesce(l.item_id::text, '')), ';' ORDER BY l.line_no)
              FROM journal_lines l WHERE l.clinic_id = e.clinic_id AND l.entry_id = e.id);
        IF v_existing IS NULL THEN
          RAISE EXCEPTION 'booked with other figures' USING ERRCODE = 'unique_violation', CONSTRAINT = 'uq_journal_entries_source';
        END IF;
        RETURN QUERY SELECT v_existing, true;
        RETURN;
      END IF;
      PERFORM pg_advisory_xact_lock_shared(hashtextextended(p_clinic::text, 7));
      IF p_effective_on <= (SELECT closed_through FROM ledger_books WHERE clinic_id = p_clinic) THEN
        RAISE EXCEPTION 'period closed' USING ERRCODE = 'check_violation', CONSTRAINT = 'ck_journal_entries_period_open';
      END IF;
      INSERT INTO journal_lines (clinic_id, entry_id, line_no, account_number, amount_cents, patient_id, invoice_id, item_id, effective_on)
        SELECT p_clinic, p_id, n, a, m, p, i, t, p_effective_on
          FROM unnest(p_accounts, p_amounts, p_patients, p_invoices, p_items) WITH ORDINALITY AS x (a, m, p, i, t, n);
      FOR v_item IN
        SELECT a, t, (array_agg(p))[1] AS p, (array_agg(i))[1] AS i, sum(CASE WHEN k.kind = 'liability' THEN -m ELSE m END) AS cents
          FROM unnest(p_accounts, p_amounts, p_patients, p_invoices, p_items) AS x (a, m, p, i, t)
          JOIN ledger_accounts k ON k.clinic_id = p_clinic AND k.number = a AND k.is_open_item
          GROUP BY a, t HAVING sum(m) <> 0 ORDER BY a, t
      LOOP
        UPDATE open_items SET open_cents = open_cents + v_item.cents, original_cents = greatest(original_cents, open_cents + v_item.cents)
          WHERE clinic_id = p_clinic AND item_id = v_item.t AND account_number = v_item.a;
        IF NOT FOUND THEN
          INSERT INTO open_items (clinic_id, account_number, item_id, patient_id, invoice_id, effective_on, original_cents, open_cents)
            VALUES (p_clinic, v_item.a, v_item.t, v_item.p, v_item.i, p_effective_on, v_item.cents, v_item.cents);
        END IF;
      END LOOP;
      RETURN QUERY SELECT p_id, false;
    END $$;
  REVOKE ALL ON FUNCTION post_journal_entry(uuid, uuid, text, text, uuid, date, timestamptz, uuid, text, text, integer[], bigint[], uuid[], uuid[], uuid[]) FROM PUBLIC;
  GRANT EXECUTE ON FUNCTION post_journal_entry(uuid, uuid, text, text, uuid, date, timestamptz, uuid, text, text, integer[], bigint[], uuid[], uuid[], uuid[]) TO billing_app;
`;

/** The ledger: accounts, entries and lines that balance and never change, and open items. */
export class CreateLedger1763790003000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
    await runner.query(GUARDS);
    await runner.query(POST);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP FUNCTION post_journal_entry(uuid, uuid, text, text, uuid, date, timestamptz, uuid, text, text, integer[], bigint[], uuid[], uuid[], uuid[]);
      DROP TABLE open_items, journal_lines, journal_entries, ledger_books, ledger_accounts;
      DROP FUNCTION check_new_lines();
      DROP FUNCTION check_entry_at_commit();
    `);
  }
}
