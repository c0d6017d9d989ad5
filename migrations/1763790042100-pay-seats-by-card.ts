import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A seat may be paid ahead by a saved card or on a hosted page: whatever money comes in finds the seat it was for. */
export class PaySeatsByCard1763790042100 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE group_seat_payments (
        clinic_id uuid NOT NULL,
        payment_id uuid NOT NULL,
        seat_id uuid NOT NULL,
        CONSTRAINT pk_group_seat_payments PRIMARY KEY (clinic_id, payment_id),
        CONSTRAINT fk_group_seat_payments_payment_id FOREIGN KEY (clinic_id, payment_id) REFERENCES payments (clinic_id, id),
        CONSTRAINT fk_group_seat_payments_seat_id FOREIGN KEY (clinic_id, seat_id) REFERENCES group_seats (clinic_id, id)
      );
      CREATE INDEX ix_group_seat_payments_seat_id ON group_seat_payments (clinic_id, seat_id);
      COMMENT ON TABLE group_seat_payments IS 'Every payment that was begun for a seat, also one that came to nothing: money that arrives late finds its seat.';
      COMMENT ON COLUMN group_seats.payment_id IS 'The deposit that pays it ahead (account 2100), or is about to.';
      SELECT protect_tenant_table('group_seat_payments', 'SELECT, INSERT');
      ALTER TABLE group_seats NO FORCE ROW LEVEL SECURITY;
      ALTER TABLE group_seat_payments NO FORCE ROW LEVEL SECURITY;
      INSERT INTO group_seat_payments (clinic_id, payment_id, seat_id)
        SELECT clinic_id, payment_id, id FROM group_seats WHERE payment_id IS NOT NULL;
      ALTER TABLE group_seats FORCE ROW LEVEL SECURITY;
      ALTER TABLE group_seat_payments FORCE ROW LEVEL SECURITY;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE group_seat_payments;');
  }
}
