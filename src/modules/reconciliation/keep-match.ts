import { Injectable } from '@nestjs/common';
import { payerDepositRecipe } from '../../domain/claims/remittance-recipes';
import { venmoSweepRecipe } from '../../domain/ledger/clearing-recipes';
import type { MatchTarget } from '../../domain/reconciliation/match-bank-lines';
import { type BusinessDate, parseBusinessDate } from '../../kernel/business-date';
import { Clock } from '../../kernel/clock';
import { type JournalEntryId, newId, type RemittanceId } from '../../kernel/ids';
import { Money } from '../../kernel/money';
import { ReverseJournalEntry } from '../ledger/reverse-journal-entry';
import { RemittanceDeposits } from '../claims/remittance-deposits';
import type { BankLineView, BankMatchView } from './bank-line.view';
import { type BankMovement, DepositBooks } from './deposit-books';
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
 * Tx: needs one. Posts: for Venmo's balance swept to the bank Dr 1000 / Cr 1035, for a payer's transfer Dr 1000 / Cr 1040 unless
 * somebody laid it on its remittance before (source `bank_line`, the match's id), reversed when the match is taken back;
 * nothing otherwise: payouts and deposits were booked when they happened. Scenario S3.
 */
@Injectable()
export class KeepMatch {
  constructor(
    private readonly matches: BankMatchesRepository,
    private readonly books: DepositBooks,
    private readonly remittances: RemittanceDeposits,
    private readonly reverse: ReverseJournalEntry,
    private readonly clock: Clock,
  ) {}

  async execute(match: MatchToKeep): Promise<void> {
    const id = newId<string>(this.clock.now());
    await this.matches.insert({ ...match, id, amountCents: match.amount.toCents().toString() });
    const facts = { amountCents: match.amount.toJSON(), targetType: match.targetType, rule: match.rule };
    const action = 'bank_line.match';
    const booked = await this.toBook(match);
    if (booked)
      await this.books.post({ action, source: { type: 'bank_line', id }, on: match.postedOn, ...booked, facts });
    else await this.books.record({ action, source: { type: 'bank_line', id: match.lineId }, facts });
  }

  private async toBook(match: MatchToKeep): Promise<Pick<BankMovement, 'kind' | 'lines'> | undefined> {
    if (match.targetType === 'venmo_sweep') return { kind: 'venmo_sweep', lines: venmoSweepRecipe(match.amount) };
    if (match.targetType !== 'remittance') return undefined;
    const isNew = await this.remittances.arrived({
      remittanceId: match.targetId as RemittanceId,
      receivedOn: match.postedOn,
      bankReference: match.lineId,
    });
    return isNew ? { kind: 'payer_deposit', lines: payerDepositRecipe(match.amount) } : undefined;
  }

  async undo({ id: lineId, postedOn, amountCents }: BankLineView, match: BankMatchView): Promise<void> {
    await this.matches.end(match.id);
    const entryId = await this.matches.entryOf(match.id);
    if (entryId && match.targetType === 'remittance') this.remittances.withdrawn(match.targetId as RemittanceId);
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
