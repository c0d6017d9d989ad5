import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Patients' money that lies unmoved so long that it is the state's to keep for them (DOMAIN.md §10, S11). */
export class CreateUnclaimedCredits1763790026000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE unclaimed_credits (
        clinic_id uuid NOT NULL,
        id uuid NOT NULL,
        payment_id uuid NOT NULL,
        patient_id uuid NOT NULL,
        state text NOT NULL,
        letter_sent_on date NOT NULL,
        recorded_by_kind text NOT NULL,
        recorded_by_id text NOT NULL,
        recorded_at timestamptz NOT NULL,
        request_id uuid,
        approval_id uuid,
        requested_cents bigint,
        moved_cents bigint,
        moved_on date,
        CONSTRAINT pk_unclaimed_credits PRIMARY KEY (clinic_id, id),
        CONSTRAINT fk_unclaimed_credits_payment_id FOREIGN KEY (clinic_id, payment_id) REFERENCES payments (clinic_id, id),
        CONSTRAINT fk_unclaimed_credits_patient_id FOREIGN KEY (clinic_id, patient_id) REFERENCES patients (clinic_id, id),
        CONSTRAINT ck_unclaimed_credits_state CHECK (state IN ('letter_sent', 'awaiting_approval', 'moved')),
        CONSTRAINT ck_unclaimed_credits_request CHECK ((state = 'letter_sent') = (request_id IS NULL)),
        CONSTRAINT ck_unclaimed_credits_requested_cents CHECK (requested_cents > 0),
        CONSTRAINT ck_unclaimed_credits_moved CHECK ((state = 'moved') = (moved_cents IS NOT NULL AND moved_cents > 0 AND moved_on IS NOT NULL))
      );
      CREATE UNIQUE INDEX uq_unclaimed_credits_open ON unclaimed_credits (clinic_id, payment_id) WHERE state <> 'moved';
      CREATE UNIQUE INDEX uq_unclaimed_credits_request_id ON unclaimed_credits (clinic_id, request_id) WHERE request_id IS NOT NULL;
      CREATE INDEX ix_unclaimed_credits_payment_id ON unclaimed_credits (clinic_id, payment_id);
      COMMENT ON TABLE unclaimed_credits IS 'Money held under a payment whose owner was written to, on its way to the state.';
      COMMENT ON COLUMN unclaimed_credits.letter_sent_on IS 'Business day the due-diligence letter was sent to the owner.';
      COMMENT ON COLUMN unclaimed_credits.request_id IS 'What a second person is asked to agree to; none while nobody has asked, or was refused.';
      COMMENT ON COLUMN unclaimed_credits.requested_cents IS 'US cents held when it was asked for.';
      COMMENT ON COLUMN unclaimed_credits.moved_cents IS 'US cents moved to unclaimed property (2200).';
      SELECT protect_tenant_table('unclaimed_credits', 'SELECT, INSERT, UPDATE (state, letter_sent_on, recorded_by_kind, recorded_by_id, recorded_at, request_id, approval_id, requested_cents, moved_cents, moved_on)');
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE unclaimed_credits;');
  }
}
