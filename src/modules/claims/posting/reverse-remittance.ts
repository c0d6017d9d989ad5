import { Injectable } from '@nestjs/common';
import { DomainError } from '../../../kernel/errors';
import type { RemittanceId } from '../../../kernel/ids';
import { ReverseJournalEntry } from '../../ledger/reverse-journal-entry';
import { ClaimNews } from './claim-news';
import { ClaimBooksRepository } from '../persistence/claim-books.repository';
import { ClaimsRepository } from '../persistence/claims.repository';
import { RemittanceDesk } from './remittance-desk';
import { UndoEarlierDecision } from './undo-earlier-decision';

/** Reverses what a posted remittance did to books and claims. Tx: needs one that holds the remittance. */
@Injectable()
export class ReverseRemittance {
  constructor(
    private readonly journal: ReverseJournalEntry,
    private readonly books: ClaimBooksRepository,
    private readonly earlier: UndoEarlierDecision,
    private readonly claims: ClaimsRepository,
    private readonly news: ClaimNews,
    private readonly desk: RemittanceDesk,
  ) {}

  /** Errors: `remittance_state_conflict` when a claim has moved on, `amount_exceeds_balance`, `period_closed`. */
  async execute(id: RemittanceId, reason: string): Promise<void> {
    const moves = await this.claims.movesOf(id);
    for (const claim of await this.claims.lockAll(moves.map((move) => move.claim_id))) {
      const move = moves.find((candidate) => candidate.claim_id === claim.id);
      if (!move) continue;
      if (move.after !== claim.status)
        throw new DomainError('remittance_state_conflict', {
          detail: `Claim ${claim.control_number} has moved on since; take that back first.`,
          facts: { claimId: claim.id, status: claim.status },
        });
      this.claims.move(claim, { event: 'unpost', to: move.before, cause: { type: 'remittance', id, note: reason } });
      await this.news.settled(claim.id, 'The remittance was taken back.');
    }
    const effectiveOn = await this.desk.postingDay();
    for (const entryId of await this.books.entriesOf(id))
      await this.journal.execute({ entryId, effectiveOn, memo: 'remittance taken back' });
    await this.earlier.takeBack(
      id,
      moves.map((move) => move.claim_id),
    );
  }
}
