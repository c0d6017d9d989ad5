import { Injectable } from '@nestjs/common';
import { chargesSavedCard } from '../../domain/payments/saved-card';
import type { TenderInput } from '../../domain/payments/tender-rules';
import { DomainError } from '../../kernel/errors';
import type { GroupSessionId, PatientId, PaymentId, SeatId } from '../../kernel/ids';
import { invariant } from '../../kernel/invariant';
import { Money } from '../../kernel/money';
import { afterOutsideWork } from '../../platform/database/outside-work';
import { Transactions } from '../../platform/database/transactions';
import { PatientsReader } from '../patients/patients.reader';
import type { StartedCheckout } from '../payments/start-checkout';
import { StartHeldCheckout } from '../payments/start-held-checkout';
import { TakeDeposit } from '../payments/take-deposit';
import { TakeHeldMoney } from '../payments/take-held-money';
import { SeatPayments } from './seating/seat-payments';

export interface PaySeatInput {
  readonly sessionId: GroupSessionId;
  readonly seatId: SeatId;
  /** Adding up to the price of the seat. */
  readonly tenders: readonly TenderInput[];
}

type Seat = Pick<PaySeatInput, 'sessionId' | 'seatId'>;

/**
 * Takes the price of a seat ahead of the session, as a deposit, and books it. Money that comes after the hold has ended books
 * the seat all the same while a place is free; else it is kept for the patient, to be given back (task `seat_money_to_return`):
 * what was taken at a terminal or by Venmo cannot be refused any more. While a card is asked, or a hosted page is open, the
 * seat is held for it.
 *
 * Tx: joins or opens one, with the session locked; with a saved card or a hosted page it forbids one around it (see
 * {@link TakeHeldMoney} and {@link StartHeldCheckout}). Idempotent by: the route's key. Posts: those of {@link TakeDeposit}.
 * Errors: `group_session_unknown`, `seat_unknown`, `seat_not_open`, `seat_already_paid`, `payment_in_progress`,
 * `amount_exceeds_balance`, `seat_payment_incomplete`, and those of {@link TakeDeposit}.
 */
@Injectable()
export class PaySeat {
  constructor(
    private readonly tx: Transactions,
    private readonly patients: PatientsReader,
    private readonly deposits: TakeDeposit,
    private readonly cards: TakeHeldMoney,
    private readonly pages: StartHeldCheckout,
    private readonly paying: SeatPayments,
  ) {}

  execute(input: PaySeatInput): Promise<PaymentId> {
    if (input.tenders.some(chargesSavedCard)) return this.byCard(input);
    const take = (): Promise<PaymentId> => this.tx.run(() => this.inHand(input));
    return this.tx.isOpen ? take() : afterOutsideWork(take);
  }

  /** The patient pays by themselves: the seat is held while their page is open. */
  async onHostedPage(seat: Seat): Promise<StartedCheckout> {
    invariant(!this.tx.isOpen, 'a checkout is started outside any transaction');
    const patientId = await this.patientOf(seat);
    const { accountNumber } = await this.patients.get(patientId);
    return this.pages.execute({
      patientId,
      number: accountNumber,
      heldFor: 'deposit',
      amountToPay: () => this.paying.keepWhilePaid(seat.sessionId, seat.seatId),
      tie: (paymentId) => this.paying.tie(seat.seatId, paymentId),
    });
  }

  private async inHand({ sessionId, seatId, tenders }: PaySeatInput): Promise<PaymentId> {
    const locked = await this.paying.toPay(sessionId, seatId);
    const { patientId, priceCents } = locked.seat;
    const amount = Money.sum(tenders.map((tender) => tender.amount));
    assertWholePrice(amount, Money.fromColumn(priceCents));
    const paymentId = await this.deposits.execute({ patientId, purpose: 'deposit', tenders });
    await this.paying.tie(seatId, paymentId);
    await this.paying.arrived({ ...locked, seat: { ...locked.seat, paymentId } }, { paymentId, amount });
    return paymentId;
  }

  private async byCard({ sessionId, seatId, tenders }: PaySeatInput): Promise<PaymentId> {
    assertAlone(tenders);
    return this.cards.execute({
      patientId: await this.patientOf({ sessionId, seatId }),
      tenders,
      heldFor: 'deposit',
      assertMayTake: async (amount) => assertWholePrice(amount, await this.paying.keepWhilePaid(sessionId, seatId)),
      tie: (paymentId) => this.paying.tie(seatId, paymentId),
    });
  }

  private patientOf({ sessionId, seatId }: Seat): Promise<PatientId> {
    return this.tx.run(() => this.paying.patientOf(sessionId, seatId));
  }
}

/** A card that declines would leave a seat paid in part. Errors: `tender_not_offered`. */
function assertAlone(tenders: readonly TenderInput[]): void {
  if (tenders.length === 1) return;
  const message = 'A saved card pays the whole seat, or another tender does.';
  const index = tenders.findIndex(chargesSavedCard);
  throw new DomainError('tender_not_offered', {
    detail: message,
    errors: [{ pointer: `/tenders/${index}/type`, message }],
  });
}

function assertWholePrice(amount: Money, price: Money): void {
  if (amount.equals(price)) return;
  const facts = { maximumCents: price.toJSON() };
  const errors = [{ pointer: '/tenders', message: `must add up to ${price.format()}` }];
  throw amount.isMoreThan(price)
    ? new DomainError('amount_exceeds_balance', { detail: `The seat costs ${price.format()}.`, errors, facts })
    : new DomainError('seat_payment_incomplete', { detail: `The seat costs ${price.format()}.`, errors, facts });
}
