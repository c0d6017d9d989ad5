import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What people still have to do, and what one person asked another to agree to. */
export class CreateTasks1763790011000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE tasks (
        clinic_id uuid NOT NULL,
        id uuid NOT NULL,
        kind text NOT NULL,
        subject_type text NOT NULL,
        subject_id text NOT NULL,
        patient_id uuid,
        amount_cents bigint,
        facts jsonb NOT NULL DEFAULT '{}',
        raised_at timestamptz NOT NULL,
        due_at timestamptz,
        assigned_to uuid,
        state text NOT NULL DEFAULT 'open',
        closed_at timestamptz,
        closed_by_id text,
        resolution text,
        CONSTRAINT pk_tasks PRIMARY KEY (clinic_id, id),
        CONSTRAINT fk_tasks_clinic_id FOREIGN KEY (clinic_id) REFERENCES clinics (id),
        CONSTRAINT ck_tasks_kind CHECK (kind ~ '^[a-z_]{3,60}$'),
        CONSTRAINT ck_tasks_state CHECK (state IN ('open', 'done')),
        CONSTRAINT ck_tasks_closed CHECK ((state = 'done') = (closed_at IS NOT NULL AND closed_by_id IS NOT NULL AND resolution IS NOT NULL))
      );
      CREATE UNIQUE INDEX uq_tasks_open ON tasks (clinic_id, kind, subject_id) WHERE state = 'open';
      CREATE INDEX ix_tasks_subject_id ON tasks (clinic_id, subject_id);
      COMMENT ON TABLE tasks IS 'Work for a person: raised by what the service could not settle by itself, closed with what was done.';
      COMMENT ON COLUMN tasks.facts IS 'Codes, amounts and ids that explain it; never a name or a diagnosis.';
      COMMENT ON COLUMN tasks.amount_cents IS 'US cents at stake, when it is about money.';
      SELECT protect_tenant_table('tasks', 'SELECT, INSERT, UPDATE (assigned_to, state, closed_at, closed_by_id, resolution, facts, amount_cents)');

      CREATE TABLE approvals (
        clinic_id uuid NOT NULL,
        id uuid NOT NULL,
        kind text NOT NULL,
        subject_type text NOT NULL,
        subject_id uuid NOT NULL,
        amount_cents bigint,
        reason text NOT NULL,
        requested_by_id text NOT NULL,
        requested_by_label text NOT NULL,
        requested_at timestamptz NOT NULL,
        state text NOT NULL DEFAULT 'requested',
        decided_by_id text,
        decided_by_label text,
        decided_at timestamptz,
        note text,
        CONSTRAINT pk_approvals PRIMARY KEY (clinic_id, id),
        CONSTRAINT uq_approvals_subject UNIQUE (clinic_id, kind, subject_id),
        CONSTRAINT fk_approvals_clinic_id FOREIGN KEY (clinic_id) REFERENCES clinics (id),
        CONSTRAINT ck_approvals_kind CHECK (kind ~ '^[a-z_]{3,60}$'),
        CONSTRAINT ck_approvals_state CHECK (state IN ('requested', 'approved', 'rejected')),
        CONSTRAINT ck_approvals_decided CHECK ((state = 'requested') = (decided_by_id IS NULL AND decided_at IS NULL)),
        CONSTRAINT ck_approvals_two_people CHECK (state <> 'approved' OR decided_by_id <> requested_by_id)
      );
      CREATE INDEX ix_approvals_waiting ON approvals (clinic_id, id) WHERE state = 'requested';
      COMMENT ON TABLE approvals IS 'What one person asked for and another, never the same, agreed to or not.';
      COMMENT ON COLUMN approvals.requested_by_id IS 'The person: the staff user, also when an API key of theirs asked; the key itself when it belongs to nobody.';
      SELECT protect_tenant_table('approvals', 'SELECT, INSERT, UPDATE (state, decided_by_id, decided_by_label, decided_at, note)');
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE approvals, tasks;');
  }
}
