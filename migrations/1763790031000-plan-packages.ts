import type { MigrationInterface, QueryRunner } from 'typeorm';

const STANDS = `u.clinic_id = k.clinic_id AND u.package_id = k.id AND u.returned_at IS NULL`;

/** A payment plan may be made over a package; where a package's money stands is said in one place. */
export class PlanPackages1763790031000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE payment_plan_packages (
        clinic_id uuid NOT NULL,
        plan_id uuid NOT NULL,
        package_id uuid NOT NULL,
        unpaid_cents bigint NOT NULL,
        paid_cents bigint NOT NULL,
        is_live boolean NOT NULL DEFAULT true,
        CONSTRAINT pk_payment_plan_packages PRIMARY KEY (clinic_id, plan_id),
        CONSTRAINT fk_payment_plan_packages_plan_id FOREIGN KEY (clinic_id, plan_id) REFERENCES payment_plans (clinic_id, id),
        CONSTRAINT fk_payment_plan_packages_package_id FOREIGN KEY (clinic_id, package_id) REFERENCES packages (clinic_id, id),
        CONSTRAINT ck_payment_plan_packages_unpaid_cents CHECK (unpaid_cents > 0),
        CONSTRAINT ck_payment_plan_packages_paid_cents CHECK (paid_cents >= 0)
      );
      CREATE UNIQUE INDEX uq_payment_plan_packages_live ON payment_plan_packages (package_id, clinic_id) WHERE is_live;
      COMMENT ON TABLE payment_plan_packages IS 'The package a plan covers, where it covers one instead of invoices. A package is on one live plan at most.';
      COMMENT ON COLUMN payment_plan_packages.unpaid_cents IS 'US cents of the package''s price that were still to be paid when the plan was opened.';
      COMMENT ON COLUMN payment_plan_packages.paid_cents IS 'US cents that had been paid for the package when the plan was opened: what is paid beyond counts toward the plan.';
      COMMENT ON COLUMN payment_plan_packages.is_live IS 'False once the plan was canceled.';
      SELECT protect_tenant_table('payment_plan_packages', 'SELECT, INSERT, UPDATE (is_live)');

      CREATE VIEW package_money WITH (security_invoker = true) AS
        SELECT k.clinic_id, k.id AS package_id,
          CASE WHEN k.canceled_at IS NULL THEN greatest(0,
              (SELECT coalesce(sum(s.price_cents), 0) FROM package_sessions s WHERE s.clinic_id = k.clinic_id AND s.package_id = k.id
                  AND NOT EXISTS (SELECT FROM package_uses u WHERE u.clinic_id = s.clinic_id AND u.session_id = s.id AND u.returned_at IS NULL))
            + (SELECT coalesce(sum(o.open_cents), 0) FROM package_uses u
                 JOIN open_items o ON o.clinic_id = u.clinic_id AND o.item_id = u.charge_id AND o.account_number = 1100 WHERE ${STANDS})
            - h.held)::bigint ELSE 0 END AS unpaid_cents,
          (h.held + (SELECT coalesce(sum(a.amount_cents), 0) FROM package_uses u
             JOIN standing_allocations a ON a.clinic_id = u.clinic_id AND a.charge_id = u.charge_id
             JOIN payments q ON q.clinic_id = a.clinic_id AND q.id = a.payment_id AND q.state NOT IN ('voided', 'declined', 'canceled')
            WHERE ${STANDS}))::bigint AS paid_cents
        FROM packages k
        CROSS JOIN LATERAL (SELECT coalesce(sum(o.open_cents), 0) AS held FROM package_payments x
          JOIN open_items o ON o.clinic_id = x.clinic_id AND o.item_id = x.payment_id AND o.account_number = 2100
         WHERE x.clinic_id = k.clinic_id AND x.package_id = k.id) h;
      COMMENT ON VIEW package_money IS
        'Of each package, US cents: unpaid_cents are those of the price still to come in (not given yet, or given and owed, less what is held); nothing once it is canceled. paid_cents are those held for it, and those that paid sessions that were given.';
      GRANT SELECT ON package_money TO billing_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP VIEW package_money; DROP TABLE payment_plan_packages;');
  }
}
