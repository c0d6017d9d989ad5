import { Injectable } from '@nestjs/common';
import { Clock, fromDate } from '../../kernel/clock';
import type { Principal } from '../../platform/context/request-context';
import { Transactions } from '../../platform/database/transactions';
import { needsTouch, sessionEnd } from './credentials/session-life';
import { isSessionToken } from './credentials/tokens';
import { AccessTrail } from './persistence/access-trail';
import { type SessionRow, StaffSessionsRepository } from './persistence/staff-sessions.repository';

/**
 * Tells whose session a cookie is. Looked up on every request, so that signing out, a new password or a disabled user
 * ends it everywhere at once. A session found idle or past its end is closed for good: no clock revives it.
 *
 * Tx: opens its own.
 */
@Injectable()
export class AuthenticateSession {
  constructor(
    private readonly transactions: Transactions,
    private readonly clock: Clock,
    private readonly sessions: StaffSessionsRepository,
    private readonly trail: AccessTrail,
  ) {}

  /** Undefined when the token opens nothing. */
  async execute(token: string): Promise<Principal | undefined> {
    if (!isSessionToken(token)) return undefined;
    const session = await this.transactions.runGlobal(() => this.sessions.findByToken(token));
    if (!session) return undefined;
    const { clinic_id: clinicId, staff_user_id: id, role, email: label } = session;
    const principal = { clinicId, actor: { kind: 'staff', id, role, label } } as const;
    const now = this.clock.now();
    const reason = endOf(session, now);
    if (reason) {
      const entry = { action: 'access.deny', subject: { type: 'staff_user', id }, facts: { reason } };
      await this.trail.record(clinicId, principal.actor, entry, async () => this.sessions.revoke(session.id));
      return undefined;
    }
    if (needsTouch(fromDate(session.last_seen_at), now))
      await this.trail.runFor(clinicId, async () => this.sessions.touch(session.id));
    return principal;
  }
}

function endOf(session: SessionRow, now: ReturnType<Clock['now']>): string | undefined {
  if (session.revoked_at) return 'revoked';
  if (session.status === 'disabled') return 'disabled';
  return sessionEnd({ lastSeenAt: fromDate(session.last_seen_at), expiresAt: fromDate(session.expires_at) }, now);
}
