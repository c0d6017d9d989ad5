import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When money held for a patient counts as abandoned, state by state, each with the text it was read in. */
export class DateDormancyRules1763790041000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE dormancy_rules (
        state text NOT NULL,
        in_force_since date NOT NULL,
        dormancy_months integer NOT NULL,
        source text NOT NULL,
        CONSTRAINT pk_dormancy_rules PRIMARY KEY (state, in_force_since),
        CONSTRAINT ck_dormancy_rules_state CHECK (state ~ '^[A-Z]{2}$'),
        CONSTRAINT ck_dormancy_rules_months CHECK (dormancy_months BETWEEN 6 AND 120)
      );
      COMMENT ON TABLE dormancy_rules IS 'Unclaimed property: how long a customer''s credit lies until it is presumed abandoned, by the state of the owner''s last known address; the same for every clinic. A state that is not here is not on file: the clinic''s own policy holds.';
      COMMENT ON COLUMN dormancy_rules.in_force_since IS 'The text was in force on this day, and may have been before.';
      COMMENT ON COLUMN dormancy_rules.dormancy_months IS 'Months since the owner was last heard of.';
      COMMENT ON COLUMN dormancy_rules.source IS 'The statute or rule it was read in.';
      GRANT SELECT ON dormancy_rules TO billing_app;
      SELECT make_append_only('dormancy_rules');
      INSERT INTO dormancy_rules (state, in_force_since, dormancy_months, source) VALUES
        ('IL', '2018-01-01', 36, '765 ILCS 1026/15-201(7)'),
        ('OR', '2021-06-08', 36, 'OAR 141-045-0021(1), ORS 98.338'),
        ('TX', '2009-01-01', 36, 'Texas Property Code 72.101(a)'),
        ('WA', '2023-01-01', 36, 'RCW 63.30.040(6)');
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE dormancy_rules;');
  }
}
