import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a person decides about claims of a remittance that were not matched, or not to the right claim. */
export class MatchByHand1763790030500 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE remittance_matches (
        clinic_id uuid NOT NULL,
        id uuid NOT NULL,
        position bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
        remittance_claim_id uuid NOT NULL,
        claim_id uuid,
        outcome text NOT NULL,
        reason text NOT NULL,
        matched_by_kind text NOT NULL,
        matched_by_id text NOT NULL,
        matched_at timestamptz NOT NULL,
        CONSTRAINT pk_remittance_matches PRIMARY KEY (clinic_id, id),
        CONSTRAINT fk_remittance_matches_remittance_claim_id FOREIGN KEY (clinic_id, remittance_claim_id)
          REFERENCES remittance_claims (clinic_id, id),
        CONSTRAINT fk_remittance_matches_claim_id FOREIGN KEY (clinic_id, claim_id) REFERENCES claims (clinic_id, id),
        CONSTRAINT ck_remittance_matches_outcome CHECK ((claim_id IS NULL) = (outcome = 'unmatched'))
      );
      CREATE INDEX ix_remittance_matches_remittance_claim_id ON remittance_matches (remittance_claim_id, position DESC);
      COMMENT ON TABLE remittance_matches IS
        'Claims of remittances laid on one of ours by hand, or taken off it: the last row of a claim holds. Append-only.';
      COMMENT ON COLUMN remittance_matches.claim_id IS 'Ours; null when it was put back into suspense.';
      SELECT protect_tenant_table('remittance_matches', 'SELECT, INSERT');
      SELECT make_append_only('remittance_matches');

      ALTER TABLE remittance_lines
        ADD COLUMN claim_id uuid,
        ADD COLUMN match_id uuid,
        ADD CONSTRAINT fk_remittance_lines_claim_id FOREIGN KEY (clinic_id, claim_id) REFERENCES claims (clinic_id, id),
        ADD CONSTRAINT fk_remittance_lines_match_id FOREIGN KEY (clinic_id, match_id) REFERENCES remittance_matches (clinic_id, id);
      ALTER TABLE remittance_lines NO FORCE ROW LEVEL SECURITY;
      ALTER TABLE remittance_claims NO FORCE ROW LEVEL SECURITY;
      ALTER TABLE remittance_lines DISABLE TRIGGER append_only_rows;
      UPDATE remittance_lines l SET claim_id = c.claim_id
        FROM remittance_claims c WHERE c.clinic_id = l.clinic_id AND c.id = l.remittance_claim_id;
      ALTER TABLE remittance_lines ENABLE TRIGGER append_only_rows;
      ALTER TABLE remittance_claims FORCE ROW LEVEL SECURITY;
      ALTER TABLE remittance_lines FORCE ROW LEVEL SECURITY;
      ALTER TABLE remittance_lines ALTER COLUMN claim_id SET NOT NULL;
      CREATE INDEX ix_remittance_lines_claim_id ON remittance_lines (claim_id);
      COMMENT ON COLUMN remittance_lines.claim_id IS 'Our claim it was decided for.';
      COMMENT ON COLUMN remittance_lines.match_id IS 'The match by hand it came of; null for one made by the file itself.';

      CREATE FUNCTION standing_match(p_clinic uuid, p_remittance_claim uuid) RETURNS uuid
        LANGUAGE sql STABLE AS $$
          SELECT m.id FROM remittance_matches m
           WHERE m.clinic_id = p_clinic AND m.remittance_claim_id = p_remittance_claim ORDER BY m.position DESC LIMIT 1
        $$;
      COMMENT ON FUNCTION standing_match(uuid, uuid) IS
        'The match by hand that holds for a claim of a remittance. Its lines stand, and those of the file while there is none.';
      REVOKE ALL ON FUNCTION standing_match(uuid, uuid) FROM PUBLIC;
      GRANT EXECUTE ON FUNCTION standing_match(uuid, uuid) TO billing_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP FUNCTION standing_match(uuid, uuid);
      ALTER TABLE remittance_lines DROP COLUMN match_id, DROP COLUMN claim_id;
      DROP TABLE remittance_matches;
    `);
  }
}
