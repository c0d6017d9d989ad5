import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What patients are written to about: an outbox, written with the fact that calls for it and sent afterwards. */
export class CreateNotices1763790021000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE notices (
        clinic_id uuid NOT NULL,
        id uuid NOT NULL,
        kind text NOT NULL,
        about_type text NOT NULL,
        about_id uuid NOT NULL,
        occasion_on date NOT NULL,
        copy integer NOT NULL DEFAULT 1,
        patient_id uuid NOT NULL,
        address text,
        subject text NOT NULL,
        body text NOT NULL,
        link_kind text,
        amount_cents bigint,
        state text NOT NULL DEFAULT 'queued',
        reason text,
        send_at timestamptz,
        sending_at timestamptz,
        attempts integer NOT NULL DEFAULT 0,
        losses integer NOT NULL DEFAULT 0,
        stored_at timestamptz NOT NULL,
        ended_at timestamptz,
        CONSTRAINT pk_notices PRIMARY KEY (clinic_id, id),
        CONSTRAINT uq_notices_occasion UNIQUE (clinic_id, kind, about_id, occasion_on, copy),
        CONSTRAINT fk_notices_patient_id FOREIGN KEY (clinic_id, patient_id) REFERENCES patients (clinic_id, id),
        CONSTRAINT ck_notices_kind CHECK (kind ~ '^[a-z_]{3,60}$'),
        CONSTRAINT ck_notices_state CHECK (state IN ('queued', 'sending', 'sent', 'failed', 'unknown', 'canceled')),
        CONSTRAINT ck_notices_address CHECK (address IS NOT NULL OR state IN ('failed', 'canceled')),
        CONSTRAINT ck_notices_send_at CHECK (CASE state WHEN 'queued' THEN send_at IS NOT NULL WHEN 'unknown' THEN true ELSE send_at IS NULL END),
        CONSTRAINT ck_notices_sending_at CHECK ((state = 'sending') = (sending_at IS NOT NULL)),
        CONSTRAINT ck_notices_ended_at CHECK ((state IN ('sent', 'failed', 'canceled')) = (ended_at IS NOT NULL)),
        CONSTRAINT ck_notices_reason CHECK (state NOT IN ('failed', 'canceled') OR reason IS NOT NULL),
        CONSTRAINT ck_notices_link_kind CHECK (link_kind ~ '^[a-z_]{3,60}$')
      );
      CREATE INDEX ix_notices_send_at ON notices (clinic_id, send_at) WHERE state IN ('queued', 'unknown') AND send_at IS NOT NULL;
      CREATE INDEX ix_notices_sending_at ON notices (clinic_id, sending_at) WHERE state = 'sending';
      CREATE INDEX ix_notices_about_id ON notices (clinic_id, about_id);
      CREATE INDEX ix_notices_patient_id ON notices (clinic_id, patient_id, id DESC);
      COMMENT ON TABLE notices IS 'Messages to patients in neutral words: no service, no diagnosis, no name. Stored before they are sent, with what became of them after.';
      COMMENT ON COLUMN notices.occasion_on IS 'The clinic''s day it is about: with kind and subject it says what is written about only once.';
      COMMENT ON COLUMN notices.copy IS 'From 1; a person who sends it again makes the next copy.';
      COMMENT ON COLUMN notices.address IS 'The e-mail address as it was when the notice was stored or last changed; null when there was none.';
      COMMENT ON COLUMN notices.body IS 'Plain text; the address of a page is put in where the mark stands when it leaves, never stored.';
      COMMENT ON COLUMN notices.link_kind IS 'The page of the patient''s it leads to, when it leads to one.';
      COMMENT ON COLUMN notices.amount_cents IS 'US cents it is about.';
      COMMENT ON COLUMN notices.send_at IS 'When it is handed over next: never in the clinic''s quiet hours. Null when it is not.';
      COMMENT ON COLUMN notices.losses IS 'How often nobody knew afterwards whether the mail server had taken it; handed over again after the first only.';
      SELECT protect_tenant_table('notices', 'SELECT, INSERT, UPDATE (address, state, reason, send_at, sending_at, attempts, losses, ended_at)');

      CREATE TABLE notice_opt_outs (
        clinic_id uuid NOT NULL,
        patient_id uuid NOT NULL,
        kind text NOT NULL,
        opted_out_at timestamptz NOT NULL,
        CONSTRAINT pk_notice_opt_outs PRIMARY KEY (clinic_id, patient_id, kind),
        CONSTRAINT fk_notice_opt_outs_patient_id FOREIGN KEY (clinic_id, patient_id) REFERENCES patients (clinic_id, id),
        CONSTRAINT ck_notice_opt_outs_kind CHECK (kind ~ '^[a-z_]{3,60}$')
      );
      COMMENT ON TABLE notice_opt_outs IS 'What a patient does not want to be written to about.';
      SELECT protect_tenant_table('notice_opt_outs', 'SELECT, INSERT, DELETE');
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE notice_opt_outs, notices;');
  }
}
