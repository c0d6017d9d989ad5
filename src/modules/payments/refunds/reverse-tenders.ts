import { Injectable } from '@nestjs/common';
import type { JournalEntryId } from '../../../kernel/ids';
import { EntriesReader } from '../../ledger/entries.reader';
import { ReverseJournalEntry } from '../../ledger/reverse-journal-entry';
import { MovementDays } from '../settling/movement-days';
import type { PaymentToReturn } from '../persistence/refund-rows';

/** Undoes every entry of a payment's tenders, the last first. Tx: needs one. Idempotent by: each entry, reversed once. */
@Injectable()
export class ReverseTenders {
  constructor(
    private readonly entries: EntriesReader,
    private readonly reverse: ReverseJournalEntry,
    private readonly days: MovementDays,
  ) {}

  async execute({ tenders }: PaymentToReturn): Promise<void> {
    const effectiveOn = await this.days.for();
    for (const { id } of tenders.toReversed()) {
      const { data } = await this.entries.list({ sourceType: 'tender', sourceId: id });
      for (const entry of data) await this.reverse.execute({ entryId: entry.id as JournalEntryId, effectiveOn });
    }
  }
}
