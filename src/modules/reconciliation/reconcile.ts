import { Injectable } from '@nestjs/common';
import type { BookDifference } from '../../domain/reconciliation/compare-books';
import { Clock, toDate } from '../../kernel/clock';
import { newId } from '../../kernel/ids';
import { Transactions } from '../../platform/database/transactions';
import { CollectDifferences, type Comparison, type Days } from './collect-differences';
import { CompareBank } from './compare-bank';
import { DifferenceTasks } from './difference-tasks';
import { HealBooks } from './heal-books';

/**
 * Compares processor, ledger and bank for the clinic of the context, in both directions: picks up what only was not heard of,
 * and puts what remains on the list of somebody, until it is gone.
 *
 * Tx: forbids one around it; the mirror was brought up to date before. Idempotent by: a difference's kind and what it is about.
 * Posts: nothing but what {@link HealBooks} picks up; no difference is ever corrected by itself.
 */
@Injectable()
export class Reconcile {
  constructor(
    private readonly tx: Transactions,
    private readonly collect: CollectDifferences,
    private readonly bank: CompareBank,
    private readonly heal: HealBooks,
    private readonly tasks: DifferenceTasks,
    private readonly clock: Clock,
  ) {}

  /** @returns the id of the comparison */
  async execute(trigger: 'daily' | 'request', days: Days): Promise<string> {
    const startedAt = toDate(this.clock.now());
    await this.heal.accountFees();
    const open = await this.tasks.openKeys();
    let compared = await this.collect.execute(days, open);
    if (await this.heal.askAgain(compared)) compared = await this.collect.execute(days, open);
    return this.store({ trigger, days, startedAt }, compared, await this.bank.execute(days.from, open));
  }

  private store(
    run: { trigger: 'daily' | 'request'; days: Days; startedAt: Date },
    compared: Comparison,
    ofBank: readonly BookDifference[],
  ): Promise<string> {
    const id = newId<string>(this.clock.now());
    return this.tx.run(async () => {
      await this.tasks.store(
        {
          id,
          trigger: run.trigger,
          fromOn: run.days.from.toString(),
          toOn: run.days.to.toString(),
          startedAt: run.startedAt,
          finishedAt: toDate(this.clock.now()),
          transactionCount: compared.transactionCount,
          entryCount: compared.entryCount,
          processorCents: compared.processor.toCents().toString(),
          ledgerCents: compared.ledger.toCents().toString(),
        },
        [...compared.differences, ...ofBank],
      );
      return id;
    });
  }
}
