import { Injectable } from '@nestjs/common';
import { hsaFsaEligibility } from '../../../domain/payments/hsa-fsa-eligibility';
import { isHealthAccount } from '../../../domain/payments/saved-card';
import type { StopReason } from '../../../domain/plans/collection-retries';
import { lastLook, nextPart } from '../../../domain/plans/last-look';
import { toDate } from '../../../kernel/clock';
import { newId, type PaymentId } from '../../../kernel/ids';
import { invariant } from '../../../kernel/invariant';
import { Money } from '../../../kernel/money';
import { BlockingAttempts } from '../../payments/blocking-attempts';
import { type CardOnFile, ChargeSavedCard } from '../../payments/charge-saved-card';
import { type CollectionRow, CollectionsRepository, type InstallmentRef } from '../persistence/collections.repository';
import { type PlanAndInvoices, PlansToChange } from '../plan-to-change';
import { CollectionFactsReader, type Looked } from './collection-facts';
import { StopCollection } from './stop-collection';

/**
 * The last look, and the intent: with the plan, its invoices and the card held, decides whether an installment is charged
 * now, and stores what is about to be asked for.
 *
 * Tx: needs one. Errors: `payment_in_progress` while anything else is under way for one of the plan's invoices.
 */
@Injectable()
export class BeginCollection {
  constructor(
    private readonly plans: PlansToChange,
    private readonly attempts: BlockingAttempts,
    private readonly collections: CollectionsRepository,
    private readonly looking: CollectionFactsReader,
    private readonly cards: ChargeSavedCard,
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
    const next = nextPart(amount, await this.reachOf(plan, card));
    const invoice = next && plan.open[next.index];
    if (!next || !invoice) return this.stop(plan, collection, 'hsa_fsa_not_eligible');
    const paymentId = await this.cards.begin({ invoiceId: invoice.id, card, amount: next.part });
    await this.collections.insertAttempt({
      id: newId<string>(looked.facts.now.at),
      planId: collection.planId,
      version: collection.version,
      number: collection.number,
      consentId: consent.id,
      invoiceId: invoice.id,
      paymentId,
      amountCents: next.part.toCents().toString(),
      startedAt: at,
    });
    await this.collections.change(collection, { state: 'charging', awaySince: collection.awaySince }, at);
    return paymentId;
  }

  /** What the card may pay of each open invoice: of HSA and FSA money, care that was given and qualifies (DOMAIN.md §8). */
  private async reachOf(plan: PlanAndInvoices, card: CardOnFile): Promise<Money[]> {
    if (!isHealthAccount(card.label)) return plan.open.map(({ open }) => open);
    const reach: Money[] = [];
    for (const { id } of plan.open) {
      const { charges } = await this.attempts.lockInvoice(id);
      const eligible = charges.filter((charge) => hsaFsaEligibility(charge) === true);
      reach.push(Money.sum(eligible.map(({ openCents }) => Money.cents(openCents))));
    }
    return reach;
  }

  private async stop(plan: PlanAndInvoices, collection: CollectionRow, reason: StopReason): Promise<undefined> {
    await this.ending.execute(plan, collection, reason);
    return undefined;
  }
}
