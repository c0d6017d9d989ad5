import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Patients who are on a course of treatment, and how far they are. */
export class EnrollInCourses1763790025300 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE course_enrollments (
        clinic_id uuid NOT NULL,
        id uuid NOT NULL,
        patient_id uuid NOT NULL,
        protocol_code text NOT NULL,
        name text NOT NULL,
        starts_on date NOT NULL,
        weeks smallint NOT NULL,
        phases jsonb NOT NULL,
        lines jsonb NOT NULL,
        price_min_cents bigint NOT NULL,
        price_max_cents bigint NOT NULL,
        enrolled_by_kind text NOT NULL,
        enrolled_by_id text NOT NULL,
        enrolled_at timestamptz NOT NULL,
        ended_on date,
        end_reason text,
        ended_at timestamptz,
        CONSTRAINT pk_course_enrollments PRIMARY KEY (clinic_id, id),
        CONSTRAINT fk_course_enrollments_patient_id FOREIGN KEY (clinic_id, patient_id) REFERENCES patients (clinic_id, id),
        CONSTRAINT ck_course_enrollments_weeks CHECK (weeks BETWEEN 1 AND 52),
        CONSTRAINT ck_course_enrollments_price CHECK (price_min_cents BETWEEN 0 AND price_max_cents),
        CONSTRAINT ck_course_enrollments_ended CHECK ((ended_on IS NULL) = (ended_at IS NULL) AND (ended_on IS NULL) = (end_reason IS NULL)),
        CONSTRAINT ck_course_enrollments_end_reason CHECK (end_reason IN ('completed', 'stopped', 'entered_in_error'))
      );
      CREATE UNIQUE INDEX uq_course_enrollments_active ON course_enrollments (clinic_id, patient_id) WHERE ended_on IS NULL;
      CREATE INDEX ix_course_enrollments_patient_id ON course_enrollments (clinic_id, patient_id, id DESC);
      COMMENT ON TABLE course_enrollments IS 'Patients on a course, with the course and its price as they were then. What was given of it is counted from charges. One at a time: a session counts once.';
      COMMENT ON COLUMN course_enrollments.lines IS 'Services with fewest and most sessions, and prices in US cents.';
      COMMENT ON COLUMN course_enrollments.phases IS 'Phases with fewest and most sessions, in their order.';
      COMMENT ON COLUMN course_enrollments.price_min_cents IS 'US cents for the fewest sessions; price_max_cents for the most.';
      SELECT protect_tenant_table('course_enrollments', 'SELECT, INSERT, UPDATE (ended_on, end_reason, ended_at)');
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE course_enrollments;');
  }
}
