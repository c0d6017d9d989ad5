import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A charge has a claim line for each code of its set, and a payer's decision is kept line by line. */
export class BillEveryCode1763790030100 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE claim_lines DROP CONSTRAINT uq_claim_lines_charge_id;
      COMMENT ON TABLE claim_lines IS 'Lines of claims: for each charge one for each code it is billed with, together its amount.';
      COMMENT ON COLUMN claim_lines.amount_cents IS 'US cents charged; the lines of a charge add up to what was booked on 1200.';

      ALTER TABLE remittance_lines
        ADD COLUMN claim_line_number smallint,
        ADD COLUMN adjustments jsonb NOT NULL DEFAULT '[]';
      COMMENT ON TABLE remittance_lines IS 'What a payer decided about a line of a claim, US cents by what it means for the books. Append-only.';
      COMMENT ON COLUMN remittance_lines.claim_line_number IS 'The line of our claim; null for decisions of the time when a charge had one line.';
      COMMENT ON COLUMN remittance_lines.adjustments IS 'As the payer gave them: [{ group, reason, amountCents }], with the line''s part of those on the claim as a whole.';
      COMMENT ON COLUMN service_code_sets.lines IS
        'Bare codes in order: [{ code, modifiers, unitsRule, units, placeOfService, chargeCents }]. No descriptors. chargeCents: what the clinic charges for the code alone, by which a charge of the set is divided.';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE remittance_lines DROP COLUMN adjustments, DROP COLUMN claim_line_number;
      ALTER TABLE claim_lines ADD CONSTRAINT uq_claim_lines_charge_id UNIQUE (clinic_id, claim_id, charge_id);
      COMMENT ON TABLE claim_lines IS 'Lines of claims, one for each charge.';
      COMMENT ON COLUMN claim_lines.amount_cents IS 'US cents charged, as booked on 1200.';
      COMMENT ON TABLE remittance_lines IS 'What a payer decided about a charge, US cents by what it means for the books. Append-only.';
      COMMENT ON COLUMN service_code_sets.lines IS 'Bare codes in order: [{ code, modifiers, unitsRule, units, placeOfService }]. No descriptors.';
    `);
  }
}
