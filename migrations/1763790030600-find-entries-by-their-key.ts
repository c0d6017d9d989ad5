import type { MigrationInterface, QueryRunner } from 'typeorm';

const check = (ofThisTransaction: string): string => `
  CREATE OR REPLACE FUNCTION check_new_lines() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE bad uuid;
    BEGIN
      SELECT n.entry_id INTO bad FROM new_lines n GROUP BY n.clinic_id, n.entry_id
        HAVING sum(n.amount_cents) <> 0 OR count(*) < 2 LIMIT 1;
      IF bad IS NOT NULL THEN
        RAISE EXCEPTION 'journal entry % does not balance', bad USING ERRCODE = 'check_violation', CONSTRAINT = 'ck_journal_lines_balanced';
      END IF;
      SELECT n.entry_id INTO bad FROM new_lines n
        LEFT JOIN journal_entries e ON e.clinic_id = n.clinic_id AND e.id = n.entry_id
          AND ${ofThisTransaction} AND e.effective_on = n.effective_on
        WHERE e.id IS NULL LIMIT 1;
      IF bad IS NOT NULL THEN
        RAISE EXCEPTION 'journal entry % is not of this transaction', bad USING ERRCODE = 'restrict_violation', CONSTRAINT = 'ck_journal_lines_same_transaction';
      END IF;
      RETURN NULL;
    END $$;
`;

/**
 * The guard of new lines finds their entry by its key, not among all entries of the transaction: a remittance of ten
 * thousand claims is one transaction. What it refuses is unchanged.
 */
export class FindEntriesByTheirKey1763790030600 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(check('(e.recorded_xid = pg_current_xact_id()) IS TRUE'));
    // A patient's plans are asked for by patient alone: an index that begins with the clinic is walked whole on a fresh table.
    await runner.query('CREATE INDEX ix_coverages_next ON coverages (patient_id, priority)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX ix_coverages_next');
    await runner.query(check('e.recorded_xid = pg_current_xact_id()'));
  }
}
