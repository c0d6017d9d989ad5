import { Injectable } from '@nestjs/common';
import type { StopReason } from '../../../domain/plans/collection-retries';
import { Clock, toDate } from '../../../kernel/clock';
import { invariant } from '../../../kernel/invariant';
import { Money } from '../../../kernel/money';
import { RaiseTask } from '../../tasks/raise-task';
import { type CollectionRow, CollectionsRepository } from '../persistence/collections.repository';
import type { PlanToChange } from '../plan-to-change';
import { TellOfCollection } from './tell-of-collection';

/** Ends charging an installment by itself: the patient is told what to do, and so is the desk. Tx: needs one. */
@Injectable()
export class StopCollection {
  constructor(
    private readonly collections: CollectionsRepository,
    private readonly tell: TellOfCollection,
    private readonly tasks: RaiseTask,
    private readonly clock: Clock,
  ) {}

  async execute(plan: PlanToChange, collection: CollectionRow, reason: StopReason): Promise<void> {
    const part = plan.now.parts.find(({ number }) => number === collection.number);
    invariant(part, 'an installment that is charged is on the schedule');
    await this.collections.change(collection, { state: 'stopped', reason }, toDate(this.clock.now()));
    const amount = part.amount.minus(Money.fromColumn(collection.collectedCents));
    await this.tell.about(plan, reason === 'needs_holder' ? 'confirmation_needed' : 'installment_stopped', {
      dueOn: part.dueOn,
      amount,
    });
    await this.tasks.execute({
      kind: 'installment_uncollected',
      subject: { type: 'payment_plan', id: collection.planId },
      patientId: plan.row.patientId,
      amount,
      facts: { reason, installment: collection.number, dueOn: part.dueOn.toString(), declines: collection.declines },
    });
  }
}
