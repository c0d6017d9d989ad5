import type { MigrationInterface, QueryRunner } from 'typeorm';

const turnedAway = (busy: string) => `
  CREATE OR REPLACE FUNCTION claim_idempotency_key(p_clinic uuid, p_scope text, p_key text, p_fingerprint text, p_until timestamptz, p_holder uuid, p_now timestamptz)
    RETURNS TABLE (outcome text, fingerprint text, status integer, body text)
    LANGUAGE plpgsql AS $$
    #variable_conflict use_column
    BEGIN
      IF NOT pg_try_advisory_xact_lock(hashtextextended(p_clinic::text || p_scope || p_key, 42)) THEN
        RETURN QUERY SELECT 'exists', k.fingerprint, k.status, k.body FROM idempotency_keys k
          WHERE k.clinic_id = p_clinic AND k.scope = p_scope AND k.key = p_key AND k.status IS NOT NULL;
        IF NOT FOUND THEN
          ${busy}
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

// The work's first statements travel right behind the claim. A twin must not wait for the locks of the one before it: the
// error aborts its transaction, and what comes behind is refused at once.
const BY_ERROR = `RAISE EXCEPTION 'the key is in flight' USING ERRCODE = 'unique_violation', CONSTRAINT = 'uq_idempotency_keys_in_flight';`;
const BY_ANSWER = `outcome := 'busy';
          RETURN NEXT;`;

/** A request whose key is in flight ends its transaction right there. */
export class TurnTwinsAway1763790044000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(turnedAway(BY_ERROR));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(turnedAway(BY_ANSWER));
  }
}
