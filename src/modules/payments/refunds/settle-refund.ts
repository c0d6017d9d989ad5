import { Injectable } from '@nestjs/common';
import type { Temporal } from 'temporal-polyfill';
import { nextPaymentState, type PaymentEvent } from '../../../domain/payments/payment-state';
import { isRefundBooked, nextRefundState, type RefundEvent, refundStatus } from '../../../domain/payments/refund-state';
import { DomainError } from '../../../kernel/errors';
import type { RefundTenderId } from '../../../kernel/ids';
import { Money } from '../../../kernel/money';
import { Transactions } from '../../../platform/database/transactions';
import { BookRefund } from './book-refund';
import { MovementDays } from '../settling/movement-days';
import { PaymentsRepository } from '../persistence/payments.repository';
import type { PaymentToReturn, RefundTenderRow } from '../persistence/refund-rows';
import { RefundsRepository } from '../persistence/refunds.repository';
import { RefundBookkeeping } from './refund-bookkeeping';

/** What was decided or learned about one part of a refund. */
export interface RefundOutcome {
  readonly event: RefundEvent;
  readonly processorRefundId?: string;
  /** Why it failed. */
  readonly failureCode?: string;
  /** When the processor made it; now unless told. */
  readonly at?: Temporal.Instant;
}

/**
 * Where every part of a refund ends, whoever learned of it: the request, an event, the sweep. Monotonic: a late or repeated
 * report changes nothing. The books follow the processor: posted once it has taken the refund up, undone by a new entry
 * when the money did not arrive; until then the amount is only kept aside on its tender.
 *
 * Tx: opens or joins one; locks the payment, then the open items. Idempotent by: the part's state.
 * Posts: see {@link BookRefund}. Errors: `refund_unknown`.
 */
@Injectable()
export class SettleRefund {
  constructor(
    private readonly tx: Transactions,
    private readonly refunds: RefundsRepository,
    private readonly payments: PaymentsRepository,
    private readonly booking: BookRefund,
    private readonly days: MovementDays,
    private readonly bookkeeping: RefundBookkeeping,
  ) {}

  execute(id: RefundTenderId, outcome: RefundOutcome): Promise<void> {
    return this.tx.runKeyed(async () => {
      const found = await this.refunds.part(id);
      const payment = found && (await this.refunds.lockPayment(found.paymentId));
      // Read again behind the lock: whoever held it may have settled the part.
      const part = payment && (await this.refunds.part(id));
      if (!part) throw new DomainError('refund_unknown');
      const next = nextRefundState(part.state, outcome.event);
      if (next) await this.move({ payment, part, next }, outcome);
    });
  }

  private async move({ payment, part, next }: Move, outcome: RefundOutcome): Promise<void> {
    const wasBooked = isRefundBooked(part.state);
    const facts = { stripeRefundId: outcome.processorRefundId, ...this.bookkeeping.moment(next) };
    if (isRefundBooked(next) && !wasBooked) {
      const effectiveOn = await this.days.for(outcome.at);
      const entryId = await this.booking.execute(part, effectiveOn);
      await this.refunds.setState(part.id, next, { ...facts, entryId, effectiveOn: effectiveOn.toString() });
    } else {
      if (wasBooked && next === 'failed') await this.booking.undo(part, await this.days.for());
      await this.refunds.setState(part.id, next, { ...facts, failureCode: outcome.failureCode });
    }
    if (next === 'failed' || next === 'rejected') await this.refunds.release(part);
    if (isRefundBooked(next) !== wasBooked) await this.moveState(payment, wasBooked);
    const parts = await this.refunds.partsOf(part.refundId);
    await this.refunds.setStatus(part.refundId, refundStatus(parts.map(({ state }) => state)));
    await this.bookkeeping.record(part, next, outcome.failureCode);
  }

  /** The payment's own state follows what is booked. One in dispute stays so: the bank has the last word. */
  private async moveState(payment: PaymentToReturn, wasBooked: boolean): Promise<void> {
    const back = Money.fromColumn(await this.refunds.bookedCents(payment.id));
    const isAll = back.equals(Money.fromColumn(payment.amountCents));
    const event: PaymentEvent = wasBooked
      ? back.isZero()
        ? 'refund_failed_in_full'
        : 'refund_failed_in_part'
      : isAll
        ? 'refunded'
        : 'partly_refunded';
    const next = nextPaymentState(payment.state, event);
    if (next !== 'refused' && next !== 'ignored-stale') await this.payments.setState(payment.id, next);
  }
}

interface Move {
  readonly payment: PaymentToReturn;
  readonly part: RefundTenderRow;
  readonly next: RefundTenderRow['state'];
}
