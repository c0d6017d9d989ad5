import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The writes of the busy paths as functions, so that those of one transaction can leave as one statement. They write what
 * they are given and decide nothing; row-level security and every guard of the tables hold as for any other statement.
 */
export class WriteInOneCall1763790010000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION complete_idempotency_key(
        p_clinic uuid, p_scope text, p_key text, p_fingerprint text, p_status integer, p_body text, p_now timestamptz, p_lease timestamptz)
        RETURNS void LANGUAGE plpgsql AS $$
        BEGIN
          INSERT INTO idempotency_keys AS k (clinic_id, scope, key, fingerprint, status, body, created_at)
            VALUES (p_clinic, p_scope, p_key, p_fingerprint, p_status, p_body, p_now)
            ON CONFLICT (clinic_id, scope, key) DO UPDATE SET status = excluded.status, body = excluded.body, running_until = NULL
              WHERE k.running_until = p_lease;
        END $$;
      COMMENT ON FUNCTION complete_idempotency_key IS 'Keeps the answer to a key; a key that somebody else has taken over meanwhile keeps theirs.';

      CREATE FUNCTION record_audit_event(
        p_clinic uuid, p_id uuid, p_recorded_at timestamptz, p_actor_kind text, p_actor_id text, p_actor_label text, p_role text,
        p_action text, p_subject_type text, p_subject_id text, p_request_id text, p_ip inet, p_facts jsonb)
        RETURNS void LANGUAGE plpgsql AS $$
        BEGIN
          INSERT INTO audit_events (clinic_id, id, recorded_at, actor_kind, actor_id, actor_label, role, action, subject_type, subject_id, request_id, ip, facts)
            VALUES (p_clinic, p_id, p_recorded_at, p_actor_kind, p_actor_id, p_actor_label, p_role, p_action, p_subject_type, p_subject_id, p_request_id, p_ip, p_facts);
        END $$;
      COMMENT ON FUNCTION record_audit_event IS 'One audit event.';

      CREATE FUNCTION record_payment(
        p_id uuid, p_patient uuid, p_invoice uuid, p_state text, p_source text, p_amount bigint, p_effective_on date, p_receipt uuid,
        p_taken_by_kind text, p_taken_by_id text, p_taken_at timestamptz,
        p_tenders uuid[], p_types text[], p_hsa boolean[], p_amounts bigint[], p_tendered bigint[], p_references text[], p_brands text[],
        p_last4 text[], p_fees bigint[],
        p_allocated_tenders uuid[], p_allocated_charges uuid[], p_allocated_amounts bigint[])
        RETURNS void LANGUAGE plpgsql AS $$
        DECLARE
          v_clinic uuid := current_clinic();
        BEGIN
          INSERT INTO payments (clinic_id, id, patient_id, invoice_id, state, source, amount_cents, effective_on, receipt_id, taken_by_kind, taken_by_id, taken_at, settled_at)
            VALUES (v_clinic, p_id, p_patient, p_invoice, p_state, p_source, p_amount, p_effective_on, p_receipt, p_taken_by_kind, p_taken_by_id, p_taken_at,
              CASE WHEN p_state = 'succeeded' THEN p_taken_at END);
          INSERT INTO payment_tenders (clinic_id, id, payment_id, position, type, spends_hsa_fsa, amount_cents, tendered_cents, reference, card_brand, card_last4, fee_cents)
            SELECT v_clinic, t.id, p_id, t.position, t.type, t.hsa, t.amount, t.tendered, t.reference, t.brand, t.last4, t.fee
              FROM unnest(p_tenders, p_types, p_hsa, p_amounts, p_tendered, p_references, p_brands, p_last4, p_fees)
              WITH ORDINALITY AS t (id, type, hsa, amount, tendered, reference, brand, last4, fee, position);
          IF cardinality(p_allocated_tenders) > 0 THEN
            INSERT INTO allocations (clinic_id, tender_id, charge_id, payment_id, invoice_id, amount_cents)
              SELECT v_clinic, a.tender, a.charge, p_id, p_invoice, a.amount
                FROM unnest(p_allocated_tenders, p_allocated_charges, p_allocated_amounts) AS a (tender, charge, amount);
          END IF;
        END $$;
      COMMENT ON FUNCTION record_payment IS 'A payment with its tenders and what they pay; amounts in US cents, one array element per tender or allocation.';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP FUNCTION record_payment, record_audit_event, complete_idempotency_key;');
  }
}
