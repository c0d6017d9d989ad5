import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who may come in: staff users, their sessions, API keys, the sign-in throttle, and the audit trail. */
export class CreateAccess1763790001000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(STAFF_USERS);
    await runner.query(STAFF_SESSIONS);
    await runner.query(API_KEYS);
    await runner.query(SIGN_IN_ATTEMPTS);
    await runner.query(AUDIT_EVENTS);
    await runner.query(LOOKUPS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP FUNCTION find_staff_user_by_email(text);
      DROP FUNCTION find_staff_session(bytea);
      DROP FUNCTION find_api_key(text);
      DROP TABLE audit_events;
      DROP TABLE sign_in_attempts;
      DROP TABLE api_keys;
      DROP TABLE staff_sessions;
      DROP TABLE staff_users;
    `);
  }
}

const STAFF_USERS = `
  CREATE TABLE staff_users (
    clinic_id uuid NOT NULL,
    id uuid NOT NULL,
    email text COLLATE "C" NOT NULL,
    display_name text NOT NULL,
    role text NOT NULL,
    password_hash text NOT NULL,
    status text NOT NULL DEFAULT 'active',
    version integer NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT pk_staff_users PRIMARY KEY (clinic_id, id),
    CONSTRAINT uq_staff_users_email UNIQUE (email),
    CONSTRAINT ck_staff_users_email CHECK (email = lower(email) AND email LIKE '_%@_%' AND length(email) <= 254),
    CONSTRAINT ck_staff_users_display_name CHECK (length(display_name) BETWEEN 1 AND 120),
    CONSTRAINT ck_staff_users_role CHECK (role IN ('front_desk', 'biller', 'accountant', 'admin')),
    CONSTRAINT ck_staff_users_password_hash CHECK (password_hash LIKE '$argon2id$%'),
    CONSTRAINT ck_staff_users_status CHECK (status IN ('active', 'disabled')),
    CONSTRAINT ck_staff_users_version CHECK (version > 0)
  );
  COMMENT ON TABLE staff_users IS 'People who work at a clinic. Never deleted: the audit trail names them.';
  COMMENT ON COLUMN staff_users.email IS 'Lower case, unique over all clinics: it is typed before a clinic is known.';
  COMMENT ON COLUMN staff_users.password_hash IS 'argon2id in PHC form.';
  SELECT protect_tenant_table('staff_users', 'SELECT, INSERT, UPDATE');
  CREATE POLICY owner_lookup ON staff_users FOR SELECT TO billing_owner USING (true);
`;

const STAFF_SESSIONS = `
  CREATE TABLE staff_sessions (
    clinic_id uuid NOT NULL,
    id uuid NOT NULL,
    staff_user_id uuid NOT NULL,
    token_hash bytea NOT NULL,
    user_agent_hash bytea,
    created_at timestamptz NOT NULL DEFAULT now(),
    last_seen_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    revoked_at timestamptz,
    CONSTRAINT pk_staff_sessions PRIMARY KEY (clinic_id, id),
    CONSTRAINT fk_staff_sessions_staff_user FOREIGN KEY (clinic_id, staff_user_id)
      REFERENCES staff_users (clinic_id, id),
    CONSTRAINT uq_staff_sessions_token_hash UNIQUE (token_hash),
    CONSTRAINT ck_staff_sessions_token_hash CHECK (octet_length(token_hash) = 32),
    CONSTRAINT ck_staff_sessions_expires_at CHECK (expires_at > created_at)
  );
  COMMENT ON TABLE staff_sessions IS 'Signed-in browsers. The token itself is only in the cookie.';
  COMMENT ON COLUMN staff_sessions.token_hash IS 'SHA-256 of the cookie; unique over all clinics: it is read before a clinic is known.';
  COMMENT ON COLUMN staff_sessions.user_agent_hash IS 'SHA-256 of the User-Agent header at sign-in, for whoever investigates a stolen session.';
  COMMENT ON COLUMN staff_sessions.last_seen_at IS 'Moves at most once a minute; idle time is counted from it.';
  COMMENT ON COLUMN staff_sessions.expires_at IS 'The end that no activity moves.';
  CREATE INDEX ix_staff_sessions_staff_user_id ON staff_sessions (clinic_id, staff_user_id) WHERE revoked_at IS NULL;
  SELECT protect_tenant_table('staff_sessions', 'SELECT, INSERT, UPDATE');
  CREATE POLICY owner_lookup ON staff_sessions FOR SELECT TO billing_owner USING (true);
`;

const API_KEYS = `
  CREATE TABLE api_keys (
    clinic_id uuid NOT NULL,
    id uuid NOT NULL,
    prefix text COLLATE "C" NOT NULL,
    key_hash bytea NOT NULL,
    role text NOT NULL,
    label text NOT NULL,
    staff_user_id uuid,
    created_at timestamptz NOT NULL DEFAULT now(),
    last_used_at timestamptz,
    revoked_at timestamptz,
    CONSTRAINT pk_api_keys PRIMARY KEY (clinic_id, id),
    CONSTRAINT fk_api_keys_staff_user FOREIGN KEY (clinic_id, staff_user_id) REFERENCES staff_users (clinic_id, id),
    CONSTRAINT uq_api_keys_prefix UNIQUE (prefix),
    CONSTRAINT ck_api_keys_prefix CHECK (prefix ~ '^[a-z0-9]{12}$'),
    CONSTRAINT ck_api_keys_key_hash CHECK (octet_length(key_hash) = 32),
    CONSTRAINT ck_api_keys_role CHECK (role IN ('front_desk', 'biller', 'accountant', 'admin')),
    CONSTRAINT ck_api_keys_label CHECK (length(label) BETWEEN 1 AND 80)
  );
  COMMENT ON TABLE api_keys IS 'Programs that may call the API: one clinic and one role each. The key itself is shown once and not kept.';
  COMMENT ON COLUMN api_keys.prefix IS 'The public part of the key; unique over all clinics: it is read before a clinic is known.';
  COMMENT ON COLUMN api_keys.key_hash IS 'SHA-256 of the whole key.';
  COMMENT ON COLUMN api_keys.staff_user_id IS 'The person it belongs to, if any; their disabling stops it.';
  COMMENT ON COLUMN api_keys.last_used_at IS 'Moves at most once a minute.';
  SELECT protect_tenant_table('api_keys', 'SELECT, INSERT, UPDATE');
  CREATE POLICY owner_lookup ON api_keys FOR SELECT TO billing_owner USING (true);
`;

const SIGN_IN_ATTEMPTS = `
  CREATE TABLE sign_in_attempts (
    id uuid NOT NULL,
    account_hash bytea NOT NULL,
    network cidr NOT NULL,
    attempted_at timestamptz NOT NULL,
    has_succeeded boolean NOT NULL DEFAULT false,
    CONSTRAINT pk_sign_in_attempts PRIMARY KEY (id),
    CONSTRAINT ck_sign_in_attempts_account_hash CHECK (octet_length(account_hash) = 32)
  );
  COMMENT ON TABLE sign_in_attempts IS 'Guesses of the last day, counted before a clinic is known; holds no name and no address of a person.';
  COMMENT ON COLUMN sign_in_attempts.account_hash IS 'SHA-256 of the lower-case e-mail that was typed, whether or not it exists.';
  COMMENT ON COLUMN sign_in_attempts.network IS 'The caller: one IPv4 address, or the /64 of an IPv6 address.';
  COMMENT ON COLUMN sign_in_attempts.has_succeeded IS 'False from the moment the guess is let through, so that guesses in flight count.';
  CREATE INDEX ix_sign_in_attempts_account_hash ON sign_in_attempts (account_hash, attempted_at) WHERE NOT has_succeeded;
  CREATE INDEX ix_sign_in_attempts_network ON sign_in_attempts (network, attempted_at) WHERE NOT has_succeeded;
  CREATE INDEX ix_sign_in_attempts_attempted_at ON sign_in_attempts (attempted_at);
  GRANT SELECT, INSERT, UPDATE, DELETE ON sign_in_attempts TO billing_app;
`;

const AUDIT_EVENTS = `
  CREATE TABLE audit_events (
    clinic_id uuid NOT NULL,
    id uuid NOT NULL,
    recorded_at timestamptz NOT NULL,
    actor_kind text NOT NULL,
    actor_id text,
    actor_label text NOT NULL,
    role text,
    action text NOT NULL,
    subject_type text,
    subject_id text,
    request_id text,
    ip inet,
    facts jsonb NOT NULL DEFAULT '{}',
    CONSTRAINT pk_audit_events PRIMARY KEY (clinic_id, id),
    CONSTRAINT ck_audit_events_actor_kind
      CHECK (actor_kind IN ('staff', 'api_key', 'patient_link', 'system', 'anonymous')),
    CONSTRAINT ck_audit_events_actor_id CHECK ((actor_kind = 'anonymous') = (actor_id IS NULL)),
    CONSTRAINT ck_audit_events_action CHECK (action ~ '^[a-z][a-z_]*([.][a-z_]+)+$'),
    CONSTRAINT ck_audit_events_subject CHECK (subject_id IS NULL OR subject_type IS NOT NULL),
    CONSTRAINT ck_audit_events_facts CHECK (jsonb_typeof(facts) = 'object')
  );
  COMMENT ON TABLE audit_events IS 'Who did or saw what, when; append-only, kept at least six years (45 CFR 164.316(b)(2)(i)).';
  COMMENT ON COLUMN audit_events.clinic_id IS 'All zeros when a refused caller could not be tied to any clinic.';
  COMMENT ON COLUMN audit_events.id IS 'UUIDv7: sorts by the moment of recording.';
  COMMENT ON COLUMN audit_events.actor_label IS 'An e-mail or the label of a key; never a patient''s name.';
  COMMENT ON COLUMN audit_events.facts IS 'Flat object of numbers, booleans and codes; never free text, never health information.';
  CREATE INDEX ix_audit_events_subject ON audit_events (clinic_id, subject_type, subject_id, id);
  SELECT protect_tenant_table('audit_events', 'SELECT, INSERT');
  SELECT make_append_only('audit_events');
`;

/** What is asked before a clinic is known. Each answers for one unguessable or typed key, never a list. */
const LOOKUPS = `
  CREATE FUNCTION find_staff_user_by_email(wanted text)
    RETURNS TABLE (clinic_id uuid, id uuid, display_name text, role text, password_hash text, status text)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public
    AS 'SELECT u.clinic_id, u.id, u.display_name, u.role, u.password_hash, u.status
          FROM public.staff_users u WHERE u.email = wanted';
  COMMENT ON FUNCTION find_staff_user_by_email(text) IS 'The user a sign-in form names, of whatever clinic.';

  CREATE FUNCTION find_staff_session(wanted bytea)
    RETURNS TABLE (clinic_id uuid, id uuid, staff_user_id uuid, email text, role text, status text,
                   last_seen_at timestamptz, expires_at timestamptz, revoked_at timestamptz)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public
    AS 'SELECT s.clinic_id, s.id, u.id, u.email, u.role, u.status, s.last_seen_at, s.expires_at, s.revoked_at
          FROM public.staff_sessions s
          JOIN public.staff_users u ON u.clinic_id = s.clinic_id AND u.id = s.staff_user_id
         WHERE s.token_hash = wanted';
  COMMENT ON FUNCTION find_staff_session(bytea) IS 'The session whose cookie has this SHA-256, with its user.';

  CREATE FUNCTION find_api_key(wanted text)
    RETURNS TABLE (clinic_id uuid, id uuid, key_hash bytea, role text, label text, last_used_at timestamptz,
                   revoked_at timestamptz, owner_status text)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public
    AS 'SELECT k.clinic_id, k.id, k.key_hash, k.role, k.label, k.last_used_at, k.revoked_at, u.status
          FROM public.api_keys k
          LEFT JOIN public.staff_users u ON u.clinic_id = k.clinic_id AND u.id = k.staff_user_id
         WHERE k.prefix = wanted';
  COMMENT ON FUNCTION find_api_key(text) IS 'The API key with this public prefix, and whether its owner is still active.';

  REVOKE ALL ON FUNCTION find_staff_user_by_email(text), find_staff_session(bytea), find_api_key(text) FROM PUBLIC;
  GRANT EXECUTE ON FUNCTION find_staff_user_by_email(text), find_staff_session(bytea), find_api_key(text) TO billing_app;
`;
