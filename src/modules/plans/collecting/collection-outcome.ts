import { Injectable } from '@nestjs/common';
import { isPaymentInFlight } from '../../../domain/payments/payment-state';
import { type FailedTry, isOutage, nextTry } from '../../../domain/plans/collection-retries';
import { Clock, fromDate, toDate } from '../../../kernel/clock';
import { invariant } from '../../../kernel/invariant';
import { Money } from '../../../kernel/money';
import type { TenderView } from '../../payments/payment.view';
import { PaymentsReader } from '../../payments/payments.reader';
import { type AttemptRow, type CollectionRow, CollectionsRepository } from '../persistence/collections.repository';
import { type PlanToChange, PlansToChange } from '../plan-to-change';
import { StopCollection } from './stop-collection';
import { TellOfCollection } from './tell-of-collection';

const NOTHING_TOLD = { code: 'card_unavailable', declineCode: 'card_unavailable', adviceCode: null };

/**
 * Writes down how a try came out, from the payment alone: whoever learned of it, and however often it is asked. Tx: needs
 * one; locks the plan. Idempotent by: the attempt's outcome.
 */
@Injectable()
export class CollectionOutcome {
  constructor(
    private readonly plans: PlansToChange,
    private readonly collections: CollectionsRepository,
    private readonly payments: PaymentsReader,
    private readonly ending: StopCollection,
    private readonly tell: TellOfCollection,
    private readonly clock: Clock,
  ) {}

  /** Whether there is more to charge for the installment at once. */
  async store(planId: string): Promise<boolean> {
    const plan = await this.plans.lock(planId);
    const attempt = await this.collections.openAttempt(planId);
    const collection = attempt && (await this.collections.find(attempt));
    if (!attempt || !collection) return false;
    const [tender] = (await this.payments.get(attempt.paymentId)).tenders;
    invariant(tender, 'a payment has a tender');
    if (isPaymentInFlight(tender.status)) return false;
    if (tender.status === 'declined' || tender.status === 'canceled')
      return this.failed(plan, { attempt, collection }, tender);
    return this.collected(plan, { attempt, collection });
  }

  private async collected(plan: PlanToChange, { attempt, collection }: Tried): Promise<boolean> {
    const at = toDate(this.clock.now());
    await this.collections.endAttempt(attempt.id, { outcome: 'collected', declineCode: null, at });
    const amount = Money.fromColumn(attempt.amountCents);
    const collected = Money.fromColumn(collection.collectedCents).plus(amount);
    const part = plan.now.parts.find(({ number }) => number === collection.number);
    const isWhole = !part || !part.amount.isMoreThan(collected);
    await this.collections.change(
      attempt,
      {
        state: isWhole ? 'collected' : 'waiting',
        collectedCents: collected.toCents().toString(),
        outages: 0,
      },
      at,
    );
    if (part && isWhole) await this.thank(plan, { dueOn: part.dueOn, amount: collected });
    return !isWhole;
  }

  private async thank(plan: PlanToChange, paid: { dueOn: PlanToChange['today']; amount: Money }): Promise<void> {
    await this.tell.takeBack(plan.row.id, 'paid');
    await this.tell.about(plan, 'receipt', { ...paid, on: plan.today });
  }

  private async failed(plan: PlanToChange, { attempt, collection }: Tried, tender: TenderView): Promise<boolean> {
    const now = this.clock.now();
    const decline = tender.decline
      ? { code: tender.decline.code, declineCode: tender.decline.code, adviceCode: tender.decline.adviceCode }
      : NOTHING_TOLD;
    const failed: FailedTry = isOutage(decline) ? { outcome: 'unavailable' } : { outcome: 'declined', decline };
    await this.collections.endAttempt(attempt.id, {
      outcome: failed.outcome,
      declineCode: decline.declineCode,
      at: toDate(now),
    });
    const before = { ...collection, awaySince: collection.awaySince ? fromDate(collection.awaySince) : undefined };
    const next = nextTry(before, failed, { at: now, on: plan.today });
    if (next.next === 'stop') {
      const declines = collection.declines + (failed.outcome === 'declined' ? 1 : 0);
      await this.collections.change(attempt, { state: 'waiting', declines }, toDate(now));
      await this.ending.execute(plan, { ...collection, declines }, next.reason);
      return false;
    }
    if (next.next === 'at_moment') {
      const awaySince = collection.awaySince ?? toDate(now);
      const { outages } = next;
      await this.collections.change(
        attempt,
        { state: 'waiting', outages, awaySince, tryAt: toDate(next.at) },
        toDate(now),
      );
      return false;
    }
    const { declines, on } = next;
    await this.collections.change(
      attempt,
      { state: 'waiting', declines, outages: 0, tryOn: on.toString() },
      toDate(now),
    );
    const part = plan.now.parts.find(({ number }) => number === collection.number);
    if (declines === 1 && part)
      await this.tell.about(plan, 'installment_failed', {
        dueOn: part.dueOn,
        amount: Money.fromColumn(attempt.amountCents),
      });
    return false;
  }
}

interface Tried {
  readonly attempt: AttemptRow;
  readonly collection: CollectionRow;
}
