import { Injectable } from '@nestjs/common';
import type { TenderInput } from '../../domain/payments/tender-rules';
import { DomainError } from '../../kernel/errors';
import type { GroupSessionId, PaymentId, SeatId } from '../../kernel/ids';
import { Money } from '../../kernel/money';
import { Transactions } from '../../platform/database/transactions';
import { TakeDeposit } from '../payments/take-deposit';
import { type SeatRow, SeatsRepository } from './persistence/seats.repository';
import { assertNotGivenUp, placeToBook } from './seating/booking-rules';
import { LockedSessions } from './seating/locked-sessions';
import { SeatMoney } from './seating/seat-money';
import { SeatWrites } from './seating/seat-writes';

export interface PaySeatInput {
  readonly sessionId: GroupSessionId;
  readonly seatId: SeatId;
  /** Adding up to the price of the seat. */
  readonly tenders: readonly TenderInput[];
}

/**
 * Takes the price of a seat ahead of the session, as a deposit, and books it. Money that comes after the hold has ended books
 * the seat all the same while a place is free; else it is kept for the patient, to be given back (task `seat_money_to_return`):
 * what was taken at a terminal or by Venmo cannot be refused any more.
 *
 * Tx: joins or opens one; the session is locked. Idempotent by: the route's key. Posts: those of {@link TakeDeposit}.
 * Errors: `group_session_unknown`, `seat_unknown`, `seat_not_open`, `seat_already_paid`, `amount_exceeds_balance`,
 * `seat_payment_incomplete`, and those of {@link TakeDeposit}.
 */
@Injectable()
export class PaySeat {
  constructor(
    private readonly tx: Transactions,
    private readonly locked: LockedSessions,
    private readonly deposits: TakeDeposit,
    private readonly rows: SeatsRepository,
    private readonly seats: SeatWrites,
    private readonly money: SeatMoney,
  ) {}

  execute({ sessionId, seatId, tenders }: PaySeatInput): Promise<PaymentId> {
    return this.tx.run(async () => {
      const locked = await this.locked.withSeat(sessionId, seatId);
      const { seat } = locked;
      assertPayable(seat);
      const amount = Money.sum(tenders.map((tender) => tender.amount));
      assertWholePrice(amount, Money.fromColumn(seat.priceCents));
      const paymentId = await this.deposits.execute({ patientId: seat.patientId, purpose: 'deposit', tenders });
      await this.rows.setPayment(seatId, paymentId);
      const place = placeToBook(locked);
      if (place === undefined) await this.money.lose(seat, { paymentId, amount });
      else await this.seats.book(seat, place, 'paid');
      return paymentId;
    });
  }
}

function assertPayable(seat: SeatRow): void {
  assertNotGivenUp(seat);
  if (Money.fromColumn(seat.heldCents).isPositive())
    throw new DomainError('seat_already_paid', { detail: 'This seat is paid. Nothing was taken.' });
}

function assertWholePrice(amount: Money, price: Money): void {
  if (amount.equals(price)) return;
  const facts = { maximumCents: price.toJSON() };
  const errors = [{ pointer: '/tenders', message: `must add up to ${price.format()}` }];
  throw amount.isMoreThan(price)
    ? new DomainError('amount_exceeds_balance', { detail: `The seat costs ${price.format()}.`, errors, facts })
    : new DomainError('seat_payment_incomplete', { detail: `The seat costs ${price.format()}.`, errors, facts });
}
