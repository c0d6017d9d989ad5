import { Injectable } from '@nestjs/common';
import { takenBackRecipe } from '../../domain/ledger/dispute-recipes';
import { takeBackByBank, type TakenBack } from '../../domain/payments/bank-take-back';
import type { BusinessDate } from '../../kernel/business-date';
import { DomainError } from '../../kernel/errors';
import type { TenderId } from '../../kernel/ids';
import type { Money } from '../../kernel/money';
import { type JournalSource, PostJournalEntry } from '../ledger/post-journal-entry';
import { TenderStandingReader } from './persistence/tender-standing.reader';

export interface TakeBackTenderInput {
  readonly tenderId: TenderId;
  readonly amount: Money;
  /** The account that carried the money until now: 1050 for a lost dispute, 1000 for a returned check. */
  readonly from: number;
  readonly source: JournalSource;
  readonly kind: string;
  readonly effectiveOn: BusinessDate;
}

/**
 * Books that a bank took a tender back for good: what it had paid is owed again.
 *
 * Tx: needs one; locks what the tender paid and what is held of it. Idempotent by: the source and kind, which the caller
 * posts once. Posts: Dr 1100 per charge, Dr 2000|2100|2150 what is held, Dr 6020 what was given back before / Cr `from`.
 * Errors: `payment_unknown`, `period_closed`.
 */
@Injectable()
export class TakeBackTender {
  constructor(
    private readonly standings: TenderStandingReader,
    private readonly journal: PostJournalEntry,
  ) {}

  async execute(input: TakeBackTenderInput): Promise<TakenBack> {
    const tender = await this.standings.lock(input.tenderId);
    if (!tender) throw new DomainError('payment_unknown');
    const takenBack = takeBackByBank(input.amount, tender);
    await this.journal.execute({
      kind: input.kind,
      source: input.source,
      effectiveOn: input.effectiveOn,
      lines: takenBackRecipe({ ...tender, takenBack, from: input.from }),
    });
    return takenBack;
  }
}
