import type { MigrationInterface, QueryRunner } from 'typeorm';

export class ShareDormancyRule1763790053000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION dormancy_rule_of(p_state text, p_on date)
        RETURNS TABLE (months integer, source text)
        LANGUAGE sql STABLE AS $$
        SELECT d.dormancy_months, d.source FROM dormancy_rules d
         WHERE d.state = p_state AND d.in_force_since <= p_on ORDER BY d.in_force_since DESC LIMIT 1
      $$;
      COMMENT ON FUNCTION dormancy_rule_of IS 'The rule of a state that is in force on a day; no row where it is not on file. What is watched and what is moved go by the same.';
      GRANT EXECUTE ON FUNCTION dormancy_rule_of(text, date) TO billing_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP FUNCTION dormancy_rule_of(text, date);');
  }
}
