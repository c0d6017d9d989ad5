import type { MigrationInterface, QueryRunner } from 'typeorm';

const SESSIONS = `
  CREATE TABLE group_sessions (
    clinic_id uuid NOT NULL,
    id uuid NOT NULL,
    service_id uuid NOT NULL,
    service_code text NOT NULL,
    provider_id uuid NOT NULL,
    location_id uuid NOT NULL,
    starts_at timestamptz NOT NULL,
    session_on date NOT NULL,
    duration_minutes integer NOT NULL,
    capacity smallint NOT NULL,
    least_patients smallint,
    state text NOT NULL DEFAULT 'scheduled',
    ended_at timestamptz,
    cancel_reason text,
    created_by_kind text NOT NULL,
    created_by_id text NOT NULL,
    created_at timestamptz NOT NULL,
    CONSTRAINT pk_group_sessions PRIMARY KEY (clinic_id, id),
    CONSTRAINT uq_group_sessions_capacity UNIQUE (clinic_id, id, capacity),
    CONSTRAINT fk_group_sessions_service_id FOREIGN KEY (clinic_id, service_id) REFERENCES services (clinic_id, id),
    CONSTRAINT fk_group_sessions_provider_id FOREIGN KEY (clinic_id, provider_id) REFERENCES providers (clinic_id, id),
    CONSTRAINT fk_group_sessions_location_id FOREIGN KEY (clinic_id, location_id) REFERENCES locations (clinic_id, id),
    CONSTRAINT ck_group_sessions_capacity CHECK (capacity BETWEEN 1 AND 100),
    CONSTRAINT ck_group_sessions_least_patients CHECK (least_patients BETWEEN 1 AND capacity),
    CONSTRAINT ck_group_sessions_state CHECK (state IN ('scheduled', 'completed', 'canceled')),
    CONSTRAINT ck_group_sessions_ended CHECK ((state = 'scheduled') = (ended_at IS NULL))
  );
  CREATE INDEX ix_group_sessions_starts_at ON group_sessions (clinic_id, starts_at, id);
  COMMENT ON TABLE group_sessions IS 'Sessions of one provider with several patients. How many seats there are never changes.';
  COMMENT ON COLUMN group_sessions.session_on IS 'The clinic''s business day it begins on: the date of service.';
  COMMENT ON COLUMN group_sessions.capacity IS 'Seats. No seat has a place above it (ck_group_seats_place), and no place two seats (uq_group_seats_place).';
  COMMENT ON COLUMN group_sessions.least_patients IS 'Below this many patients the clinic would rather not hold it; a hint, not a rule.';
  SELECT protect_tenant_table('group_sessions', 'SELECT, INSERT, UPDATE (state, ended_at, cancel_reason)');
  CREATE TRIGGER ended_for_good BEFORE UPDATE ON group_sessions FOR EACH ROW WHEN (OLD.state <> 'scheduled') EXECUTE FUNCTION refuse_change();
  CREATE TRIGGER never_deleted BEFORE DELETE ON group_sessions FOR EACH ROW EXECUTE FUNCTION refuse_change();
`;

const DETERMINATIONS = `
  CREATE TABLE income_determinations (
    clinic_id uuid NOT NULL,
    id uuid NOT NULL,
    patient_id uuid NOT NULL,
    household_size smallint NOT NULL,
    household_income_cents bigint NOT NULL,
    documents_seen boolean NOT NULL,
    guideline_year smallint,
    guideline_cents bigint,
    poverty_basis_points bigint,
    determined_on date NOT NULL,
    expires_on date NOT NULL,
    determined_by_kind text NOT NULL,
    determined_by_id text NOT NULL,
    created_at timestamptz NOT NULL,
    CONSTRAINT pk_income_determinations PRIMARY KEY (clinic_id, id),
    CONSTRAINT fk_income_determinations_patient_id FOREIGN KEY (clinic_id, patient_id) REFERENCES patients (clinic_id, id),
    CONSTRAINT ck_income_determinations_household CHECK (household_size BETWEEN 1 AND 50 AND household_income_cents >= 0),
    CONSTRAINT ck_income_determinations_guideline CHECK ((guideline_year IS NULL) = (guideline_cents IS NULL) AND (guideline_year IS NULL) = (poverty_basis_points IS NULL)),
    CONSTRAINT ck_income_determinations_expires_on CHECK (expires_on > determined_on)
  );
  CREATE INDEX ix_income_determinations_patient_id ON income_determinations (clinic_id, patient_id, id DESC);
  COMMENT ON TABLE income_determinations IS 'Incomes a sliding scale went by: who looked into which, and against which guideline. Never shown on a roster.';
  COMMENT ON COLUMN income_determinations.household_income_cents IS 'US cents a year.';
  COMMENT ON COLUMN income_determinations.guideline_cents IS 'US cents a year for a household of that size; null where no guideline was on file.';
  COMMENT ON COLUMN income_determinations.poverty_basis_points IS 'The income''s share of the guideline, 10 000 = all of it.';
  COMMENT ON COLUMN income_determinations.determined_by_id IS 'The approver: who wrote it down.';
  SELECT protect_tenant_table('income_determinations', 'SELECT, INSERT');
  SELECT make_append_only('income_determinations');
`;

