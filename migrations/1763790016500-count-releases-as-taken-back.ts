import type { MigrationInterface, QueryRunner } from 'typeorm';

const view = (releases: string): string => `
  CREATE OR REPLACE VIEW standing_allocations WITH (security_invoker = true) AS
    SELECT a.clinic_id, a.payment_id, a.charge_id, sum(a.amount_cents)::bigint AS amount_cents
      FROM (SELECT clinic_id, payment_id, charge_id, amount_cents FROM allocations
            UNION ALL
            SELECT l.clinic_id, l.payment_id, l.item_id, -l.amount_cents
              FROM refund_lines l JOIN refund_tenders r ON r.clinic_id = l.clinic_id AND r.id = l.refund_tender_id
             WHERE l.account_number = 1100 AND r.state IN ('pending', 'succeeded')${releases}) a
     GROUP BY a.clinic_id, a.payment_id, a.charge_id;`;

/** What a charge let go of when it was lowered is not paid by that payment any more. */
export class CountReleasesAsTakenBack1763790016500 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      view(`
            UNION ALL
            SELECT clinic_id, payment_id, charge_id, CASE direction WHEN 'released' THEN -amount_cents ELSE amount_cents END FROM allocation_releases`),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(view(''));
  }
}
