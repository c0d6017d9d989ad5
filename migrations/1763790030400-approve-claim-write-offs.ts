import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Denials given up above the clinic's limit wait for a second person. */
export class ApproveClaimWriteOffs1763790030400 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE claim_write_off_requests (
        clinic_id uuid NOT NULL,
        id uuid NOT NULL,
        claim_id uuid NOT NULL,
        state text NOT NULL,
        approval_id uuid NOT NULL,
        amount_cents bigint NOT NULL,
        shares jsonb NOT NULL,
        reason text NOT NULL,
        requested_at timestamptz NOT NULL,
        CONSTRAINT pk_claim_write_off_requests PRIMARY KEY (clinic_id, id),
        CONSTRAINT fk_claim_write_off_requests_claim_id FOREIGN KEY (clinic_id, claim_id) REFERENCES claims (clinic_id, id),
        CONSTRAINT fk_claim_write_off_requests_approval_id FOREIGN KEY (clinic_id, approval_id) REFERENCES approvals (clinic_id, id),
        CONSTRAINT ck_claim_write_off_requests_state CHECK (state IN ('awaiting_approval', 'booked', 'rejected')),
        CONSTRAINT ck_claim_write_off_requests_amount_cents CHECK (amount_cents > 0)
      );
      CREATE UNIQUE INDEX uq_claim_write_off_requests_waiting ON claim_write_off_requests (clinic_id, claim_id)
        WHERE state = 'awaiting_approval';
      COMMENT ON TABLE claim_write_off_requests IS 'Denials somebody wants to give up, above the clinic''s limit: a second person agrees or not.';
      COMMENT ON COLUMN claim_write_off_requests.amount_cents IS 'US cents of all its charges.';
      COMMENT ON COLUMN claim_write_off_requests.shares IS 'What was open of each charge when it was asked for: [{ chargeId, amountCents }].';
      SELECT protect_tenant_table('claim_write_off_requests', 'SELECT, INSERT, UPDATE (state)');
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE claim_write_off_requests;');
  }
}
