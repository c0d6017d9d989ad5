import { Injectable } from '@nestjs/common';
import { isDisputeOver, isInquiry, nextDisputeStatus } from '../../../domain/payments/dispute-status';
import { nextPaymentState, type PaymentEvent, type PaymentState } from '../../../domain/payments/payment-state';
import { Clock, toDate } from '../../../kernel/clock';
import { newId } from '../../../kernel/ids';
import { Money } from '../../../kernel/money';
import { BookDispute } from './book-dispute';
import type { DisputeFacts } from './dispute-gateway';
import { DisputeTrail } from './dispute-trail';
import { type DisputedPayment, type DisputeRow, DisputesRepository } from '../persistence/disputes.repository';
import { PaymentsRepository } from '../persistence/payments.repository';
import { RefundsRepository } from '../persistence/refunds.repository';

/**
 * Takes over what the processor says about a dispute. Whatever the order of reports, the end is the same: a status never
 * goes back, every balance transaction is booked once.
 *
 * Tx: needs one; locks the payment, then the dispute. Posts: see {@link BookDispute}.
 */
@Injectable()
export class ApplyDispute {
  constructor(
    private readonly disputes: DisputesRepository,
    private readonly payments: PaymentsRepository,
    private readonly refunds: RefundsRepository,
    private readonly book: BookDispute,
    private readonly trail: DisputeTrail,
    private readonly clock: Clock,
  ) {}

  /** False when the payment is not known, or its money not taken yet: the report came too early. */
  async execute(facts: DisputeFacts): Promise<boolean> {
    const payment = await this.disputes.lockPayment(facts.paymentIntentId ?? '');
    if (!payment) return false;
    const known = await this.disputes.lock(facts.id);
    const isTaken = nextPaymentState(payment.state, 'dispute_opened') !== 'refused';
    if (!known && !isTaken) return false;
    const dispute = known ?? (await this.open(payment, facts));
    const told = { ...dispute, status: nextDisputeStatus(dispute.status, facts.status) };
    await this.book.movements(dispute, facts.movements);
    await this.movePayment(payment, told);
    await this.settle(told, facts);
    const isOver = isDisputeOver(told.status);
    await this.disputes.update(dispute.id, {
      status: told.status,
      isInquiry: isInquiry(told.status),
      amountCents: facts.amount.toCents().toString(),
      reason: facts.reason,
      evidenceDueAt: facts.evidenceDueAt ? toDate(facts.evidenceDueAt) : null,
      submissionCount: facts.submissionCount,
      closedAt: isOver ? (dispute.closedAt ?? toDate(this.clock.now())) : null,
    });
    await this.trail.told({ before: known, now: told, facts });
    return true;
  }

  private async open(payment: DisputedPayment, facts: DisputeFacts): Promise<DisputeRow> {
    const row = {
      id: newId<string>(this.clock.now()),
      stripeDisputeId: facts.id,
      paymentId: payment.paymentId,
      tenderId: payment.tenderId,
      patientId: payment.patientId,
      status: facts.status,
      isInquiry: isInquiry(facts.status),
      closedAt: null,
    };
    await this.disputes.insert({
      ...row,
      amountCents: facts.amount.toCents().toString(),
      reason: facts.reason,
      evidenceDueAt: facts.evidenceDueAt ? toDate(facts.evidenceDueAt) : null,
      submissionCount: facts.submissionCount,
      openedAt: toDate(facts.openedAt),
    });
    return row;
  }

  private async movePayment(payment: DisputedPayment, dispute: DisputeRow): Promise<void> {
    const { status } = dispute;
    if (isInquiry(status)) return;
    const isBack = status === 'won' || status === 'prevented';
    if (!isBack && payment.state !== 'disputed') await this.payments.setState(payment.paymentId, 'disputed');
    if (isBack && payment.state === 'disputed' && !(await this.isHeldElsewhere(dispute)))
      await this.payments.setState(payment.paymentId, await this.stateAfterWin(payment));
  }

  private isHeldElsewhere({ id, paymentId }: DisputeRow): Promise<boolean> {
    return this.disputes.isHeldByAnother(id, paymentId);
  }

  /** Where refunds had brought it before, or have since. */
  private async stateAfterWin({ paymentId, amountCents }: DisputedPayment): Promise<PaymentState> {
    const back = Money.fromColumn(await this.refunds.bookedCents(paymentId));
    const won = moved('disputed', 'dispute_won');
    if (back.isZero()) return won;
    return moved(won, back.equals(Money.fromColumn(amountCents)) ? 'refunded' : 'partly_refunded');
  }

  private async settle(dispute: DisputeRow, facts: DisputeFacts): Promise<void> {
    if (dispute.status === 'lost') {
      const unplaced = await this.book.loss(dispute);
      if (unplaced.isPositive()) await this.trail.unplaced(dispute, unplaced);
    }
    if (dispute.status === 'won' && facts.status === 'won') await this.book.recovery(dispute);
  }
}

function moved(state: PaymentState, event: PaymentEvent): PaymentState {
  const next = nextPaymentState(state, event);
  return next === 'refused' || next === 'ignored-stale' ? state : next;
}
