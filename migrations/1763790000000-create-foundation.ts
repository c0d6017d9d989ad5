import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The helpers every later migration uses: the tenant of a transaction, forced row-level security, append-only tables. */
export class CreateFoundation1763790000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      GRANT USAGE ON SCHEMA public TO billing_app;

      CREATE FUNCTION current_clinic() RETURNS uuid
        LANGUAGE sql STABLE PARALLEL SAFE
        RETURN nullif(current_setting('app.clinic_id', true), '')::uuid;
      COMMENT ON FUNCTION current_clinic() IS 'The clinic this transaction works for; NULL (no rows) when none was set.';

      CREATE FUNCTION protect_tenant_table(target regclass, privileges text) RETURNS void
        LANGUAGE plpgsql AS $$
        BEGIN
          EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', target);
          EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', target);
          EXECUTE format('CREATE POLICY tenant ON %s USING (clinic_id = current_clinic()) WITH CHECK (clinic_id = current_clinic())', target);
          EXECUTE format('GRANT %s ON %s TO billing_app', privileges, target);
        END $$;
      REVOKE ALL ON FUNCTION protect_tenant_table(regclass, text) FROM PUBLIC;

      CREATE FUNCTION refuse_change() RETURNS trigger
        LANGUAGE plpgsql AS $$
        BEGIN
          RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'restrict_violation';
        END $$;

      CREATE FUNCTION make_append_only(target regclass) RETURNS void
        LANGUAGE plpgsql AS $$
        BEGIN
          EXECUTE format('CREATE TRIGGER append_only_rows BEFORE UPDATE OR DELETE ON %s FOR EACH ROW EXECUTE FUNCTION refuse_change()', target);
          EXECUTE format('CREATE TRIGGER append_only_table BEFORE TRUNCATE ON %s FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()', target);
        END $$;
      REVOKE ALL ON FUNCTION make_append_only(regclass) FROM PUBLIC;

      CREATE TABLE idempotency_keys (
        clinic_id uuid NOT NULL,
        scope text NOT NULL,
        key text NOT NULL,
        fingerprint text NOT NULL,
        status integer,
        body text,
        running_until timestamptz,
        created_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT pk_idempotency_keys PRIMARY KEY (clinic_id, scope, key),
        CONSTRAINT ck_idempotency_keys_finished CHECK ((status IS NULL) = (body IS NULL))
      );
      COMMENT ON TABLE idempotency_keys IS 'The memory of money routes: the first answer to a key, given again to every repeat.';
      COMMENT ON COLUMN idempotency_keys.scope IS 'Who asked for what: actor id, method and route, so that two callers never share a key.';
      COMMENT ON COLUMN idempotency_keys.fingerprint IS 'SHA-256 of path parameters and body; another body under the same key is refused.';
      COMMENT ON COLUMN idempotency_keys.running_until IS 'For a route that calls the outside world: the lease of the request that is working on it.';
      SELECT protect_tenant_table('idempotency_keys', 'SELECT, INSERT, UPDATE, DELETE');
      CREATE INDEX ix_idempotency_keys_created_at ON idempotency_keys (clinic_id, created_at);

      -- One round trip: turn away a twin in flight, take a fresh or abandoned key, or tell what was answered to it.
      CREATE FUNCTION claim_idempotency_key(p_clinic uuid, p_scope text, p_key text, p_fingerprint text, p_until timestamptz, p_now timestamptz)
        RETURNS TABLE (outcome text, fingerprint text, status integer, body text)
        LANGUAGE plpgsql AS $$
        #variable_conflict use_column
        BEGIN
          IF NOT pg_try_advisory_xact_lock(hashtextextended(p_clinic::text || p_scope || p_key, 42)) THEN
            RETURN QUERY SELECT 'exists', k.fingerprint, k.status, k.body FROM idempotency_keys k
              WHERE k.clinic_id = p_clinic AND k.scope = p_scope AND k.key = p_key AND k.status IS NOT NULL;
            IF NOT FOUND THEN
              RETURN QUERY SELECT 'busy', NULL::text, NULL::integer, NULL::text;
            END IF;
            RETURN;
          END IF;
          IF p_until IS NOT NULL THEN
            INSERT INTO idempotency_keys AS k (clinic_id, scope, key, fingerprint, running_until, created_at)
              VALUES (p_clinic, p_scope, p_key, p_fingerprint, p_until, p_now)
              ON CONFLICT (clinic_id, scope, key) DO UPDATE SET running_until = excluded.running_until
                WHERE k.status IS NULL AND k.running_until < p_now AND k.fingerprint = excluded.fingerprint;
            IF FOUND THEN
              RETURN QUERY SELECT 'claimed', NULL::text, NULL::integer, NULL::text;
              RETURN;
            END IF;
          END IF;
          RETURN QUERY SELECT 'exists', k.fingerprint, k.status, k.body FROM idempotency_keys k
            WHERE k.clinic_id = p_clinic AND k.scope = p_scope AND k.key = p_key;
          -- Work that lives in one transaction needs no row until its answer is written: the lock holds the key.
          IF NOT FOUND THEN
            RETURN QUERY SELECT 'claimed', NULL::text, NULL::integer, NULL::text;
          END IF;
        END $$;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP FUNCTION claim_idempotency_key(uuid, text, text, text, timestamptz, timestamptz);
      DROP TABLE idempotency_keys;
      DROP FUNCTION make_append_only(regclass);
      DROP FUNCTION refuse_change();
      DROP FUNCTION protect_tenant_table(regclass, text);
      DROP FUNCTION current_clinic();
    `);
  }
}
