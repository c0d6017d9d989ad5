import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Claims to a patient's further plans, after the one before has decided. */
export class CreateSecondaryClaims1763790030200 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE claims
        ADD COLUMN prior_claim_id uuid,
        ADD CONSTRAINT fk_claims_prior_claim_id FOREIGN KEY (clinic_id, prior_claim_id) REFERENCES claims (clinic_id, id);
      COMMENT ON COLUMN claims.prior_claim_id IS 'The claim to the plan asked before this one; its decision is told in this claim (2320, 2430).';
      CREATE UNIQUE INDEX uq_claims_prior_claim_id ON claims (clinic_id, prior_claim_id)
        WHERE prior_claim_id IS NOT NULL AND frequency = 'original' AND status <> 'replaced';
      DROP INDEX uq_claims_original;
      CREATE UNIQUE INDEX uq_claims_original ON claims (clinic_id, visit_id, coverage_id)
        WHERE frequency = 'original' AND status <> 'replaced';

      ALTER TABLE remittance_lines ADD COLUMN forwarded_cents bigint NOT NULL DEFAULT 0;
      COMMENT ON COLUMN remittance_lines.forwarded_cents IS
        'US cents this payer left to the patient that the patient''s next plan is asked for first: still with insurance (1200).';

      ALTER TABLE claim_closures
        DROP CONSTRAINT ck_claim_closures_kind,
        ADD CONSTRAINT ck_claim_closures_kind CHECK (kind IN ('self_pay', 'write_off', 'patient_share'));
      COMMENT ON TABLE claim_closures IS
        'What the clinic decided about a claim: the patient pays by agreement, or the share one plan left to them and the next did not take; or nobody does.';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE claim_closures
        DROP CONSTRAINT ck_claim_closures_kind,
        ADD CONSTRAINT ck_claim_closures_kind CHECK (kind IN ('self_pay', 'write_off'));
      ALTER TABLE remittance_lines DROP COLUMN forwarded_cents;
      DROP INDEX uq_claims_original, uq_claims_prior_claim_id;
      CREATE UNIQUE INDEX uq_claims_original ON claims (clinic_id, visit_id, coverage_id) WHERE frequency = 'original';
      ALTER TABLE claims DROP CONSTRAINT fk_claims_prior_claim_id, DROP COLUMN prior_claim_id;
    `);
  }
}
