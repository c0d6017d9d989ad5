import { Injectable } from '@nestjs/common';
import { Clock, toDate } from '../../../kernel/clock';
import { DomainError } from '../../../kernel/errors';
import { type GroupSessionRow, GroupSessionsRepository } from '../persistence/group-sessions.repository';
import { Authors } from './author';
import { Waiting } from './waiting';

/** How a session ends: held, or called off. Tx: needs one, in which the session is locked. */
@Injectable()
export class SessionEnds {
  constructor(
    private readonly sessions: GroupSessionsRepository,
    private readonly waiting: Waiting,
    private readonly authors: Authors,
    private readonly clock: Clock,
  ) {}

  /** Errors: `group_session_over`, `group_session_not_started`. */
  assertHeld({ state, startsAt }: GroupSessionRow): void {
    if (state !== 'scheduled')
      throw new DomainError('group_session_over', {
        detail: state === 'completed' ? 'Who came was written down already.' : 'This group session was canceled.',
        facts: { state },
      });
    if (startsAt > toDate(this.clock.now()))
      throw new DomainError('group_session_not_started', { detail: 'Who came is written down once it has begun.' });
  }

  async complete(session: GroupSessionRow, came: number): Promise<void> {
    await this.end(session, 'completed');
    await this.authors.record('complete', session.id, { came });
  }

  async cancel(session: GroupSessionRow, reason?: string): Promise<void> {
    await this.end(session, 'canceled', reason);
    await this.authors.record('cancel', session.id);
  }

  private async end(session: GroupSessionRow, state: 'completed' | 'canceled', reason?: string): Promise<void> {
    await this.waiting.end(session);
    await this.sessions.end(session.id, { state, at: toDate(this.clock.now()), reason });
  }
}
