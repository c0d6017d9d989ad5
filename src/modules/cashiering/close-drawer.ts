import { Injectable } from '@nestjs/common';
import { countCash, type DenominationCount, splitCount } from '../../domain/cashiering/count-cash';
import type { DrawerId } from '../../kernel/ids';
import type { Money } from '../../kernel/money';
import { RecordAuditEvent } from '../access/record-audit-event';
import { DrawerBooks } from './drawers/drawer-books';
import { DrawerMoment } from './drawers/drawer-moment';
import { CashMovementsRepository } from './persistence/cash-movements.repository';
import { DrawersRepository } from './persistence/drawers.repository';
import { WorkedDrawer } from './drawers/worked-drawer';

export interface CloseDrawerInput {
  readonly drawerId: DrawerId;
  readonly counts: readonly DenominationCount[];
  readonly overShortReason?: string;
  /** Goes to the bank; nothing unless told, or what `nextFloat` leaves. */
  readonly deposit?: Money;
  /** The number on the slip; drawer and day unless told. */
  readonly depositReference?: string;
  /** Stays for the next session; the rest of the count unless told. */
  readonly nextFloat?: Money;
}

/**
 * Closes a drawer by a blind count: what it should hold is told by no route before the count is in.
 *
 * Tx: joins or opens one; holds posting. Idempotent by: the route's key and the session's state.
 * Posts: short Dr 6030 / Cr 1020, over Dr 1020 / Cr 6030; deposit Dr 1000 / Cr 1020 as a slip of its own; the float
 * left posts nothing. Scenario S12.
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

  execute({ drawerId, counts, overShortReason, depositReference, ...wish }: CloseDrawerInput): Promise<void> {
    const counted = countCash(counts);
    const split = splitCount(counted, wish);
    return this.worked.runOpen(drawerId, async (sessionId, drawer) => {
      const expected = await this.cash.expected(sessionId);
      await this.books.count({ sessionId, moment: 'close', counted, counts, expected, reason: overShortReason });
      const { at, by, today } = await this.moments.now();
      if (split.deposit.isPositive())
        await this.books.deposit({
          sessionId,
          amount: split.deposit,
          locationId: drawer.locationId,
          reference: depositReference ?? `${drawer.name} ${today.toString()}`,
        });
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
