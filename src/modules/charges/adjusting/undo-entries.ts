import { Injectable } from '@nestjs/common';
import { mergeLines, negate } from '../../../domain/ledger/journal';
import { unappliedCreditRecipe } from '../../../domain/ledger/recipes';
import { Clock } from '../../../kernel/clock';
import { PostJournalEntry } from '../../ledger/post-journal-entry';
import { ReverseJournalEntry } from '../../ledger/reverse-journal-entry';
import { BooksDay } from '../revenue/books-day';
import { ChargePaymentsLookup } from '../charge-payments';
import type { AdjustmentId } from '../charge-record';
import type { ChargeToChange } from '../charge-to-change';
import { AdjustmentsRepository } from '../persistence/adjustments.repository';
import { dimensionsOf } from './post-adjustment';

/** Why something is undone, and by which request. */
export interface Undoing {
  readonly reason: string;
  readonly requestKey: string;
}

/**
 * Undoes charges and adjustments by entries that name what they undo, on a day of their own.
 *
 * Tx: needs one, with the charge locked. Idempotent by: the charge or adjustment, which can be undone once.
 */
@Injectable()
export class UndoEntries {
  constructor(
    private readonly reversal: ReverseJournalEntry,
    private readonly journal: PostJournalEntry,
    private readonly adjustments: AdjustmentsRepository,
    private readonly payments: ChargePaymentsLookup,
    private readonly day: BooksDay,
    private readonly clock: Clock,
  ) {}

  /** Posts: the entries of its adjustments and its own reversed. A charge of nothing has none. */
  async ofCharge(charge: ChargeToChange, undoing: Undoing): Promise<void> {
    for (const { id } of await this.adjustments.standingOf(charge.id))
      await this.ofAdjustment(id, charge, { ...undoing, cause: 'void' });
    const source = { type: 'charge', id: charge.id, kind: 'charge' } as const;
    await this.reversal.ofSource(source, { effectiveOn: await this.day.today() });
    await this.adjustments.insertVoid(charge.id, { ...undoing, now: this.clock.now() });
  }

  /**
   * Posts: the adjustment's entry reversed; then Dr 2000 / Cr 1100 of the credit it had made, as far as the clinic still
   * holds it. What was spent or given back since is owed again. Of a charge that is voided the credit stays the patient's.
   */
  async ofAdjustment(
    id: AdjustmentId,
    charge: ChargeToChange,
    undoing: Undoing & { readonly cause: 'error' | 'void' },
  ): Promise<void> {
    const effectiveOn = await this.day.today();
    await this.adjustments.insertReversal(id, { ...undoing, now: this.clock.now() });
    await this.reversal.ofSource({ type: 'adjustment', id, kind: 'adjustment' }, { effectiveOn });
    const restored = undoing.cause === 'error' ? await this.payments.get().restore({ id, chargeId: charge.id }) : [];
    if (restored.length === 0) return;
    const released = restored.flatMap((part) => unappliedCreditRecipe({ ...dimensionsOf(charge), ...part }));
    await this.journal.execute({
      kind: 'credit_restored',
      source: { type: 'adjustment', id },
      effectiveOn,
      lines: negate(mergeLines(released)),
    });
  }
}
