import { Injectable } from '@nestjs/common';
import { attributeCash } from '../../../domain/cashiering/attribute-cash';
import { Clock, toDate } from '../../../kernel/clock';
import { Money } from '../../../kernel/money';
import { RequestContext } from '../../../platform/context/request-context';
import { Jobs } from '../../../platform/queue/jobs';
import { CloseLedgerDay } from '../../ledger/close-ledger-day';
import { CashMovementsRepository } from '../persistence/cash-movements.repository';
import { DrawersRepository } from '../persistence/drawers.repository';

/** The job that looks at payers' cash (IRS Form 8300). */
export const WATCH_CASH = 'cashiering:watch-cash';

/**
 * Takes down which drawer session every cash movement since the last time went through. It is called whenever the set of
 * open sessions is about to change, while nobody can post: so a movement belongs to the sessions that were open when it
 * was committed, whatever any clock said, and to one session only. Whatever is on 1020 in the journal counts, whichever
 * room posted it.
 *
 * Tx: needs one; holds posting until it ends. Idempotent by: the journal entry.
 */
@Injectable()
export class TakeDownCash {
  constructor(
    private readonly ledger: CloseLedgerDay,
    private readonly drawers: DrawersRepository,
    private readonly cash: CashMovementsRepository,
    private readonly jobs: Jobs,
    private readonly context: RequestContext,
    private readonly clock: Clock,
  ) {}

  async execute(): Promise<void> {
    await this.ledger.holdPosting();
    const found = await this.cash.newCash();
    const sessions = await this.drawers.openSessions();
    const rows = found.map((movement) => ({
      entryId: movement.entryId,
      sessionId: attributeCash(movement, sessions),
      kind: movement.isPatients ? ('patient' as const) : ('other' as const),
      amount: Money.fromColumn(movement.amountCents),
    }));
    await this.cash.insert(rows, toDate(this.clock.now()));
    await this.cash.moveWatermark();
    // Whether a payer's cash has to be reported is worked out behind the desk's back.
    if (rows.length > 0) await this.jobs.enqueue(WATCH_CASH, {}, { jobKey: `${WATCH_CASH}:${this.context.clinicId}` });
  }
}
