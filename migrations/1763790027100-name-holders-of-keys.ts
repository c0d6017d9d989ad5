import type { MigrationInterface, QueryRunner } from 'typeorm';

const CLAIM = `
  CREATE FUNCTION claim_idempotency_key(p_clinic uuid, p_scope text, p_key text, p_fingerprint text, p_until timestamptz, p_holder uuid, p_now timestamptz)
    RETURNS TABLE (outcome text, fingerprint text, status integer, body text)
    LANGUAGE plpgsql AS $$
    #variable_conflict use_column
    BEGIN
      IF NOT pg_try_advisory_xact_lock(hashtextextended(p_clinic::text || p_scope || p_key, 42)) THEN
        RETURN QUERY SELECT 'exists', k.fingerprint, k.status, k.body FROM idempotency_keys k
          WHERE k.clinic_id = p_clinic AND k.scope = p_scope AND k.key = p_key AND k.status IS NOT NULL;
        IF NOT FOUND THEN
          outcome := 'busy';
          RETURN NEXT;
        END IF;
        RETURN;
      END IF;
      IF p_until IS NOT NULL THEN
        INSERT INTO idempotency_keys AS k (clinic_id, scope, key, fingerprint, running_until, holder, created_at)
          VALUES (p_clinic, p_scope, p_key, p_fingerprint, p_until, p_holder, p_now)
          ON CONFLICT (clinic_id, scope, key) DO UPDATE SET running_until = excluded.running_until, holder = excluded.holder
            WHERE k.status IS NULL AND k.running_until < p_now AND k.fingerprint = excluded.fingerprint;
        IF FOUND THEN
          outcome := 'claimed';
          RETURN NEXT;
          RETURN;
        END IF;
      END IF;
      RETURN QUERY SELECT 'exists', k.fingerprint, k.status, k.body FROM idempotency_keys k
        WHERE k.clinic_id = p_clinic AND k.scope = p_scope AND k.key = p_key;
      -- Work that lives in one transaction needs no row until its answer is written: the lock holds the key.
      IF NOT FOUND THEN
        outcome := 'claimed';
        RETURN NEXT;
      END IF;
    END $$;
`;

const COMPLETE = `
  CREATE FUNCTION complete_idempotency_key(
    p_clinic uuid, p_scope text, p_key text, p_fingerprint text, p_status integer, p_body text, p_now timestamptz, p_holder uuid)
    RETURNS void LANGUAGE plpgsql AS $$
    BEGIN
      INSERT INTO idempotency_keys AS k (clinic_id, scope, key, fingerprint, status, body, created_at)
        VALUES (p_clinic, p_scope, p_key, p_fingerprint, p_status, p_body, p_now)
        ON CONFLICT (clinic_id, scope, key) DO UPDATE SET status = excluded.status, body = excluded.body, running_until = NULL, holder = NULL
          WHERE k.holder = p_holder;
    END $$;
  COMMENT ON FUNCTION complete_idempotency_key IS 'Keeps the answer to a key; a key that somebody else has taken over meanwhile keeps theirs.';
`;

const CLAIM_BY_TIME = `
  CREATE FUNCTION claim_idempotency_key(p_clinic uuid, p_scope text, p_key text, p_fingerprint text, p_until timestamptz, p_now timestamptz)
    RETURNS TABLE (outcome text, fingerprint text, status integer, body text)
    LANGUAGE plpgsql AS $$
    #variable_conflict use_column
    BEGIN
      IF NOT pg_try_advisory_xact_lock(hashtextextended(p_clinic::text || p_scope || p_key, 42)) THEN
        RETURN QUERY SELECT 'exists', k.fingerprint, k.status, k.body FROM idempotency_keys k
          WHERE k.clinic_id = p_clinic AND k.scope = p_scope AND k.key = p_key AND k.status IS NOT NULL;
        IF NOT FOUND THEN
          outcome := 'busy';
          RETURN NEXT;
        END IF;
        RETURN;
      END IF;
      IF p_until IS NOT NULL THEN
        INSERT INTO idempotency_keys AS k (clinic_id, scope, key, fingerprint, running_until, created_at)
          VALUES (p_clinic, p_scope, p_key, p_fingerprint, p_until, p_now)
          ON CONFLICT (clinic_id, scope, key) DO UPDATE SET running_until = excluded.running_until
            WHERE k.status IS NULL AND k.running_until < p_now AND k.fingerprint = excluded.fingerprint;
        IF FOUND THEN
          outcome := 'claimed';
          RETURN NEXT;
          RETURN;
        END IF;
      END IF;
      RETURN QUERY SELECT 'exists', k.fingerprint, k.status, k.body FROM idempotency_keys k
        WHERE k.clinic_id = p_clinic AND k.scope = p_scope AND k.key = p_key;
      -- Work that lives in one transaction needs no row until its answer is written: the lock holds the key.
      IF NOT FOUND THEN
        outcome := 'claimed';
        RETURN NEXT;
      END IF;
    END $$;
`;

const COMPLETE_BY_TIME = `
  CREATE FUNCTION complete_idempotency_key(
    p_clinic uuid, p_scope text, p_key text, p_fingerprint text, p_status integer, p_body text, p_now timestamptz, p_lease timestamptz)
    RETURNS void LANGUAGE plpgsql AS $$
    BEGIN
      INSERT INTO idempotency_keys AS k (clinic_id, scope, key, fingerprint, status, body, created_at)
        VALUES (p_clinic, p_scope, p_key, p_fingerprint, p_status, p_body, p_now)
        ON CONFLICT (clinic_id, scope, key) DO UPDATE SET status = excluded.status, body = excluded.body, running_until = NULL
          WHERE k.running_until = p_lease;
    END $$;
`;

/**
 * Tells who holds a key by a name of their own. The end of a lease did before: a time is only as unique as clocks are, and a
 * clock that was set back let the failure of one holder free the key of the next.
 */
export class NameHoldersOfKeys1763790027100 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE idempotency_keys ADD COLUMN holder uuid;
      COMMENT ON COLUMN idempotency_keys.holder IS 'The request that staged work is done by, until its lease ends or its answer is kept.';
      DROP FUNCTION claim_idempotency_key(uuid, text, text, text, timestamptz, timestamptz);
      DROP FUNCTION complete_idempotency_key(uuid, text, text, text, integer, text, timestamptz, timestamptz);
    `);
    await runner.query(CLAIM);
    await runner.query(COMPLETE);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP FUNCTION complete_idempotency_key(uuid, text, text, text, integer, text, timestamptz, uuid);
      DROP FUNCTION claim_idempotency_key(uuid, text, text, text, timestamptz, uuid, timestamptz);
      ALTER TABLE idempotency_keys DROP COLUMN holder;
    `);
    await runner.query(CLAIM_BY_TIME);
    await runner.query(COMPLETE_BY_TIME);
  }
}
