import { Injectable } from '@nestjs/common';
import type { ReleaseReason, SeatTerms } from '../../../domain/groups/seat-terms';
import type { SeatState } from '../../../domain/groups/seat-state';
import type { GroupSessionId, InvoiceId, PatientId, PaymentId, SeatId, VisitId } from '../../../kernel/ids';
import { Sql } from '../../../platform/database/sql';
import type { PriceSourceView } from '../../charges/quote.view';
import type { Author, GroupSessionRow } from './group-sessions.repository';
import { HELD_OF_SEAT, INVOICE_OF_SEAT } from './seat-columns';

/** A seat's price as it was agreed. Amounts in US cents, as columns. */
export interface AgreedSeatPrice {
  readonly listPriceCents: string;
  readonly priceCents: string;
  readonly priceSource: PriceSourceView;
  readonly agreedOn: string;
  readonly determinationId: string | null;
}

export interface SeatRow extends AgreedSeatPrice {
  readonly id: SeatId;
  readonly sessionId: GroupSessionId;
  readonly place: number;
  readonly patientId: PatientId;
  readonly state: SeatState;
  readonly holdExpiresAt: Date | null;
  readonly prescriptionBrought: boolean;
  readonly paymentId: PaymentId | null;
  readonly releaseReason: ReleaseReason | null;
  readonly moneyRule: SeatTerms['rule'] | null;
  readonly refundDueCents: string;
  readonly visitId: VisitId | null;
  /** What is still held of the deposit that paid it (2100). */
  readonly heldCents: string;
}

/** A seat about to be taken. */
export type NewSeat = Pick<SeatRow, 'id' | 'place' | 'patientId' | 'state' | 'holdExpiresAt'> & AgreedSeatPrice;

export const SEAT_COLUMNS = `s.id, s.session_id AS "sessionId", s.place, s.patient_id AS "patientId", s.state,
  s.hold_expires_at AS "holdExpiresAt", s.list_price_cents AS "listPriceCents", s.price_cents AS "priceCents",
  s.price_source AS "priceSource", s.agreed_on AS "agreedOn", s.determination_id AS "determinationId",
  s.prescription_brought AS "prescriptionBrought", s.payment_id AS "paymentId", s.release_reason AS "releaseReason",
  s.money_rule AS "moneyRule", s.refund_due_cents AS "refundDueCents", s.visit_id AS "visitId", ${HELD_OF_SEAT} AS "heldCents"`;

/** Rows of seats. Needs a transaction in which the session is locked: the seats of a session change only under that lock. */
@Injectable()
export class SeatsRepository {
  constructor(private readonly sql: Sql) {}

  /** Every seat of the session, the released ones too, in the order they were taken. */
  ofSession(id: GroupSessionId): Promise<SeatRow[]> {
    return this.sql.query<SeatRow>(
      `SELECT ${SEAT_COLUMNS} FROM group_seats s WHERE s.clinic_id = current_clinic() AND s.session_id = $1 ORDER BY s.id`,
      [id],
    );
  }

  async insert(session: GroupSessionRow, seat: NewSeat, by: Author): Promise<void> {
    await this.sql.execute(
      `INSERT INTO group_seats (clinic_id, id, session_id, capacity, place, patient_id, state, hold_expires_at, list_price_cents,
         price_cents, price_source, agreed_on, determination_id, created_by_kind, created_by_id, created_at)
       VALUES (current_clinic(), $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)`,
      [
        seat.id,
        session.id,
        session.capacity,
        seat.place,
        seat.patientId,
        seat.state,
        seat.holdExpiresAt,
        seat.listPriceCents,
        seat.priceCents,
        JSON.stringify(seat.priceSource),
        seat.agreedOn,
        seat.determinationId,
        by.kind,
        by.id,
        by.at,
      ],
    );
  }

  /** Sure from now on: on its place, or on another that is free. */
  async book(id: SeatId, place: number): Promise<void> {
    await this.sql.execute(
      `UPDATE group_seats SET state = 'booked', place = $2, hold_expires_at = NULL, release_reason = NULL, released_at = NULL,
         money_rule = NULL, refund_due_cents = 0 WHERE clinic_id = current_clinic() AND id = $1`,
      [id, place],
    );
  }

  /** The bill of the visit that charged it; nothing before the session, or where nothing was charged. */
  async invoiceOf(id: SeatId): Promise<InvoiceId | undefined> {
    const row = await this.sql.one<{ id: InvoiceId | null }>(
      `SELECT ${INVOICE_OF_SEAT} AS id FROM group_seats s WHERE s.clinic_id = current_clinic() AND s.id = $1`,
      [id],
    );
    return row?.id ?? undefined;
  }

  async holdUntil(id: SeatId, until: Date): Promise<void> {
    await this.sql.execute(
      `UPDATE group_seats SET hold_expires_at = $2 WHERE clinic_id = current_clinic() AND id = $1 AND state = 'held'`,
      [id, until],
    );
  }

  async setPayment(id: SeatId, paymentId: PaymentId): Promise<void> {
    await this.sql.execute('UPDATE group_seats SET payment_id = $2 WHERE clinic_id = current_clinic() AND id = $1', [
      id,
      paymentId,
    ]);
  }

  async release(id: SeatId, reason: ReleaseReason, at: Date): Promise<void> {
    await this.sql.execute(
      `UPDATE group_seats SET state = 'released', release_reason = $2, released_at = $3, hold_expires_at = NULL
        WHERE clinic_id = current_clinic() AND id = $1`,
      [id, reason, at],
    );
  }

  /** What becomes of its money. */
  async setTerms(id: SeatId, terms: { rule: SeatTerms['rule']; refundDueCents: string; visitId: VisitId | null }) {
    await this.sql.execute(
      `UPDATE group_seats SET money_rule = $2, refund_due_cents = $3, visit_id = $4 WHERE clinic_id = current_clinic() AND id = $1`,
      [id, terms.rule, terms.refundDueCents, terms.visitId],
    );
  }

  /** What the session made of it; for good. */
  async settle(id: SeatId, to: { state: 'attended' | 'no_show'; visitId: VisitId | null; rule: string | null }) {
    await this.sql.execute(
      `UPDATE group_seats SET state = $2, visit_id = $3, money_rule = $4, hold_expires_at = NULL
        WHERE clinic_id = current_clinic() AND id = $1`,
      [id, to.state, to.visitId, to.rule],
    );
  }

  async setPrescription(id: SeatId, isBrought: boolean): Promise<void> {
    await this.sql.execute(
      'UPDATE group_seats SET prescription_brought = $2 WHERE clinic_id = current_clinic() AND id = $1',
      [id, isBrought],
    );
  }
}
