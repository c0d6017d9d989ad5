import { Injectable } from '@nestjs/common';
import { Transactions } from '../../platform/database/transactions';
import { isSessionToken } from './credentials/tokens';
import { AccessTrail } from './persistence/access-trail';
import { StaffSessionsRepository } from './persistence/staff-sessions.repository';

/**
 * Ends one session, everywhere at once. A token that is no session is no error: the browser is signed out either way.
 * Tx: opens its own.
 */
@Injectable()
export class SignOut {
  constructor(
    private readonly transactions: Transactions,
    private readonly sessions: StaffSessionsRepository,
    private readonly trail: AccessTrail,
  ) {}

  async execute(token: string): Promise<void> {
    if (!isSessionToken(token)) return;
    const session = await this.transactions.runGlobal(() => this.sessions.findByToken(token));
    if (!session || session.revoked_at) return;
    const actor = { kind: 'staff', id: session.staff_user_id, role: session.role, label: session.email } as const;
    const entry = { action: 'session.close', subject: { type: 'staff_user', id: session.staff_user_id } };
    await this.trail.record(session.clinic_id, actor, entry, async () => this.sessions.revoke(session.id));
  }
}
