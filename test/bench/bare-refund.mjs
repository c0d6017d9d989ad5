// The rows of one cash refund, in the service's own tables with their keys, checks and triggers, as one function.
export const BARE_REFUND = `
  CREATE SCHEMA IF NOT EXISTS bench;
  CREATE OR REPLACE FUNCTION bench.bare_refund(p_clinic uuid, p_payment uuid) RETURNS uuid LANGUAGE plpgsql AS $$
  DECLARE
    v_refund uuid := uuidv7();
    v_part uuid := uuidv7();
    v_entry uuid := uuidv7();
    v_tender payment_tenders;
    v_paid record;
  BEGIN
    INSERT INTO idempotency_keys (clinic_id, scope, key, fingerprint, status, body)
      VALUES (p_clinic, 'bench POST /v1/payments/:id/refunds', gen_random_uuid()::text, repeat('0', 64), 201, repeat('x', 900));
    PERFORM 1 FROM payments WHERE clinic_id = p_clinic AND id = p_payment FOR UPDATE;
    SELECT * INTO v_tender FROM payment_tenders WHERE payment_id = p_payment AND clinic_id = p_clinic FOR UPDATE;
    SELECT o.item_id, o.patient_id, o.invoice_id INTO v_paid FROM allocations a
      JOIN open_items o ON o.clinic_id = a.clinic_id AND o.item_id = a.charge_id AND o.account_number = 1100
      WHERE a.clinic_id = p_clinic AND a.payment_id = p_payment FOR UPDATE OF o;
    INSERT INTO refunds (clinic_id, id, payment_id, patient_id, status, source, amount_cents, reason, request_key, requested_by_kind, requested_by_id, requested_at)
      VALUES (p_clinic, v_refund, p_payment, v_paid.patient_id, 'succeeded', 'desk', 1, 'service_not_rendered', v_refund::text, 'api_key', 'bench', now());
    INSERT INTO journal_entries (clinic_id, id, kind, source_type, source_id, effective_on, recorded_at, actor_id, content_hash)
      VALUES (p_clinic, v_entry, 'refund', 'refund', v_part, current_date, now(), 'bench',
        sha256(convert_to(concat_ws('|', p_clinic, v_entry, 'refund', 'refund', v_part, current_date, extract(epoch FROM now()), '', 'bench', '',
          concat_ws(':', 1, 1100, 1, v_paid.patient_id, v_paid.invoice_id, v_paid.item_id) || ';' || concat_ws(':', 2, 1020, -1, '', '', '')), 'UTF8')));
    INSERT INTO journal_lines (clinic_id, entry_id, line_no, account_number, amount_cents, patient_id, invoice_id, item_id, effective_on)
      VALUES (p_clinic, v_entry, 1, 1100, 1, v_paid.patient_id, v_paid.invoice_id, v_paid.item_id, current_date),
             (p_clinic, v_entry, 2, 1020, -1, NULL, NULL, NULL, current_date);
    INSERT INTO refund_tenders (clinic_id, id, refund_id, payment_id, tender_id, position, amount_cents, state, journal_entry_id, effective_on, created_at, settled_at)
      VALUES (p_clinic, v_part, v_refund, p_payment, v_tender.id, 1, 1, 'succeeded', v_entry, current_date, now(), now());
    INSERT INTO refund_lines (clinic_id, refund_tender_id, account_number, item_id, payment_id, invoice_id, amount_cents)
      VALUES (p_clinic, v_part, 1100, v_paid.item_id, p_payment, v_paid.invoice_id, 1);
    UPDATE open_items SET open_cents = open_cents + 1 WHERE clinic_id = p_clinic AND account_number = 1100 AND item_id = v_paid.item_id;
    UPDATE payment_tenders SET refunded_cents = refunded_cents + 1 WHERE clinic_id = p_clinic AND id = v_tender.id;
    UPDATE payments SET state = 'partly_refunded' WHERE clinic_id = p_clinic AND id = p_payment;
    INSERT INTO audit_events (clinic_id, id, recorded_at, actor_kind, actor_id, actor_label, role, action, subject_type, subject_id, request_id, facts)
      SELECT p_clinic, uuidv7(), now(), 'api_key', gen_random_uuid(), 'bench', 'biller', action, 'refund', v_refund, 'bench', '{"amountCents": 1}'
        FROM unnest(ARRAY['refund.request', 'refund.settle']) AS action;
    RETURN v_refund;
  END $$;
`;
