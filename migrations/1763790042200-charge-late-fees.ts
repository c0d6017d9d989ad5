import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A late fee that was agreed is kept with its schedule, and charged once for a late installment. */
export class ChargeLateFees1763790042200 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE plan_schedules
        ADD COLUMN late_fee_cents bigint,
        ADD COLUMN late_fee_after_days integer,
        ADD COLUMN late_fee_most_basis_points integer,
        ADD CONSTRAINT ck_plan_schedules_late_fee CHECK (num_nonnulls(late_fee_cents, late_fee_after_days, late_fee_most_basis_points) IN (0, 3)),
        ADD CONSTRAINT ck_plan_schedules_late_fee_cents CHECK (late_fee_cents > 0);
      COMMENT ON COLUMN plan_schedules.late_fee_cents IS 'US cents of the late fee that was disclosed, for each late installment; null: none was.';
      COMMENT ON COLUMN plan_schedules.late_fee_after_days IS 'Days after its due day before which no fee is taken for an installment.';
      COMMENT ON COLUMN plan_schedules.late_fee_most_basis_points IS 'The most a year, as a share of the late amount; 10 000 = all of it.';

      CREATE TABLE late_fees (
        clinic_id uuid NOT NULL,
        plan_id uuid NOT NULL,
        version integer NOT NULL,
        number smallint NOT NULL,
        visit_id uuid NOT NULL,
        late_cents bigint NOT NULL,
        late_days integer NOT NULL,
        fee_cents bigint NOT NULL,
        assessed_on date NOT NULL,
        assessed_at timestamptz NOT NULL,
        CONSTRAINT pk_late_fees PRIMARY KEY (clinic_id, plan_id, version, number),
        CONSTRAINT fk_late_fees_installment FOREIGN KEY (clinic_id, plan_id, version, number) REFERENCES installments (clinic_id, plan_id, version, number),
        CONSTRAINT fk_late_fees_visit_id FOREIGN KEY (clinic_id, visit_id) REFERENCES visits (clinic_id, id),
        CONSTRAINT ck_late_fees_fee_cents CHECK (fee_cents > 0 AND fee_cents <= late_cents),
        CONSTRAINT ck_late_fees_number CHECK (number > 0)
      );
      COMMENT ON TABLE late_fees IS 'Late fees that were charged: one for an installment at most, whatever becomes of it.';
      COMMENT ON COLUMN late_fees.visit_id IS 'What carries the charge and its bill.';
      COMMENT ON COLUMN late_fees.late_cents IS 'US cents of the installment that were late.';
      COMMENT ON COLUMN late_fees.late_days IS 'Days it was late, those left out in which nobody asked for it.';
      COMMENT ON COLUMN late_fees.fee_cents IS 'US cents that were charged.';
      SELECT protect_tenant_table('late_fees', 'SELECT, INSERT');
      SELECT make_append_only('late_fees');

      CREATE TABLE late_fee_waits (
        clinic_id uuid NOT NULL,
        plan_id uuid NOT NULL,
        held_on date NOT NULL,
        CONSTRAINT pk_late_fee_waits PRIMARY KEY (clinic_id, plan_id),
        CONSTRAINT fk_late_fee_waits_plan_id FOREIGN KEY (clinic_id, plan_id) REFERENCES payment_plans (clinic_id, id)
      );
      COMMENT ON TABLE late_fee_waits IS 'The last day a late plan was not asked for (paused, disputed, held): its days late are counted from there (45 CFR 149.620(c)(5)).';
      SELECT protect_tenant_table('late_fee_waits', 'SELECT, INSERT, UPDATE (held_on)');
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE late_fee_waits, late_fees;
      ALTER TABLE plan_schedules DROP COLUMN late_fee_cents, DROP COLUMN late_fee_after_days, DROP COLUMN late_fee_most_basis_points;
    `);
  }
}
