import { Injectable } from '@nestjs/common';
import type { BookDifference } from '../../domain/reconciliation/compare-books';
import { Clock } from '../../kernel/clock';
import { newId } from '../../kernel/ids';
import { Money } from '../../kernel/money';
import { Transactions } from '../../platform/database/transactions';
import { CloseTask } from '../tasks/close-task';
import { RaiseTask } from '../tasks/raise-task';
import { type ReconciliationRow, ReconciliationsRepository } from './persistence/reconciliations.repository';

const nameOf = ({ kind, key }: { kind: string; key: string }): string => `${kind} ${key}`;

/** Keeps what a comparison found, and a task for each difference from the first time it is found until it is gone. */
@Injectable()
export class DifferenceTasks {
  constructor(
    private readonly tx: Transactions,
    private readonly reconciliations: ReconciliationsRepository,
    private readonly raise: RaiseTask,
    private readonly close: CloseTask,
    private readonly clock: Clock,
  ) {}

  /** What open differences are about: looked at again whatever days are compared. Tx: opens or joins one. */
  openKeys(): Promise<string[]> {
    return this.tx.run(async () => (await this.reconciliations.open()).map(({ key }) => key));
  }

  /** Tx: needs one. */
  async store(
    run: Omit<ReconciliationRow, 'differenceCount' | 'resolvedCount'>,
    differences: readonly BookDifference[],
  ): Promise<void> {
    const found = new Set(differences.map(nameOf));
    const gone = (await this.reconciliations.open()).filter((row) => !found.has(nameOf(row)));
    await this.reconciliations.insert({
      ...run,
      differenceCount: differences.length,
      resolvedCount: gone.length,
    });
    for (const difference of differences) await this.keep(run, difference);
    await this.reconciliations.resolve(
      gone.map(({ id }) => id),
      run.finishedAt,
    );
    for (const { id } of gone) await this.close.about('reconciliation_difference', id, 'The books agree again.');
  }

  private async keep(
    { id: reconciliationId, finishedAt: at }: Pick<ReconciliationRow, 'id' | 'finishedAt'>,
    difference: BookDifference,
  ): Promise<void> {
    const id = await this.reconciliations.keep(difference, { id: newId(this.clock.now()), reconciliationId, at });
    const { kind, key, processor, ledger } = difference;
    const apart = processor.minus(ledger);
    await this.raise.execute({
      kind: 'reconciliation_difference',
      subject: { type: 'reconciliation_difference', id },
      amount: Money.max(apart, apart.negated()),
      facts: {
        kind,
        about: key,
        processorCents: processor.toJSON(),
        ledgerCents: ledger.toJSON(),
        processorId: difference.processorIds[0] ?? null,
        entryId: difference.entryIds[0] ?? null,
      },
    });
  }
}
