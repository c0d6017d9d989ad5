import { Injectable } from '@nestjs/common';
import { Clock, toDate } from '../../../kernel/clock';
import { DomainError } from '../../../kernel/errors';
import type { ClinicId, StaffUserId } from '../../../kernel/ids';
import type { Role } from '../../../platform/context/request-context';
import { Sql } from '../../../platform/database/sql';
import type { NewestFirst } from './newest-first';

export type StaffUserStatus = 'active' | 'disabled';

export interface StaffUserRow {
  readonly id: StaffUserId;
  readonly email: string;
  readonly display_name: string;
  readonly role: Role;
  readonly status: StaffUserStatus;
  readonly version: number;
  readonly created_at: Date;
}

/** What signing in needs to know about the user an e-mail names. */
export interface AccountRow {
  readonly clinic_id: ClinicId;
  readonly id: StaffUserId;
  readonly display_name: string;
  readonly role: Role;
  readonly password_hash: string;
  readonly status: StaffUserStatus;
}

export interface NewStaffUser {
  readonly clinicId: ClinicId;
  readonly id: StaffUserId;
  readonly email: string;
  readonly displayName: string;
  readonly role: Role;
  readonly passwordHash: string;
}

const COLUMNS = 'id, email, display_name, role, status, version, created_at';

/** Rows of staff_users; every method needs a transaction. */
@Injectable()
export class StaffUsersRepository {
  constructor(
    private readonly sql: Sql,
    private readonly clock: Clock,
  ) {}

  /** Of whatever clinic: works without a tenant. */
  findByEmail(email: string): Promise<AccountRow | undefined> {
    return this.sql.one<AccountRow>('SELECT * FROM find_staff_user_by_email($1)', [email]);
  }

  /** Errors: `staff_user_unknown`, another clinic's user included. */
  async get(id: string): Promise<StaffUserRow> {
    const row = await this.sql.one<StaffUserRow>(
      `SELECT ${COLUMNS} FROM staff_users WHERE clinic_id = current_clinic() AND id = $1`,
      [id],
    );
    if (!row) throw new DomainError('staff_user_unknown');
    return row;
  }

  /** Answers whether the row was new: false when the e-mail is taken, in this clinic or another. */
  async insert(user: NewStaffUser): Promise<boolean> {
    const now = toDate(this.clock.now());
    const inserted = await this.sql.execute(
      `INSERT INTO staff_users (clinic_id, id, email, display_name, role, password_hash, created_at, updated_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $7)
       ON CONFLICT ON CONSTRAINT uq_staff_users_email DO NOTHING`,
      [user.clinicId, user.id, user.email, user.displayName, user.role, user.passwordHash, now],
    );
    return inserted === 1;
  }

  /** Disables the user; once disabled, nothing changes. */
  async disable(id: string): Promise<void> {
    await this.sql.execute(
      `UPDATE staff_users SET status = 'disabled', version = version + 1, updated_at = $2
        WHERE clinic_id = current_clinic() AND id = $1 AND status = 'active'`,
      [id, toDate(this.clock.now())],
    );
  }

  /** Replaces the hash that was checked. False when somebody else replaced it first. */
  async replacePassword(id: string, checkedHash: string, newHash: string): Promise<boolean> {
    const changed = await this.sql.execute(
      `UPDATE staff_users SET password_hash = $3, version = version + 1, updated_at = $4
        WHERE clinic_id = current_clinic() AND id = $1 AND password_hash = $2`,
      [id, checkedHash, newHash, toDate(this.clock.now())],
    );
    return changed === 1;
  }

  /** Newest first, `limit + 1` rows. */
  list(page: NewestFirst): Promise<StaffUserRow[]> {
    return this.sql.query<StaffUserRow>(
      `SELECT ${COLUMNS} FROM staff_users
        WHERE clinic_id = current_clinic() AND ($1::uuid IS NULL OR id < $1)
        ORDER BY id DESC LIMIT $2 + 1`,
      [page.beforeId, page.limit],
    );
  }
}
