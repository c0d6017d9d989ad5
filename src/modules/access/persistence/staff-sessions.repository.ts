import { Injectable } from '@nestjs/common';
import { Clock, toDate } from '../../../kernel/clock';
import { type ClinicId, newId, type StaffUserId } from '../../../kernel/ids';
import type { Role } from '../../../platform/context/request-context';
import { Sql } from '../../../platform/database/sql';
import { SESSION_HOURS } from '../credentials/session-life';
import { sha256 } from '../credentials/tokens';
import type { AccountRow, StaffUserStatus } from './staff-users.repository';

export interface SessionRow {
  readonly clinic_id: ClinicId;
  readonly id: string;
  readonly staff_user_id: StaffUserId;
  readonly email: string;
  readonly role: Role;
  readonly status: StaffUserStatus;
  readonly last_seen_at: Date;
  readonly expires_at: Date;
  readonly revoked_at: Date | null;
}

/** Rows of staff_sessions; every method needs a transaction. */
@Injectable()
export class StaffSessionsRepository {
  constructor(
    private readonly sql: Sql,
    private readonly clock: Clock,
  ) {}

  /** Of whatever clinic: works without a tenant. */
  findByToken(token: string): Promise<SessionRow | undefined> {
    return this.sql.one<SessionRow>('SELECT * FROM find_staff_session($1)', [sha256(token)]);
  }

  /**
   * Opens a session for an account as it was when its password was checked, and locks it against a change meanwhile.
   * False when the password or the status has changed since.
   */
  async open(account: AccountRow, token: string, userAgent: string | undefined): Promise<boolean> {
    const now = this.clock.now();
    const opened = await this.sql.execute(
      `INSERT INTO staff_sessions (clinic_id, id, staff_user_id, token_hash, user_agent_hash,
                                   created_at, last_seen_at, expires_at)
       SELECT clinic_id, $3, id, $4, $5, $6, $6, $7 FROM staff_users
        WHERE clinic_id = current_clinic() AND id = $1 AND password_hash = $2 AND status = 'active'
          FOR SHARE`,
      [
        account.id,
        account.password_hash,
        newId(now),
        sha256(token),
        userAgent === undefined ? null : sha256(userAgent),
        toDate(now),
        toDate(now.add({ hours: SESSION_HOURS })),
      ],
    );
    return opened === 1;
  }

  touch(id: string): void {
    this.sql.defer(
      'UPDATE staff_sessions SET last_seen_at = greatest(last_seen_at, $2) WHERE clinic_id = current_clinic() AND id = $1',
      [id, toDate(this.clock.now())],
    );
  }

  revoke(id: string): void {
    this.sql.defer(
      `UPDATE staff_sessions SET revoked_at = $2
        WHERE clinic_id = current_clinic() AND id = $1 AND revoked_at IS NULL`,
      [id, toDate(this.clock.now())],
    );
  }

  /** Ends every session of a user, on every replica: sessions are looked up on each request. */
  revokeAllOf(staffUserId: string): void {
    this.sql.defer(
      `UPDATE staff_sessions SET revoked_at = $2
        WHERE clinic_id = current_clinic() AND staff_user_id = $1 AND revoked_at IS NULL`,
      [staffUserId, toDate(this.clock.now())],
    );
  }
}
