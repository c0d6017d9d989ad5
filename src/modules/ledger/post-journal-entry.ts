import { Injectable } from '@nestjs/common';
import { isBalanced, type JournalLine } from '../../domain/ledger/journal';
import type { BusinessDate } from '../../kernel/business-date';
import { Clock, toDate } from '../../kernel/clock';
import { DomainError } from '../../kernel/errors';
import { type JournalEntryId, newId } from '../../kernel/ids';
import { invariant } from '../../kernel/invariant';
import { RequestContext } from '../../platform/context/request-context';
import { sqlState, violates } from '../../platform/database/pg-errors';
import { Transactions } from '../../platform/database/transactions';
import { OpenDay } from './open-day';
import { type EntryToPost, JournalRepository } from './persistence/journal.repository';

/** Cash that a drawer's people moved or counted. */
type DrawerSource = 'drawer_session' | 'drawer_count' | 'drawer_movement';

/** The fact that moved the money. One fact has at most one entry of each kind. */
export interface JournalSource {
  readonly type:
    | 'charge'
    | 'adjustment'
    | 'payment'
    | 'tender'
    | 'refund'
    | 'dispute'
    | 'remittance'
    | 'remittance_claim'
    | 'remittance_match'
    | 'claim_closure'
    | 'manufacturer_copay'
    | 'payout'
    | 'processor_fee'
    | 'bank_deposit'
    | 'returned_check'
    | 'bank_line'
    | 'journal_entry'
    | 'package'
    | 'unclaimed_credit'
    | DrawerSource;
  readonly id: string;
}

export interface JournalEntryInput {
  /** What happened to the source, e.g. `charge`, `payment`, `fee`. */
  readonly kind: string;
  readonly source: JournalSource;
  /** Business day in the clinic's zone; as {@link OpenDay} gives it where its own may be sealed. */
  readonly effectiveOn: BusinessDate;
  /** Neutral words; never a name, a service or a diagnosis. */
  readonly memo?: string;
  readonly reverses?: JournalEntryId;
  readonly lines: readonly JournalLine[];
}

export interface PostedEntry {
  readonly entryId: JournalEntryId;
  /** The same entry was already there: nothing was written. */
  readonly replayed: boolean;
}

/**
 * Writes one balanced journal entry, and with it the open items it opens or settles.
 *
 * Tx: needs one, that of the fact itself. Idempotent by: (clinic, source type, source id, kind) with equal lines.
 * Errors: `journal_entry_unbalanced`, `journal_entry_exists` (other figures), `period_closed`, `ledger_account_unknown`,
 * `amount_exceeds_balance` when an open item would go below zero.
 */
@Injectable()
export class PostJournalEntry {
  constructor(
    private readonly tx: Transactions,
    private readonly journal: JournalRepository,
    private readonly context: RequestContext,
    private readonly clock: Clock,
    private readonly openDay: OpenDay,
  ) {}

  async execute(input: JournalEntryInput): Promise<PostedEntry> {
    return this.journal.post(this.prepare(input), this.explain);
  }

  /** As {@link execute}, for a caller that does not wait: what would be thrown, the commit throws. */
  defer(input: JournalEntryInput): void {
    this.journal.deferPost(this.prepare(input), this.explain);
  }

  private prepare(entry: JournalEntryInput): EntryToPost {
    invariant(this.tx.isOpen, 'a journal entry is posted in the transaction of its fact');
    if (!isBalanced(entry.lines)) throw new DomainError('journal_entry_unbalanced');
    const now = this.clock.now();
    const { clinicId, actor } = this.context;
    return {
      id: newId<JournalEntryId>(now),
      clinicId,
      actorId: actor.id,
      recordedAt: toDate(now),
      entry,
      sealedOn: this.openDay.standsFor(entry.effectiveOn),
    };
  }

  /** A day sealed since OpenDay last looked: the work is done again and finds the next one. */
  private readonly explain = (error: unknown): unknown => {
    if (!violates(error, 'ck_journal_entries_period_open')) return explain(error);
    this.openDay.forget();
    return new DomainError('period_closed', { cause: error, isStale: true });
  };
}

/** Names of database guards to the codes a caller can act on. */
function explain(error: unknown): unknown {
  if (violates(error, 'uq_journal_entries_source')) return new DomainError('journal_entry_exists', { cause: error });
  if (violates(error, 'uq_journal_entries_reverses'))
    return new DomainError('journal_entry_already_reversed', { cause: error });
  if (violates(error, 'fk_journal_lines_account')) return new DomainError('ledger_account_unknown', { cause: error });
  if (violates(error, 'ck_open_items_open')) return new DomainError('amount_exceeds_balance', { cause: error });
  invariant(
    sqlState(error) !== '23502' || !String(error).includes('open_items'),
    'a line on an open-item account names its item and patient',
  );
  return error;
}
