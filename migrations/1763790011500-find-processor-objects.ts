import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Lets an event about a payment be told to its clinic when the object carries none of our metadata (a dashboard refund, a dispute). */
export class FindProcessorObjects1763790011500 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE stripe_events ADD COLUMN payment_intent_id text;
      COMMENT ON COLUMN stripe_events.payment_intent_id IS 'The payment intent the object belongs to, when it names one.';
      CREATE INDEX ix_payment_tenders_payment_intent ON payment_tenders (stripe_payment_intent_id, clinic_id) WHERE stripe_payment_intent_id IS NOT NULL;
      CREATE POLICY owner_lookup ON payment_tenders FOR SELECT TO billing_owner USING (true);
      CREATE FUNCTION find_tender_by_payment_intent(p_payment_intent text) RETURNS TABLE (clinic_id uuid, payment_id uuid, tender_id uuid)
        LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
        SELECT t.clinic_id, t.payment_id, t.id FROM payment_tenders t WHERE t.stripe_payment_intent_id = p_payment_intent
      $$;
      REVOKE ALL ON FUNCTION find_tender_by_payment_intent(text) FROM PUBLIC;
      GRANT EXECUTE ON FUNCTION find_tender_by_payment_intent(text) TO billing_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP FUNCTION find_tender_by_payment_intent(text);
      DROP POLICY owner_lookup ON payment_tenders;
      DROP INDEX ix_payment_tenders_payment_intent;
      ALTER TABLE stripe_events DROP COLUMN payment_intent_id;
    `);
  }
}
