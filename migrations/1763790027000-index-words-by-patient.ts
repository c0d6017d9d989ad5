import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Words of one patient are looked up by the patient: an index that begins with the clinic is, to a planner that knows the table
 * as empty, as good as the one of words, and a plan made then walks the clinic's whole index for every namesake.
 */
export class IndexWordsByPatient1763790027000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE INDEX ix_patient_search_words_patient ON patient_search_words (patient_id, clinic_id, word);
      DROP INDEX ix_patient_search_words_patient_id;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE INDEX ix_patient_search_words_patient_id ON patient_search_words (clinic_id, patient_id, word);
      DROP INDEX ix_patient_search_words_patient;
    `);
  }
}
