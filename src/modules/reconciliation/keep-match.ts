import { Injectable } from '@nestjs/common';
import { venmoSweepRecipe } from '../../domain/ledger/clearing-recipes';
import type { MatchTarget } from '../../domain/reconciliation/match-bank-lines';
import { type BusinessDate, parseBusinessDate } from '../../kernel/business-date';
import { Clock } from '../../kernel/clock';
import { type JournalEntryId, newId } from '../../kernel/ids';
import { Money } from '../../kernel/money';
import { ReverseJournalEntry } from '../ledger/reverse-journal-entry';
import type { BankLineView } from './bank-line.view';
import { DepositBooks } from './deposit-books';
import { BankMatchesRepository } from './persistence/bank-matches.repository';

export interface MatchToKeep {
  readonly lineId: string;
  readonly postedOn: BusinessDate;
  readonly amount: Money;
  readonly targetType: MatchTarget;
  readonly targetId: string;
  readonly rule: string;
}

/**
 * Keeps a match of a statement line, or takes it back.
 *
 * Tx: needs one. Posts: for Venmo's balance swept to the bank Dr 1000 / Cr 1035 (source `bank_line`, the match's id), reversed
 * when the match is taken back; nothing otherwise: payouts and deposits were booked when they happened.
 */
@Injectable()
export class KeepMatch {
  constructor(
    private readonly matches: BankMatchesRepository,
    private readonly books: DepositBooks,
    private readonly reverse: ReverseJournalEntry,
    private readonly clock: Clock,
  ) {}

  async execute(match: MatchToKeep): Promise<void> {
    const id = newId<string>(this.clock.now());
    await this.matches.insert({ ...match, id, amountCents: match.amount.toCents().toString() });
    const source = { type: 'bank_line', id } as const;
    const facts = { amountCents: match.amount.toJSON(), targetType: match.targetType, rule: match.rule };
    if (match.targetType === 'venmo_sweep')
      await this.books.post({
        action: 'bank_line.match',
        source,
        kind: 'venmo_sweep',
        on: match.postedOn,
        lines: venmoSweepRecipe(match.amount),
        facts,
      });
    else await this.books.record({ action: 'bank_line.match', source: { type: 'bank_line', id: match.lineId }, facts });
  }

  async undo({ id: lineId, postedOn, amountCents }: BankLineView, matchId: string): Promise<void> {
    await this.matches.end(matchId);
    const entryId = await this.matches.entryOf(matchId);
    if (entryId)
      await this.reverse.execute({
        entryId: entryId as JournalEntryId,
        effectiveOn: await this.books.dayFor(parseBusinessDate(postedOn)),
      });
    await this.books.record({
      action: 'bank_line.unmatch',
      source: { type: 'bank_line', id: lineId },
      facts: { amountCents },
    });
  }
}
