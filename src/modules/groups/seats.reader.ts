import { Injectable } from '@nestjs/common';
import { formatInstant, fromDate } from '../../kernel/clock';
import { DomainError } from '../../kernel/errors';
import type { GroupSessionId, InvoiceId, SeatId } from '../../kernel/ids';
import { Money } from '../../kernel/money';
import { Sql } from '../../platform/database/sql';
import { Transactions } from '../../platform/database/transactions';
import {
  INVOICE_OF_SEAT,
  IS_SEAT_BEING_PAID,
  IS_SEAT_PAID,
  OWED_OF_SEAT,
  PAGE_OF_SEAT,
} from './persistence/seat-columns';
import { SEAT_COLUMNS, type SeatRow } from './persistence/seats.repository';
import type { SeatView } from './seat.view';

interface ShownRow extends SeatRow {
  readonly isPaid: boolean;
  readonly isBeingPaid: boolean;
  readonly pageUrl: string | null;
  readonly owedCents: string;
  readonly invoiceId: InvoiceId | null;
}

const SEAT = `SELECT ${SEAT_COLUMNS}, ${IS_SEAT_PAID} AS "isPaid", ${OWED_OF_SEAT} AS "owedCents",
    ${INVOICE_OF_SEAT} AS "invoiceId", ${IS_SEAT_BEING_PAID} AS "isBeingPaid", ${PAGE_OF_SEAT} AS "pageUrl"
  FROM group_seats s WHERE s.clinic_id = current_clinic()`;

/** Seats with their money, one by one: a roster never shows it. Tx: joins the open one or opens its own. */
@Injectable()
export class SeatsReader {
  constructor(
    private readonly tx: Transactions,
    private readonly sql: Sql,
  ) {}

  /** Errors: `group_session_unknown`, `seat_unknown`. */
  async get(sessionId: GroupSessionId, seatId: SeatId): Promise<SeatView> {
    const row = await this.tx.run(() =>
      this.sql.one<ShownRow>(`${SEAT} AND s.session_id = $1 AND s.id = $2`, [sessionId, seatId]),
    );
    if (!row) throw new DomainError('seat_unknown', { detail: 'This group session has no such seat.' });
    return toView(row);
  }
}

function toView(row: ShownRow): SeatView {
  const [price, list] = [Money.fromColumn(row.priceCents), Money.fromColumn(row.listPriceCents)];
  return {
    id: row.id,
    sessionId: row.sessionId,
    place: row.place,
    patientId: row.patientId,
    status: row.state,
    holdExpiresAt: row.holdExpiresAt && formatInstant(fromDate(row.holdExpiresAt)),
    isPaid: row.isPaid,
    isBeingPaid: row.isBeingPaid,
    prescriptionBrought: row.prescriptionBrought,
    priceCents: price.toJSON(),
    listPriceCents: list.toJSON(),
    discountCents: list.minus(price).toJSON(),
    priceSource: row.priceSource,
    agreedOn: row.agreedOn,
    paymentId: row.paymentId,
    pageUrl: row.pageUrl,
    heldCents: Money.fromColumn(row.heldCents).toJSON(),
    visitId: row.visitId,
    invoiceId: row.invoiceId,
    owedCents: Money.fromColumn(row.owedCents).toJSON(),
    releaseReason: row.releaseReason,
    moneyRule: row.moneyRule,
    refundDueCents: Money.fromColumn(row.refundDueCents).toJSON(),
  };
}