const SEATS = `
  CREATE TABLE group_seats (
    clinic_id uuid NOT NULL,
    id uuid NOT NULL,
    session_id uuid NOT NULL,
    capacity smallint NOT NULL,
    place smallint NOT NULL,
    patient_id uuid NOT NULL,
    state text NOT NULL,
    hold_expires_at timestamptz,
    list_price_cents bigint NOT NULL,
    price_cents bigint NOT NULL,
    price_source jsonb NOT NULL,
    agreed_on date NOT NULL,
    determination_id uuid,
    prescription_brought boolean NOT NULL DEFAULT false,
    payment_id uuid,
    release_reason text,
    money_rule text,
    refund_due_cents bigint NOT NULL DEFAULT 0,
    released_at timestamptz,
    visit_id uuid,
    created_by_kind text NOT NULL,
    created_by_id text NOT NULL,
    created_at timestamptz NOT NULL,
    CONSTRAINT pk_group_seats PRIMARY KEY (clinic_id, id),
    CONSTRAINT fk_group_seats_session_id FOREIGN KEY (clinic_id, session_id, capacity) REFERENCES group_sessions (clinic_id, id, capacity),
    CONSTRAINT fk_group_seats_patient_id FOREIGN KEY (clinic_id, patient_id) REFERENCES patients (clinic_id, id),
    CONSTRAINT fk_group_seats_determination_id FOREIGN KEY (clinic_id, determination_id) REFERENCES income_determinations (clinic_id, id),
    CONSTRAINT fk_group_seats_payment_id FOREIGN KEY (clinic_id, payment_id) REFERENCES payments (clinic_id, id),
    CONSTRAINT fk_group_seats_visit_id FOREIGN KEY (clinic_id, visit_id) REFERENCES visits (clinic_id, id),
    CONSTRAINT ck_group_seats_place CHECK (place BETWEEN 1 AND capacity),
    CONSTRAINT ck_group_seats_state CHECK (state IN ('held', 'booked', 'released', 'attended', 'no_show')),
    CONSTRAINT ck_group_seats_hold CHECK (state <> 'held' OR hold_expires_at IS NOT NULL),
    CONSTRAINT ck_group_seats_price CHECK (price_cents BETWEEN 0 AND list_price_cents),
    CONSTRAINT ck_group_seats_release CHECK ((state = 'released') = (released_at IS NOT NULL) AND (state = 'released') = (release_reason IS NOT NULL)),
    CONSTRAINT ck_group_seats_release_reason CHECK (release_reason IN ('patient_canceled', 'hold_expired', 'session_canceled', 'session_over')),
    CONSTRAINT ck_group_seats_refund_due CHECK (refund_due_cents >= 0),
    CONSTRAINT ck_group_seats_visit CHECK (state <> 'attended' OR visit_id IS NOT NULL)
  );
  CREATE UNIQUE INDEX uq_group_seats_place ON group_seats (clinic_id, session_id, place) WHERE state <> 'released';
  CREATE UNIQUE INDEX uq_group_seats_patient_id ON group_seats (clinic_id, session_id, patient_id) WHERE state <> 'released';
  CREATE INDEX ix_group_seats_session_id ON group_seats (clinic_id, session_id, id);
  CREATE INDEX ix_group_seats_hold ON group_seats (clinic_id, hold_expires_at) WHERE state = 'held';
  COMMENT ON TABLE group_seats IS 'Seats of group sessions, each at the price agreed with its patient. A released one keeps its row, and its place is free.';
  COMMENT ON COLUMN group_seats.capacity IS 'The session''s, repeated so that the place can be checked against it.';
  COMMENT ON COLUMN group_seats.list_price_cents IS 'US cents before the discount, as the price list said when it was taken.';
  COMMENT ON COLUMN group_seats.price_cents IS 'US cents the patient pays, fixed when the seat was taken.';
  COMMENT ON COLUMN group_seats.price_source IS 'Which price list, from when, by which rule and why.';
  COMMENT ON COLUMN group_seats.agreed_on IS 'The clinic''s business day the price was fixed.';
  COMMENT ON COLUMN group_seats.payment_id IS 'The deposit that paid it ahead (account 2100).';
  COMMENT ON COLUMN group_seats.money_rule IS 'By which rule its money went back, stayed or cost a fee.';
  COMMENT ON COLUMN group_seats.refund_due_cents IS 'US cents of the deposit to give back, as the rule said; the refund itself is the payments room''s.';
  COMMENT ON COLUMN group_seats.visit_id IS 'The visit that charged it, or its fee.';
  SELECT protect_tenant_table('group_seats', 'SELECT, INSERT, UPDATE (place, state, hold_expires_at, prescription_brought, payment_id,
    release_reason, money_rule, refund_due_cents, released_at, visit_id)');
  CREATE TRIGGER settled_for_good BEFORE UPDATE ON group_seats FOR EACH ROW WHEN (OLD.state IN ('attended', 'no_show')) EXECUTE FUNCTION refuse_change();
  CREATE TRIGGER never_deleted BEFORE DELETE ON group_seats FOR EACH ROW EXECUTE FUNCTION refuse_change();
`;

