import { Injectable } from '@nestjs/common';
import type { JournalLine } from '../../../domain/ledger/journal';
import { ACCOUNT } from '../../../domain/ledger/accounts';
import { overShortRecipe } from '../../../domain/ledger/drawer-recipes';
import type { DenominationCount } from '../../../domain/cashiering/count-cash';
import { DomainError } from '../../../kernel/errors';
import type { DrawerSessionId, LocationId } from '../../../kernel/ids';
import { invariant } from '../../../kernel/invariant';
import { Money } from '../../../kernel/money';
import { EntriesReader } from '../../ledger/entries.reader';
import { type JournalSource, PostJournalEntry } from '../../ledger/post-journal-entry';
import { RecordBankDeposit } from '../../reconciliation/record-bank-deposit';
import { DrawerMoment } from './drawer-moment';
import { type CashMovementKind, CashMovementsRepository } from '../persistence/cash-movements.repository';
import { DrawersRepository } from '../persistence/drawers.repository';

export interface DrawerCash {
  readonly sessionId: DrawerSessionId;
  readonly kind: Exclude<CashMovementKind, 'patient' | 'other' | 'deposit'>;
  readonly source: JournalSource;
  readonly lines: readonly JournalLine[];
  readonly reason?: string;
  readonly reference?: string;
}

/** Counted cash a session gives to the bank. */
export interface DrawerDeposit {
  readonly sessionId: DrawerSessionId;
  readonly amount: Money;
  readonly locationId: LocationId;
  /** The number on the slip. */
  readonly reference: string;
}

export interface DrawerCount {
  readonly sessionId: DrawerSessionId;
  readonly moment: 'open' | 'handover' | 'close';
  readonly counted: Money;
  readonly counts?: readonly DenominationCount[];
  readonly expected: Money;
  readonly reason?: string;
  readonly handedTo?: string;
}

/** Books what a drawer's people do with its cash, each entry in its session. Tx: needs one that holds posting. */
@Injectable()
export class DrawerBooks {
  constructor(
    private readonly journal: PostJournalEntry,
    private readonly cash: CashMovementsRepository,
    private readonly drawers: DrawersRepository,
    private readonly moments: DrawerMoment,
    private readonly bank: RecordBankDeposit,
    private readonly entries: EntriesReader,
  ) {}

  /** The journal entry's id. Nothing is posted for no lines. */
  async move(cash: DrawerCash): Promise<string | undefined> {
    if (cash.lines.length === 0) return undefined;
    const { on, at } = await this.moments.now();
    const { entryId } = await this.journal.execute({
      kind: cash.kind,
      source: cash.source,
      effectiveOn: on,
      lines: cash.lines,
    });
    const onDrawer = cash.lines.filter((line) => line.accountNumber === ACCOUNT.cashDrawer);
    const amount = Money.sum(onDrawer.map((line) => line.amount));
    await this.cash.insert([{ ...cash, entryId, amount }], at);
    return entryId;
  }

  /** A deposit slip of its own, which the bank's statement is matched to. Posts: see {@link RecordBankDeposit}. */
  async deposit({ sessionId, amount, locationId, reference }: DrawerDeposit): Promise<void> {
    const { today, at } = await this.moments.now();
    const slip = await this.bank.execute({ cash: amount, depositedOn: today, locationId, reference, isCounted: true });
    const { data } = await this.entries.list({ sourceType: 'bank_deposit', sourceId: slip.id });
    const [entry] = data;
    invariant(entry, 'a deposit has its entry');
    await this.cash.insert(
      [{ entryId: entry.id, sessionId, kind: 'deposit', amount: amount.negated(), reference }],
      at,
    );
  }

  /**
   * Keeps a blind count and books what is over or short. Posts: {@link overShortRecipe}.
   * Errors: `over_short_reason_required`, which never says how much, so that nobody counts towards the figure.
   */
  async count(count: DrawerCount): Promise<void> {
    const difference = count.counted.minus(count.expected);
    if (!difference.isZero() && !count.reason)
      throw new DomainError('over_short_reason_required', {
        detail: 'What was counted is not what should be in the drawer. Count again; if it stands, give the reason.',
        errors: [{ pointer: '/overShortReason', message: 'is required when the count differs' }],
      });
    const { by, at, newId } = await this.moments.now();
    const id = newId<string>();
    await this.drawers.insertCount({ ...count, id, at, by });
    await this.move({
      sessionId: count.sessionId,
      kind: 'over_short',
      source: { type: 'drawer_count', id },
      lines: overShortRecipe(difference),
      reason: count.reason,
    });
  }
}
