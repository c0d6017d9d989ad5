import type { MigrationInterface, QueryRunner } from 'typeorm';

const REFUNDED = `
  SELECT l.clinic_id, l.payment_id, l.item_id, -l.amount_cents
    FROM refund_lines l JOIN refund_tenders r ON r.clinic_id = l.clinic_id AND r.id = l.refund_tender_id
   WHERE l.account_number = 1100 AND r.state IN ('pending', 'succeeded')`;

const RELEASED = `
  SELECT r.clinic_id, r.payment_id, r.charge_id, CASE r.direction WHEN 'released' THEN -r.amount_cents ELSE r.amount_cents END
    FROM allocation_releases r`;

const view = (movements: string): string => `
  CREATE OR REPLACE VIEW standing_allocations WITH (security_invoker = true) AS
    SELECT a.clinic_id, a.payment_id, a.charge_id, sum(a.amount_cents)::bigint AS amount_cents
      FROM (SELECT clinic_id, payment_id, charge_id, amount_cents FROM allocations UNION ALL ${movements}) a
     GROUP BY a.clinic_id, a.payment_id, a.charge_id;`;

/** One account of what a payment still pays of a charge: neither what was given back nor what the charge let go of. */
export class CountWhatPaymentsStillPay1763790016500 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(view(`${REFUNDED} UNION ALL ${RELEASED}`));
    await runner.query(`COMMENT ON VIEW standing_allocations IS
      'What a payment still pays of a charge, US cents: its allocations less what refunds took back and what the charge let go of when it was lowered. Voided payments are there as they were.'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(view(REFUNDED));
  }
}