const WAITLIST = `
  CREATE TABLE group_waitlist (
    clinic_id uuid NOT NULL,
    id uuid NOT NULL,
    session_id uuid NOT NULL,
    position integer NOT NULL,
    patient_id uuid NOT NULL,
    list_price_cents bigint NOT NULL,
    price_cents bigint NOT NULL,
    price_source jsonb NOT NULL,
    agreed_on date NOT NULL,
    determination_id uuid,
    state text NOT NULL DEFAULT 'waiting',
    seat_id uuid,
    ended_at timestamptz,
    created_by_kind text NOT NULL,
    created_by_id text NOT NULL,
    created_at timestamptz NOT NULL,
    CONSTRAINT pk_group_waitlist PRIMARY KEY (clinic_id, id),
    CONSTRAINT uq_group_waitlist_position UNIQUE (clinic_id, session_id, position),
    CONSTRAINT uq_group_waitlist_seat_id UNIQUE (clinic_id, seat_id),
    CONSTRAINT fk_group_waitlist_session_id FOREIGN KEY (clinic_id, session_id) REFERENCES group_sessions (clinic_id, id),
    CONSTRAINT fk_group_waitlist_patient_id FOREIGN KEY (clinic_id, patient_id) REFERENCES patients (clinic_id, id),
    CONSTRAINT fk_group_waitlist_determination_id FOREIGN KEY (clinic_id, determination_id) REFERENCES income_determinations (clinic_id, id),
    CONSTRAINT fk_group_waitlist_seat_id FOREIGN KEY (clinic_id, seat_id) REFERENCES group_seats (clinic_id, id),
    CONSTRAINT ck_group_waitlist_price CHECK (price_cents BETWEEN 0 AND list_price_cents),
    CONSTRAINT ck_group_waitlist_state CHECK (state IN ('waiting', 'promoted', 'left')),
    CONSTRAINT ck_group_waitlist_ended CHECK ((state = 'waiting') = (ended_at IS NULL) AND (state = 'promoted') = (seat_id IS NOT NULL))
  );
  CREATE UNIQUE INDEX uq_group_waitlist_patient_id ON group_waitlist (clinic_id, session_id, patient_id) WHERE state = 'waiting';
  COMMENT ON TABLE group_waitlist IS 'Patients who wait for a seat. The one who waits longest gets the next that is free, once.';
  COMMENT ON COLUMN group_waitlist.position IS 'In the order they came, from 1.';
  COMMENT ON COLUMN group_waitlist.price_cents IS 'US cents the patient was told, and pays for the seat they may get.';
  SELECT protect_tenant_table('group_waitlist', 'SELECT, INSERT, UPDATE (state, seat_id, ended_at)');
  CREATE TRIGGER ended_for_good BEFORE UPDATE ON group_waitlist FOR EACH ROW WHEN (OLD.state <> 'waiting') EXECUTE FUNCTION refuse_change();
  CREATE TRIGGER never_deleted BEFORE DELETE ON group_waitlist FOR EACH ROW EXECUTE FUNCTION refuse_change();
`;

/** Group sessions, their seats and who waits for one. The database itself keeps the capacity. */
export class CreateGroupSessions1763790024000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(SESSIONS + DETERMINATIONS + SEATS + WAITLIST);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE group_waitlist, group_seats, income_determinations, group_sessions;');
  }
}
