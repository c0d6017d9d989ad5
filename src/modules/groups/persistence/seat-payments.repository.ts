import { Injectable } from '@nestjs/common';
import type { GroupSessionId, PaymentId, SeatId } from '../../../kernel/ids';
import { Sql } from '../../../platform/database/sql';

/** Which payments were begun for which seats. Needs a transaction. */
@Injectable()
export class SeatPaymentsRepository {
  constructor(private readonly sql: Sql) {}

  async insert(seatId: SeatId, paymentId: PaymentId): Promise<void> {
    await this.sql.execute(
      'INSERT INTO group_seat_payments (clinic_id, payment_id, seat_id) VALUES (current_clinic(), $1, $2)',
      [paymentId, seatId],
    );
  }

  async ofSeat(seatId: SeatId): Promise<PaymentId[]> {
    const rows = await this.sql.query<{ id: PaymentId }>(
      `SELECT payment_id AS id FROM group_seat_payments WHERE clinic_id = current_clinic() AND seat_id = $1 ORDER BY payment_id`,
      [seatId],
    );
    return rows.map(({ id }) => id);
  }

  /** The seat a payment was begun for, and what of the payment is held. */
  seatOf(paymentId: PaymentId): Promise<{ seatId: SeatId; sessionId: GroupSessionId; heldCents: string } | undefined> {
    return this.sql.one(
      `SELECT s.id AS "seatId", s.session_id AS "sessionId", coalesce(o.open_cents, 0) AS "heldCents"
         FROM group_seat_payments x JOIN group_seats s ON s.clinic_id = x.clinic_id AND s.id = x.seat_id
         LEFT JOIN open_items o ON o.clinic_id = x.clinic_id AND o.item_id = x.payment_id AND o.account_number = 2100
        WHERE x.clinic_id = current_clinic() AND x.payment_id = $1`,
      [paymentId],
    );
  }
}
