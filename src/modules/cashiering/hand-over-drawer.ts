import { Injectable } from '@nestjs/common';
import { countCash, type DenominationCount } from '../../domain/cashiering/count-cash';
import type { DrawerId } from '../../kernel/ids';
import { RecordAuditEvent } from '../access/record-audit-event';
import { StaffUsersReader } from '../access/staff-users.reader';
import { DrawerBooks } from './drawers/drawer-books';
import { CashMovementsRepository } from './persistence/cash-movements.repository';
import { DrawersRepository } from './persistence/drawers.repository';
import { WorkedDrawer } from './drawers/worked-drawer';

export interface HandOverDrawerInput {
  readonly drawerId: DrawerId;
  readonly toStaffUserId: string;
  readonly counts: readonly DenominationCount[];
  readonly overShortReason?: string;
}

/**
 * Gives an open drawer to somebody else, counted, so that each of the two answers for their own part of the day. Cash
 * taken from here on by the person who takes it over is in it.
 *
 * Tx: joins or opens one; holds posting. Idempotent by: the route's key. Posts: a difference Dr 6030 / Cr 1020 or the reverse.
 * Errors: `drawer_unknown`, `drawer_not_open`, `staff_user_unknown`, `denomination_unknown`, `over_short_reason_required`.
 */
@Injectable()
export class HandOverDrawer {
  constructor(
    private readonly worked: WorkedDrawer,
    private readonly staff: StaffUsersReader,
    private readonly drawers: DrawersRepository,
    private readonly cash: CashMovementsRepository,
    private readonly books: DrawerBooks,
    private readonly audit: RecordAuditEvent,
  ) {}

  execute({ drawerId, toStaffUserId, counts, overShortReason }: HandOverDrawerInput): Promise<void> {
    const counted = countCash(counts);
    return this.worked.runOpen(drawerId, async (sessionId) => {
      const to = await this.staff.get(toStaffUserId);
      const expected = await this.cash.expected(sessionId);
      await this.books.count({
        sessionId,
        moment: 'handover',
        counted,
        counts,
        expected,
        reason: overShortReason,
        handedTo: to.email,
      });
      await this.drawers.setHolder(sessionId, { id: to.id, label: to.email });
      await this.audit.execute({
        action: 'drawer.hand_over',
        subject: { type: 'drawer_session', id: sessionId },
        facts: { toStaffUserId, countedCents: counted.toJSON() },
      });
    });
  }
}
