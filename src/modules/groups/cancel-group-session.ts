import { Injectable } from '@nestjs/common';
import { isSeatOpen } from '../../domain/groups/seat-state';
import { DomainError } from '../../kernel/errors';
import type { GroupSessionId } from '../../kernel/ids';
import { Transactions } from '../../platform/database/transactions';
import { FreeSeats } from './seating/free-seats';
import { LockedSessions } from './seating/locked-sessions';
import { SessionEnds } from './seating/session-ends';

/**
 * Calls a session off. Every seat is given up and all that was paid for it is owed back: one task for each deposit.
 *
 * Tx: joins or opens one; the session is locked. Idempotent by: the session's state. Posts: nothing; the refunds do.
 * Errors: `group_session_unknown`, `group_session_over` for one that is completed.
 */
@Injectable()
export class CancelGroupSession {
  constructor(
    private readonly tx: Transactions,
    private readonly locked: LockedSessions,
    private readonly freeing: FreeSeats,
    private readonly ends: SessionEnds,
  ) {}

  execute(id: GroupSessionId, reason?: string): Promise<void> {
    return this.tx.run(async () => {
      const { session, seats } = await this.locked.open(id);
      if (session.state === 'canceled') return;
      if (session.state === 'completed')
        throw new DomainError('group_session_over', {
          detail: 'This group session was held. Void its visits where one was charged in error.',
        });
      for (const seat of seats) if (isSeatOpen(seat.state)) await this.freeing.free(session, seat, 'session_canceled');
      await this.ends.cancel(session, reason);
    });
  }
}
