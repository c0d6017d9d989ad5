import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What a payment looks at first, as functions: they travel in one statement with the claim of the request's key. Volatile, so that
 * each statement inside sees what was committed while the one before it waited for a lock.
 */
export class LockInOneCall1763790044100 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION lock_open_charges(p_invoice uuid) RETURNS json LANGUAGE plpgsql AS $$
      BEGIN
        -- The lock is taken above the sort, so every payer of the invoice takes its rows in the same order.
        RETURN (SELECT json_agg(r) FROM (
          SELECT i.id AS invoice_id, i.number, i.patient_id, i.issued_on, i.voided_at IS NOT NULL AS is_voided,
                 c.id AS charge_id, o.open_cents::text, c.hsa_fsa_eligible, c.rendered_on IS NOT NULL AS is_rendered, c.date_of_service,
                 c.service_code
            FROM open_items o
            JOIN charges c ON c.clinic_id = o.clinic_id AND c.id = o.item_id
            JOIN invoices i ON i.clinic_id = o.clinic_id AND i.id = o.invoice_id
           WHERE o.clinic_id = current_clinic() AND o.account_number = 1100 AND o.invoice_id = p_invoice
           ORDER BY c.id FOR UPDATE OF o) r);
      END $$;
      COMMENT ON FUNCTION lock_open_charges IS 'The charges of an invoice in id order, their open items locked until the transaction ends; null when there are none.';

      CREATE FUNCTION tenders_under_way(p_invoice uuid) RETURNS json LANGUAGE plpgsql AS $$
      BEGIN
        RETURN (SELECT json_agg(r) FROM (
          SELECT p.id AS "paymentId", p.state, p.taken_at AS since, t.id AS "tenderId", t.type, t.amount_cents::text AS "amountCents",
                 t.spends_hsa_fsa AS "spendsHsaFsa", coalesce(s.state IN ('creating', 'open'), false) AS "isOpenPage"
            FROM payments p
            JOIN payment_tenders t ON t.clinic_id = p.clinic_id AND t.payment_id = p.id AND t.state IN ('pending', 'requires_action', 'processing', 'unknown')
            LEFT JOIN checkout_sessions s ON s.clinic_id = p.clinic_id AND s.payment_id = p.id
           WHERE p.clinic_id = current_clinic() AND p.invoice_id = p_invoice AND p.state IN ('pending', 'requires_action', 'processing', 'unknown')
           ORDER BY p.id, t.position) r);
      END $$;
      COMMENT ON FUNCTION tenders_under_way IS 'What is being taken for an invoice and may still succeed; null when nothing is.';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP FUNCTION lock_open_charges(uuid); DROP FUNCTION tenders_under_way(uuid);');
  }
}
