// The rows of one cash payment, in the service's own tables with their keys, checks and triggers, as one function.
export const BARE_WRITE = `
  CREATE SCHEMA IF NOT EXISTS bench;
  CREATE OR REPLACE FUNCTION bench.bare_write(p_clinic uuid, p_invoice uuid) RETURNS uuid LANGUAGE plpgsql AS $$
  DECLARE
    v_payment uuid := uuidv7();
    v_tender uuid := uuidv7();
    v_entry uuid := uuidv7();
    v_item open_items;
  BEGIN
    INSERT INTO idempotency_keys (clinic_id, scope, key, fingerprint, status, body)
      VALUES (p_clinic, 'bench POST /v1/invoices/:id/payments', gen_random_uuid()::text, repeat('0', 64), 201, repeat('x', 900));
    SELECT * INTO v_item FROM open_items WHERE clinic_id = p_clinic AND account_number = 1100 AND invoice_id = p_invoice FOR UPDATE;
    INSERT INTO payments (clinic_id, id, patient_id, invoice_id, state, source, amount_cents, effective_on, receipt_id, taken_by_kind, taken_by_id, taken_at, settled_at)
      VALUES (p_clinic, v_payment, v_item.patient_id, p_invoice, 'succeeded', 'desk', 1, current_date, gen_random_uuid(), 'api_key', 'bench', now(), now());
    INSERT INTO payment_tenders (clinic_id, id, payment_id, position, type, spends_hsa_fsa, amount_cents) VALUES (p_clinic, v_tender, v_payment, 1, 'cash', false, 1);
    INSERT INTO allocations (clinic_id, tender_id, charge_id, payment_id, invoice_id, amount_cents) VALUES (p_clinic, v_tender, v_item.item_id, v_payment, p_invoice, 1);
    INSERT INTO journal_entries (clinic_id, id, kind, source_type, source_id, effective_on, recorded_at, actor_id, content_hash)
      VALUES (p_clinic, v_entry, 'payment', 'tender', v_tender, current_date, now(), 'bench',
        sha256(convert_to(concat_ws('|', p_clinic, v_entry, 'payment', 'tender', v_tender, current_date, extract(epoch FROM now()), '', 'bench', '',
          concat_ws(':', 1, 1020, 1, '', '', '') || ';' || concat_ws(':', 2, 1100, -1, v_item.patient_id, p_invoice, v_item.item_id)), 'UTF8')));
    INSERT INTO journal_lines (clinic_id, entry_id, line_no, account_number, amount_cents, patient_id, invoice_id, item_id, effective_on)
      VALUES (p_clinic, v_entry, 1, 1020, 1, NULL, NULL, NULL, current_date),
             (p_clinic, v_entry, 2, 1100, -1, v_item.patient_id, p_invoice, v_item.item_id, current_date);
    UPDATE open_items SET open_cents = open_cents - 1 WHERE clinic_id = p_clinic AND account_number = 1100 AND item_id = v_item.item_id;
    INSERT INTO audit_events (clinic_id, id, recorded_at, actor_kind, actor_id, actor_label, role, action, subject_type, subject_id, request_id, facts)
      VALUES (p_clinic, uuidv7(), now(), 'api_key', gen_random_uuid(), 'bench', 'front_desk', 'payment.take', 'payment', v_payment, 'bench', '{"amountCents": 1}');
    RETURN v_payment;
  END $$;
`;
