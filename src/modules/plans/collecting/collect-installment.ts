import { Injectable } from '@nestjs/common';
import { DomainError } from '../../../kernel/errors';
import type { PaymentId } from '../../../kernel/ids';
import { afterOutsideWork } from '../../../platform/database/outside-work';
import { Transactions } from '../../../platform/database/transactions';
import { ChargeSavedCard } from '../../payments/charge-saved-card';
import { CollectionsRepository, type InstallmentRef } from '../persistence/collections.repository';
import { BeginCollection } from './begin-collection';
import { CollectionOutcome } from './collection-outcome';

/** A plan covers so many bills at most, and each is charged apart. */
const MOST_ROUNDS = 60;

/** What has to be waited for, or is somebody else's turn: the next round of the minute looks again. */
const NOT_NOW = ['payment_in_progress', 'checkout_unavailable'];

/**
 * Charges an installment to the card its patient agreed to, bill by bill: a last look and the intent in one transaction, then
 * the processor, then what became of it. Cut off anywhere, the next one that comes finds the open try and learns how it came
 * out before anything else is charged: one charge for an installment and a bill, whatever happens.
 *
 * Tx: forbids one. Idempotent by: the open attempt of the plan, and the state of the installment's collection.
 */
@Injectable()
export class CollectInstallment {
  constructor(
    private readonly tx: Transactions,
    private readonly begin: BeginCollection,
    private readonly outcome: CollectionOutcome,
    private readonly collections: CollectionsRepository,
    private readonly cards: ChargeSavedCard,
  ) {}

  async execute(ref: InstallmentRef): Promise<void> {
    for (let round = 0; round < MOST_ROUNDS; round += 1) {
      const open = await this.tx.run(() => this.collections.openAttempt(ref.planId));
      if (open) await this.cards.learn(open.paymentId);
      else {
        const paymentId = await this.beginOrWait(ref);
        if (!paymentId) return;
        await this.cards.carryOut(paymentId);
      }
      if (!(await this.tx.run(() => this.outcome.store(ref.planId)))) return;
    }
  }

  private async beginOrWait(ref: InstallmentRef): Promise<PaymentId | undefined> {
    try {
      return await afterOutsideWork(() => this.tx.run(() => this.begin.execute(ref)));
    } catch (error) {
      if (error instanceof DomainError && NOT_NOW.includes(error.code)) return undefined;
      throw error;
    }
  }
}
