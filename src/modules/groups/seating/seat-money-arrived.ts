import { Injectable } from '@nestjs/common';
import type { PaymentId } from '../../../kernel/ids';
import { Money } from '../../../kernel/money';
import { HeldMoneyTaken, RegisterHeldMoneyTaken } from '../../payments/held-money-taken';
import { SeatPaymentsRepository } from '../persistence/seat-payments.repository';
import { LockedSessions } from './locked-sessions';
import { SeatPayments } from './seat-payments';

/** Money for a seat that a card or a hosted page has paid decides about the seat, whoever learned of it. */
@Injectable()
@RegisterHeldMoneyTaken()
export class SeatMoneyArrived extends HeldMoneyTaken {
  constructor(
    private readonly payments: SeatPaymentsRepository,
    private readonly locked: LockedSessions,
    private readonly arrivals: SeatPayments,
  ) {
    super();
  }

  override async taken(paymentId: PaymentId): Promise<void> {
    const found = await this.payments.seatOf(paymentId);
    if (!found) return;
    const locked = await this.locked.withSeat(found.sessionId, found.seatId);
    await this.arrivals.arrived(locked, { paymentId, amount: Money.fromColumn(found.heldCents) });
  }
}
