import { Injectable } from '@nestjs/common';
import { isBeingTaken, paymentStateOf } from '../../../domain/payments/derive-payment-state';
import { isPaymentInFlight, nextPaymentState } from '../../../domain/payments/payment-state';
import { DomainError } from '../../../kernel/errors';
import type { PaymentId, TenderId } from '../../../kernel/ids';
import { invariant } from '../../../kernel/invariant';
import { Money } from '../../../kernel/money';
import { Transactions } from '../../../platform/database/transactions';
import { BookTenders } from '../taking/book-tenders';
import type { CardCharge } from '../checkout/payment-gateway';
import { type LockedPayment, PaymentsRepository } from '../persistence/payments.repository';
import { SettlementsRepository, type TenderRow } from '../persistence/settlements.repository';
import { PlaceTaken } from './place-taken';
import { SettlementBookkeeping } from './settlement-bookkeeping';
import type { SettlementOutcome } from './settlement-outcome';

/**
 * Where every card payment ends, whoever learned of it: request, webhook, sweep, or a look at the page. One tender at a
 * time; the payment's state follows from those of its tenders. Monotonic: a late or repeated report changes nothing.
 *
 * Tx: opens or joins one; locks the payment, then the invoice's open charges. Idempotent by: the tender's state and its
 * entries. Posts: Dr 1030 / Cr 1100 per charge, Cr 2000 what no charge took, or Cr 2100 all of it when it is held; fee
 * Dr 6000 / Cr 1030 once known.
 * Errors: `payment_unknown`, `payment_state_conflict`.
 */
@Injectable()
export class SettlePayment {
  constructor(
    private readonly tx: Transactions,
    private readonly placing: PlaceTaken,
    private readonly booking: BookTenders,
    private readonly payments: PaymentsRepository,
    private readonly settlements: SettlementsRepository,
    private readonly bookkeeping: SettlementBookkeeping,
  ) {}

  /** @param tenderId which card of the payment; its first tender unless told */
  execute(paymentId: PaymentId, outcome: SettlementOutcome, tenderId?: TenderId): Promise<void> {
    return this.tx.run(async () => {
      const payment = await this.payments.lock(paymentId);
      const tenders = payment ? await this.settlements.tenders(paymentId) : [];
      const tender = tenders.find(({ id }) => tenderId === undefined || id === tenderId);
      if (!payment || !tender) throw new DomainError('payment_unknown');
      const next = nextPaymentState(tender.state, outcome.event);
      if (next === 'refused') throw new DomainError('payment_state_conflict');
      if (next !== 'ignored-stale') {
        invariant(isBeingTaken(next), 'a report of the taking leads to a state of the taking');
        await this.change(payment, { tender: { ...tender, state: next }, tenders, outcome });
      } else if (outcome.event === 'succeeded') await this.learnFee(tender, outcome.charge);
    });
  }

  private async change(payment: LockedPayment, { tender, tenders, outcome }: Change): Promise<void> {
    await this.settlements.setTenderState(tender.id, tender.state);
    await this.bookkeeping.keepFacts(tender.id, outcome);
    // Every payer of the invoice takes its charges before anything is written of it.
    const invoice = outcome.event === 'succeeded' ? await this.placing.lock(payment) : undefined;
    await this.conclude(payment, { tender, tenders, outcome });
    if (outcome.event !== 'succeeded') return;
    const effectiveOn = await this.bookkeeping.dayOf(outcome.charge);
    const excess = await this.placing.place(payment, { tender, effectiveOn }, invoice);
    await this.learnFee(tender, outcome.charge);
    await this.bookkeeping.settled(payment, { amount: Money.fromColumn(tender.amountCents), excess });
  }

  /** The payment as its tenders now leave it. A payment that has been refunded or disputed since keeps its state. */
  private async conclude(payment: LockedPayment, { tender, tenders, outcome }: Change): Promise<void> {
    const now = tenders.map((other) => (other.id === tender.id ? tender : other));
    const taken = Money.sum(
      now.filter(({ state }) => state === 'succeeded').map(({ amountCents }) => Money.fromColumn(amountCents)),
    );
    const state = isBeingTaken(payment.state) ? paymentStateOf(now.map((other) => other.state)) : payment.state;
    const isOver = !isPaymentInFlight(state);
    const isWhole = outcome.event === 'succeeded' && tenders.length === 1;
    const isTaken = isOver && taken.isPositive();
    await this.payments.setState(payment.id, state, {
      amountCents: isTaken ? taken.toCents().toString() : undefined,
      at: isTaken ? this.bookkeeping.now() : undefined,
      effectiveOn: isWhole ? (await this.bookkeeping.dayOf(outcome.charge)).toString() : undefined,
    });
    if (isOver) await this.bookkeeping.known(payment.id);
  }

  /** The fee arrives when the processor has worked it out, often after the success. */
  private async learnFee(tender: TenderRow, charge: CardCharge | null): Promise<void> {
    if (!charge?.fee || tender.feeCents !== null) return;
    await this.payments.setProcessorFacts(tender.id, {
      feeCents: charge.fee.toCents().toString(),
      balanceTransactionId: charge.balanceTransactionId,
    });
    if (charge.fee.isPositive())
      await this.booking.bookFee(await this.bookkeeping.dayOf(charge), {
        id: tender.id,
        type: tender.type,
        fee: charge.fee,
      });
  }
}

interface Change {
  /** As it is from now on. */
  readonly tender: TenderRow;
  /** All of the payment, as they were. */
  readonly tenders: readonly TenderRow[];
  readonly outcome: SettlementOutcome;
}
