import { Injectable } from '@nestjs/common';
import { type ComingCharge, isCardWarned, isNoticeTime } from '../../../domain/plans/collection-notices';
import { Clock, toDate } from '../../../kernel/clock';
import { Money } from '../../../kernel/money';
import { ChargeSavedCard } from '../../payments/charge-saved-card';
import { AutopayRepository } from '../persistence/autopay.repository';
import { CollectionsRepository, type InstallmentRef } from '../persistence/collections.repository';
import { PlansToChange } from '../plan-to-change';
import { TellOfCollection } from './tell-of-collection';

/** Tells a patient of a charge to come, when it is time to. Tx: needs one; locks the plan. Idempotent by: the installment. */
@Injectable()
export class TellBeforehand {
  constructor(
    private readonly plans: PlansToChange,
    private readonly autopay: AutopayRepository,
    private readonly collections: CollectionsRepository,
    private readonly cards: ChargeSavedCard,
    private readonly tell: TellOfCollection,
    private readonly clock: Clock,
  ) {}

  async execute(ref: InstallmentRef): Promise<void> {
    const plan = await this.plans.lock(ref.planId);
    const { now, row, today } = plan;
    const part = now.parts.find(({ number }) => number === ref.number);
    const consent = await this.autopay.live(ref.planId);
    const isOff = now.status !== 'active' || now.heldFor !== null || consent?.version !== row.version;
    if (isOff || row.version !== ref.version || !part?.left.isPositive()) return;
    const previous = await this.collections.previousCents(ref.planId);
    const charge: ComingCharge = {
      dueOn: part.dueOn,
      amount: part.left,
      agreed: part.amount,
      previous: previous === undefined ? undefined : Money.fromColumn(previous),
    };
    if (!isNoticeTime(charge, today)) return;
    await this.collections.ensure(ref, toDate(this.clock.now()));
    await this.collections.setNoticed(ref, today);
    await this.tell.about(plan, 'installment_upcoming', charge);
    const card = await this.cards.card(consent.paymentMethodId);
    if (card?.isOnFile && isCardWarned(card.expiresOn, part.dueOn, today))
      await this.tell.about(plan, 'card_expiring', { dueOn: part.dueOn, on: card.expiresOn });
  }
}
