import { Injectable } from '@nestjs/common';
import { payoutRecipe } from '../../domain/ledger/clearing-recipes';
import { nextPayoutStatus, payoutStep } from '../../domain/reconciliation/payout-progress';
import { compareDates, parseBusinessDate } from '../../kernel/business-date';
import { Clock, toDate } from '../../kernel/clock';
import { newId } from '../../kernel/ids';
import { Money } from '../../kernel/money';
import { Transactions } from '../../platform/database/transactions';
import type { BalanceFacts, PayoutFacts } from '../payments/processor-balance';
import { DepositBooks } from './deposit-books';
import { MirrorRepository } from './persistence/mirror.repository';
import { type PayoutRow, PayoutsRepository } from './persistence/payouts.repository';

/** A clinic's part of a payout. */
export interface PayoutPart {
  readonly facts: PayoutFacts;
  readonly movements: readonly BalanceFacts[];
  /** What of the whole payout belongs to no clinic we know. */
  readonly unattributed: Money;
}

/**
 * Takes over what the processor says about a payout, for the clinic of the context: mirrors what it is made of, and books it
 * when it arrived at the bank, or came back from it.
 *
 * Tx: opens or joins one; locks the payout. Idempotent by: the payout, booked once and returned once (source `payout`, kinds
 * `paid`, `returned`). Posts: Dr 1000 / Cr 1030 the sum of the nets; the reverse when it came back. Scenario S1 d.
 */
@Injectable()
export class BookPayout {
  constructor(
    private readonly tx: Transactions,
    private readonly payouts: PayoutsRepository,
    private readonly mirror: MirrorRepository,
    private readonly books: DepositBooks,
    private readonly clock: Clock,
  ) {}

  execute({ facts, movements, unattributed }: PayoutPart): Promise<void> {
    return this.tx.run(async () => {
      const net = Money.sum(movements.map((movement) => movement.net));
      const told = {
        status: facts.status,
        isComplete: facts.isComplete,
        amountCents: net.toCents().toString(),
        unattributedCents: unattributed.toCents().toString(),
        arrivesOn: facts.arrivesOn.toString(),
      };
      const known = await this.payouts.lock({
        ...told,
        id: newId(this.clock.now()),
        stripePayoutId: facts.id,
        accountAmountCents: facts.amount.toCents().toString(),
        createdAt: toDate(facts.createdAt),
      });
      await this.mirror.store(movements, facts.id);
      const now = {
        ...known,
        ...told,
        status: nextPayoutStatus(known.status, facts.status),
        isComplete: known.isComplete || facts.isComplete,
        // What was booked stays what it was; that it would be another amount now is a difference, not a correction.
        amountCents: known.paidOn === null ? told.amountCents : known.amountCents,
      };
      await this.payouts.update(await this.step(now));
    });
  }

  private async step(payout: PayoutRow): Promise<PayoutRow> {
    const isBooked = payout.paidOn !== null;
    const step = payoutStep({ ...payout, isBooked, isReturned: payout.returnedOn !== null });
    if (step === 'nothing') return payout;
    const amount = Money.fromColumn(payout.amountCents);
    const today = await this.books.today();
    const arrived = parseBusinessDate(payout.arrivesOn);
    const on = step === 'return' || compareDates(arrived, today) > 0 ? today : arrived;
    if (!amount.isZero())
      await this.books.post({
        action: step === 'pay' ? 'payout.book' : 'payout.return',
        source: { type: 'payout', id: payout.id },
        kind: step === 'pay' ? 'paid' : 'returned',
        on,
        lines: payoutRecipe(step === 'pay' ? amount : amount.negated()),
        facts: { amountCents: amount.toJSON() },
      });
    return step === 'pay' ? { ...payout, paidOn: on.toString() } : { ...payout, returnedOn: on.toString() };
  }
}
