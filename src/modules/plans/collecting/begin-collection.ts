import { Injectable } from '@nestjs/common';
import type { StopReason } from '../../../domain/plans/collection-retries';
import { lastLook, nextPart } from '../../../domain/plans/last-look';
import { toDate } from '../../../kernel/clock';
import { newId, type PaymentId } from '../../../kernel/ids';
import { invariant } from '../../../kernel/invariant';
import type { Money } from '../../../kernel/money';
import { type CollectionRow, CollectionsRepository, type InstallmentRef } from '../persistence/collections.repository';
import { type PlanAndInvoices, PlansToChange } from '../plan-to-change';
import { CollectionFactsReader, type Looked } from './collection-facts';
import { CollectionTargets } from './collection-targets';
import { StopCollection } from './stop-collection';

/**
 * The last look, and the intent: with the plan, its invoices or its package, and the card held, decides whether an installment is charged
 * now, and stores what is about to be asked for.
 *
 * Tx: needs one. Errors: `payment_in_progress` while anything else is under way for one of the plan's invoices, or its package.
 */
@Injectable()
export class BeginCollection {
  constructor(
    private readonly plans: PlansToChange,
    private readonly collections: CollectionsRepository,
    private readonly looking: CollectionFactsReader,
    private readonly targets: CollectionTargets,
    private readonly ending: StopCollection,
  ) {}

  /** The payment to carry out; nothing when there is nothing to charge. */
  async execute(ref: InstallmentRef): Promise<PaymentId | undefined> {
    const plan = await this.plans.lockWithInvoices(ref.planId);
    const looked = await this.looking.of(plan, ref);
    if (!looked) return undefined;
    const { collection } = looked;
    const at = toDate(looked.facts.now.at);
    const verdict = lastLook(looked.facts);
    if (verdict.act === 'wait') return undefined;
    if (verdict.act === 'cover') {
      await this.collections.change(ref, { state: looked.facts.collected.isPositive() ? 'collected' : 'covered' }, at);
      return undefined;
    }
    if (verdict.act === 'stop') return this.stop(plan, collection, verdict.reason);
    return this.charge(plan, looked, verdict.amount);
  }

  private async charge(plan: PlanAndInvoices, looked: Looked, amount: Money): Promise<PaymentId | undefined> {
    const { card, consent, collection } = looked;
    const at = toDate(looked.facts.now.at);
    invariant(card && consent, 'a card is charged that was agreed to');
    const targets = await this.targets.of(plan, card);
    const next = nextPart(
      amount,
      targets.map(({ reach }) => reach),
    );
    const target = next && targets[next.index];
    if (!next || !target) return this.stop(plan, collection, 'hsa_fsa_not_eligible');
    const { invoiceId, packageId } = target;
    const paymentId = await this.targets.begin(target, card, next.part);
    await this.collections.insertAttempt({
      id: newId<string>(looked.facts.now.at),
      planId: collection.planId,
      version: collection.version,
      number: collection.number,
      consentId: consent.id,
      invoiceId,
      packageId,
      paymentId,
      amountCents: next.part.toCents().toString(),
      startedAt: at,
    });
    await this.collections.change(collection, { state: 'charging', awaySince: collection.awaySince }, at);
    return paymentId;
  }

  private async stop(plan: PlanAndInvoices, collection: CollectionRow, reason: StopReason): Promise<undefined> {
    await this.ending.execute(plan, collection, reason);
    return undefined;
  }
}
