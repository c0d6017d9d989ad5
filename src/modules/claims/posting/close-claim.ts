import { Injectable } from '@nestjs/common';
import type { ClaimEvent } from '../../../domain/claims/claim-state';
import type { JournalLine } from '../../../domain/ledger/journal';
import { Clock } from '../../../kernel/clock';
import { type ChargeId, newId } from '../../../kernel/ids';
import { Money } from '../../../kernel/money';
import { PostJournalEntry } from '../../ledger/post-journal-entry';
import { ClosureTrail } from './closure-trail';
import { MoveClaim } from './move-claim';
import { ClaimBooksRepository, type NewClosure } from '../persistence/claim-books.repository';
import type { ClaimRow } from '../persistence/claims.repository';
import { RemittanceDesk } from './remittance-desk';

/** What the clinic decides about a denied claim. */
export interface ClaimClosing {
  readonly claim: ClaimRow;
  readonly event: Extract<ClaimEvent, 'write_off' | 'convert' | 'release'>;
  readonly kind: NewClosure['kind'];
  readonly reason: string;
  readonly agreement?: object;
  readonly shares: readonly { chargeId: ChargeId; amount: Money; discount: Money }[];
  /** The entry, once the closure has its id. */
  readonly linesFor: (closureId: string) => Promise<JournalLine[]>;
}

/**
 * Writes down what the clinic decides about a denied claim, and books it.
 *
 * Tx: needs one that holds the claim and what is open on it. Errors: `claim_state_conflict`.
 */
@Injectable()
export class CloseClaim {
  constructor(
    private readonly move: MoveClaim,
    private readonly books: ClaimBooksRepository,
    private readonly journal: PostJournalEntry,
    private readonly desk: RemittanceDesk,
    private readonly trail: ClosureTrail,
    private readonly clock: Clock,
  ) {}

  async execute({ claim, event, shares, linesFor, ...closing }: ClaimClosing): Promise<void> {
    const id = newId<string>(this.clock.now());
    const amount = Money.sum(shares.map((share) => share.amount));
    this.move.execute(claim, { event, cause: { type: 'claim_closure', id, note: closing.reason } });
    this.books.insertClosure({ ...closing, id, claimId: claim.id, amount, lines: shares });
    await this.journal.execute({
      kind: closing.kind,
      source: { type: 'claim_closure', id },
      effectiveOn: await this.desk.postingDay(),
      lines: await linesFor(id),
    });
    await this.trail.record(claim.id, { event, amount });
  }
}
