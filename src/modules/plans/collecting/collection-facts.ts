import { Injectable } from '@nestjs/common';
import type { CollectionFacts } from '../../../domain/plans/last-look';
import { compareDates, parseBusinessDate } from '../../../kernel/business-date';
import { Clock, fromDate, toDate } from '../../../kernel/clock';
import { Money } from '../../../kernel/money';
import { type CardOnFile, ChargeSavedCard } from '../../payments/charge-saved-card';
import { type AutopayConsentRow, AutopayRepository } from '../persistence/autopay.repository';
import { type CollectionRow, CollectionsRepository, type InstallmentRef } from '../persistence/collections.repository';
import { ReminderHoldsRepository } from '../persistence/reminder-holds.repository';
import type { PlanToChange } from '../plan-to-change';

/** What the last look is about, and what it goes on with. */
export interface Looked {
  readonly facts: CollectionFacts;
  readonly collection: CollectionRow;
  readonly consent?: AutopayConsentRow;
  readonly card?: CardOnFile;
}

/** Gathers what decides about a charge. Tx: needs one, with the plan and its invoices held; holds the card. */
@Injectable()
export class CollectionFactsReader {
  constructor(
    private readonly autopay: AutopayRepository,
    private readonly cards: ChargeSavedCard,
    private readonly holds: ReminderHoldsRepository,
    private readonly collections: CollectionsRepository,
    private readonly clock: Clock,
  ) {}

  /** Undefined for an installment of a schedule that is not in force. */
  async of(plan: PlanToChange, ref: InstallmentRef): Promise<Looked | undefined> {
    const { now, row, today } = plan;
    const part = now.parts.find(({ number }) => number === ref.number);
    if (row.version !== ref.version || !part) return undefined;
    const at = this.clock.now();
    const collection = await this.collections.ensure(ref, toDate(at));
    const consent = await this.autopay.live(row.id);
    const card = consent && (await this.cards.card(consent.paymentMethodId));
    const isHeld = await this.holds.isHeld(row.patientId);
    return {
      collection,
      consent,
      card,
      facts: {
        now: { at, on: today },
        isPlanCollectable:
          now.status === 'active' && now.heldFor === null && now.schedule.signature !== null && !isHeld,
        isAgreed: consent?.version === row.version && compareDates(parseBusinessDate(consent.fromOn), part.dueOn) <= 0,
        card: { isOnFile: card?.isOnFile ?? false, expiresOn: card?.expiresOn ?? today },
        dueOn: part.dueOn,
        agreed: part.amount,
        left: Money.sum(now.parts.filter(({ dueOn }) => compareDates(dueOn, today) <= 0).map(({ left }) => left)),
        collected: Money.fromColumn(collection.collectedCents),
        tries: {
          state: collection.state,
          tryOn: collection.tryOn === null ? undefined : parseBusinessDate(collection.tryOn),
          tryAt: collection.tryAt === null ? undefined : fromDate(collection.tryAt),
        },
      },
    };
  }
}
