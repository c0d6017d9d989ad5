import { Injectable } from '@nestjs/common';
import { Temporal } from 'temporal-polyfill';
import { Clock, fromDate, toDate } from '../../../kernel/clock';
import type { RefundId, RefundTenderId } from '../../../kernel/ids';
import { Money } from '../../../kernel/money';
import { RequestContext } from '../../../platform/context/request-context';
import { Transactions } from '../../../platform/database/transactions';
import type { RefundTenderRow } from '../persistence/refund-rows';
import { RefundsRepository } from '../persistence/refunds.repository';
import { type RefundAnswer, type RefundFacts, RefundGateway } from './refund-gateway';
import { type RefundOutcome, SettleRefund } from './settle-refund';

/** The processor forgets a key after a day: from then on its refunds are looked through before anything is concluded. */
const SAME_KEY_FOR = Temporal.Duration.from({ hours: 23 });

/** Carries out what was stored: at the desk in the transaction of the intent, at the processor outside any. */
@Injectable()
export class CarryOutRefund {
  constructor(
    private readonly tx: Transactions,
    private readonly refunds: RefundsRepository,
    private readonly gateway: RefundGateway,
    private readonly settle: SettleRefund,
    private readonly context: RequestContext,
    private readonly clock: Clock,
  ) {}

  /** The parts that need no processor: the money is handed over now. Tx: needs one. */
  async atDesk(id: RefundId): Promise<void> {
    for (const part of await this.refunds.partsOf(id))
      if (part.paymentIntentId === null && part.state === 'requested')
        await this.settle.execute(part.id, { event: 'succeeded' });
  }

  /** The parts that do. Tx: forbids one around it. What is not answered is asked again by the sweep. */
  async send(id: RefundId): Promise<void> {
    const parts = await this.tx.runKeyed(() => this.refunds.partsOf(id));
    for (const { id: partId, state } of parts) if (state === 'requested' || state === 'unknown') await this.ask(partId);
  }

  /**
   * Asks the processor about one part: for the money, under the part's own key, or what became of it.
   * Tx: forbids one around it. Errors: `checkout_unavailable` when it only had to be looked at and could not be.
   */
  async ask(id: RefundTenderId): Promise<void> {
    const part = await this.tx.runKeyed(async () => {
      await this.refunds.setAsked(id, toDate(this.clock.now()));
      return this.refunds.part(id);
    });
    if (part?.paymentIntentId) await this.follow(part, part.paymentIntentId);
  }

  private async follow(part: RefundTenderRow, paymentIntentId: string): Promise<void> {
    if (part.state === 'pending') {
      const refund = part.stripeRefundId ? await this.gateway.read(part.stripeRefundId) : undefined;
      if (refund) await this.settle.execute(part.id, outcomeOf(refund));
    } else if (part.state === 'requested' || part.state === 'unknown') {
      const outcome = this.isKeyKnown(part)
        ? learnedFrom(await this.gateway.refund(this.requestOf(part, paymentIntentId)))
        : await this.look(part, paymentIntentId);
      if (outcome) await this.settle.execute(part.id, outcome);
    }
  }

  private isKeyKnown(part: RefundTenderRow): boolean {
    return Temporal.Instant.compare(this.clock.now(), fromDate(part.createdAt).add(SAME_KEY_FOR)) < 0;
  }

  /** After a day a refund that is not there was never made. */
  private async look(part: RefundTenderRow, paymentIntentId: string): Promise<RefundOutcome> {
    const refund = await this.gateway.find(paymentIntentId, part.id);
    return refund ? outcomeOf(refund) : { event: 'failed', failureCode: 'never_made' };
  }

  private requestOf(part: RefundTenderRow, paymentIntentId: string) {
    return {
      refundTenderId: part.id,
      clinicId: this.context.clinicId,
      paymentId: part.paymentId,
      paymentIntentId,
      amount: Money.fromColumn(part.amountCents),
      reason: part.reason,
    };
  }
}

/** What the processor's own words mean for a part. */
export const outcomeOf = (refund: RefundFacts): RefundOutcome => ({
  event: refund.status,
  processorRefundId: refund.id,
  failureCode: refund.failureCode ?? undefined,
  at: refund.at,
});

/** Undefined when nothing was learned: the part stays as it is, to be asked again. */
function learnedFrom(answer: RefundAnswer): RefundOutcome | undefined {
  switch (answer.outcome) {
    case 'answered':
      return outcomeOf(answer.refund);
    case 'refused':
      return { event: 'failed', failureCode: answer.code };
    case 'unknown':
      return { event: 'outcome_unknown' };
    case 'unavailable':
      return undefined;
  }
}
