import { Injectable } from '@nestjs/common';
import type { GroupSessionId, WaitlistEntryId } from '../../kernel/ids';
import { Transactions } from '../../platform/database/transactions';
import { LockedSessions } from './seating/locked-sessions';
import { Waiting } from './seating/waiting';

/**
 * Takes a patient off the queue. Nothing happens to one who has a seat by now, or left before.
 *
 * Tx: joins or opens one; the session is locked. Idempotent by: the entry's state.
 * Errors: `group_session_unknown`, `waitlist_entry_unknown`.
 */
@Injectable()
export class LeaveWaitlist {
  constructor(
    private readonly tx: Transactions,
    private readonly locked: LockedSessions,
    private readonly waiting: Waiting,
  ) {}

  execute(sessionId: GroupSessionId, entryId: WaitlistEntryId): Promise<void> {
    return this.tx.run(async () => {
      const { session } = await this.locked.open(sessionId);
      await this.waiting.end(session, [await this.waiting.entry(session, entryId)]);
    });
  }
}
