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
import { JournalRepository } from './persistence/journal.repository';

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
    | 'claim_closure'
    | 'manufacturer_copay'
    | 'journal_entry';
  readonly id: string;
}

export interface JournalEntryInput {
  /** What happened to the source, e.g. `charge`, `payment`, `fee`. */
  readonly kind: string;
  readonly source: JournalSource;
  /** Business day in the clinic's zone. */
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
  ) {}

  async execute(input: JournalEntryInput): Promise<PostedEntry> {
    invariant(this.tx.isOpen, 'a journal entry is posted in the transaction of its fact');
    if (!isBalanced(input.lines)) throw new DomainError('journal_entry_unbalanced');
    const now = this.clock.now();
    try {
      return await this.journal.post({
        id: newId<JournalEntryId>(now),
        clinicId: this.context.clinicId,
        actorId: this.context.actor.id,
        recordedAt: toDate(now),
        entry: input,
      });
    } catch (error) {
      throw translate(error);
    }
  }
}

/** Names of database guards to the codes a caller can act on. */
function translate(error: unknown): unknown {
  if (violates(error, 'uq_journal_entries_source')) return new DomainError('journal_entry_exists', { cause: error });
  if (violates(error, 'uq_journal_entries_reverses'))
    return new DomainError('journal_entry_already_reversed', { cause: error });
  if (violates(error, 'ck_journal_entries_period_open')) return new DomainError('period_closed', { cause: error });
  if (violates(error, 'fk_journal_lines_account')) return new DomainError('ledger_account_unknown', { cause: error });
  if (violates(error, 'ck_open_items_open')) return new DomainError('amount_exceeds_balance', { cause: error });
  invariant(
    sqlState(error) !== '23502' || !String(error).includes('open_items'),
    'a line on an open-item account names its item and patient',
  );
  return error;
}
