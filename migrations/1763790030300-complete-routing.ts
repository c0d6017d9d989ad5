import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What payers and the clinic decide about services as data, and every decision about a line with what it rested on. */
export class CompleteRouting1763790030300 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE payer_policies ADD COLUMN requires_authorization boolean;
      COMMENT ON COLUMN payer_policies.requires_authorization IS 'Whether Spravato needs the payer''s authorization; null: it does.';

      CREATE TABLE clinic_routing_policies (
        clinic_id uuid NOT NULL,
        service_code text NOT NULL,
        effective_from date NOT NULL,
        destination text NOT NULL,
        reason text NOT NULL,
        created_at timestamptz NOT NULL,
        CONSTRAINT pk_clinic_routing_policies PRIMARY KEY (clinic_id, service_code, effective_from),
        CONSTRAINT fk_clinic_routing_policies_service_code FOREIGN KEY (clinic_id, service_code) REFERENCES services (clinic_id, code),
        CONSTRAINT ck_clinic_routing_policies_destination CHECK (destination IN ('insurance', 'self_pay', 'default'))
      );
      COMMENT ON TABLE clinic_routing_policies IS
        'Whom the clinic bills for a service where neither law nor a network contract says; the latest effective_from on or before the date of service holds, default ends an earlier one. Append-only.';
      SELECT protect_tenant_table('clinic_routing_policies', 'SELECT, INSERT');
      SELECT make_append_only('clinic_routing_policies');

      CREATE TABLE routing_decisions (
        clinic_id uuid NOT NULL,
        charge_id uuid NOT NULL,
        id uuid NOT NULL,
        visit_id uuid NOT NULL,
        patient_id uuid NOT NULL,
        date_of_service date NOT NULL,
        service_code text NOT NULL,
        payer_id text,
        destination text NOT NULL,
        rule text NOT NULL,
        rule_row smallint NOT NULL,
        reason text NOT NULL,
        notices text[] NOT NULL,
        inputs jsonb NOT NULL,
        decided_by_kind text NOT NULL,
        decided_by_id text NOT NULL,
        decided_at timestamptz NOT NULL,
        CONSTRAINT pk_routing_decisions PRIMARY KEY (clinic_id, charge_id),
        CONSTRAINT uq_routing_decisions_id UNIQUE (clinic_id, id),
        CONSTRAINT fk_routing_decisions_charge_id FOREIGN KEY (clinic_id, charge_id)
          REFERENCES charges (clinic_id, id) DEFERRABLE INITIALLY DEFERRED,
        CONSTRAINT fk_routing_decisions_patient_id FOREIGN KEY (clinic_id, patient_id) REFERENCES patients (clinic_id, id),
        CONSTRAINT ck_routing_decisions_destination CHECK (destination IN ('insurance', 'self_pay'))
      );
      CREATE INDEX ix_routing_decisions_patient_id ON routing_decisions (patient_id, id DESC);
      COMMENT ON TABLE routing_decisions IS 'Who was billed for each charge, by which rule, for what reason and from what facts. Append-only.';
      COMMENT ON COLUMN routing_decisions.rule_row IS 'Its row in the routing table.';
      COMMENT ON COLUMN routing_decisions.inputs IS 'The facts the rules were asked with: plan, network, authorization, election, policies. Never the patient''s own words.';
      SELECT protect_tenant_table('routing_decisions', 'SELECT, INSERT');
      SELECT make_append_only('routing_decisions');
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE routing_decisions, clinic_routing_policies;
      ALTER TABLE payer_policies DROP COLUMN requires_authorization;
    `);
  }
}
