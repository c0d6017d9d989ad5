import { Injectable } from '@nestjs/common';
import { countCash, type DenominationCount, splitCount } from '../../domain/cashiering/count-cash';
import { depositRecipe } from '../../domain/ledger/drawer-recipes';
import type { DrawerId } from '../../kernel/ids';
import type { Money } from '../../kernel/money';
import { RecordAuditEvent } from '../access/record-audit-event';
import { DrawerBooks } from './drawer-books';
import { DrawerMoment } from './drawer-moment';
import { CashMovementsRepository } from './persistence/cash-movements.repository';
import { DrawersRepository } from './persistence/drawers.repository';
import { WorkedDrawer } from './worked-drawer';

export interface CloseDrawerInput {
  readonly drawerId: DrawerId;
  readonly counts: readonly DenominationCount[];
  readonly overShortReason?: string;
  /** Goes to the bank; nothing unless told, or what `nextFloat` leaves. */
  readonly deposit?: Money;
  /** Stays for the next session; the rest of the count unless told. */
  readonly nextFloat?: Money;
}

/**
 * Closes a drawer by a blind count: what it should hold is told by no route before the count is in.
 *
 * Tx: joins or opens one; holds posting. Idempotent by: the route's key and the session's state.
 * Posts: short Dr 6030 / Cr 1020, over Dr 1020 / Cr 6030; deposit Dr 1000 / Cr 1020; the float left posts nothing. Scenario S12.
 * Errors: `drawer_unknown`, `drawer_not_open`, `denomination_unknown`, `drawer_split_mismatch`, `over_short_reason_required`.
 */
@Injectable()
export class CloseDrawer {
  constructor(
    private readonly worked: WorkedDrawer,
    private readonly drawers: DrawersRepository,
    private readonly cash: CashMovementsRepository,
    private readonly books: DrawerBooks,
    private readonly moments: DrawerMoment,
    private readonly audit: RecordAuditEvent,
  ) {}

  execute({ drawerId, counts, overShortReason, ...wish }: CloseDrawerInput): Promise<void> {
    const counted = countCash(counts);
    const split = splitCount(counted, wish);
    return this.worked.runOpen(drawerId, async (sessionId) => {
      const expected = await this.cash.expected(sessionId);
      await this.books.count({ sessionId, moment: 'close', counted, counts, expected, reason: overShortReason });
      if (split.deposit.isPositive())
        await this.books.move({
          sessionId,
          kind: 'deposit',
          source: { type: 'drawer_session', id: sessionId },
          lines: depositRecipe(split.deposit),
        });
      const { at, by } = await this.moments.now();
      await this.drawers.close(sessionId, { ...split, at, by });
      await this.audit.execute({
        action: 'drawer.close',
        subject: { type: 'drawer_session', id: sessionId },
        facts: {
          countedCents: counted.toJSON(),
          overShortCents: counted.minus(expected).toJSON(),
          depositCents: split.deposit.toJSON(),
        },
      });
    });
  }
}
