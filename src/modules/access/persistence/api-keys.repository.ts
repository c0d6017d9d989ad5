import { Injectable } from '@nestjs/common';
import { Clock, toDate } from '../../../kernel/clock';
import { DomainError } from '../../../kernel/errors';
import type { ClinicId } from '../../../kernel/ids';
import type { Role } from '../../../platform/context/request-context';
import { Sql } from '../../../platform/database/sql';
import { sha256 } from '../credentials/tokens';
import type { NewestFirst } from './newest-first';
import type { StaffUserStatus } from './staff-users.repository';

export interface ApiKeyRow {
  readonly id: string;
  readonly prefix: string;
  readonly role: Role;
  readonly label: string;
  readonly staff_user_id: string | null;
  readonly created_at: Date;
  readonly last_used_at: Date | null;
  readonly revoked_at: Date | null;
}

/** What authenticating needs to know about the key a prefix names. */
export interface KeyOwnerRow {
  readonly clinic_id: ClinicId;
  readonly id: string;
  readonly key_hash: Buffer;
  readonly role: Role;
  readonly label: string;
  readonly last_used_at: Date | null;
  readonly revoked_at: Date | null;
  /** Null for a key that belongs to nobody in particular. */
  readonly owner_status: StaffUserStatus | null;
}

export interface NewApiKeyRow {
  readonly clinicId: ClinicId;
  readonly id: string;
  readonly prefix: string;
  readonly key: string;
  readonly role: Role;
  readonly label: string;
  readonly staffUserId?: string;
}

const COLUMNS = 'id, prefix, role, label, staff_user_id, created_at, last_used_at, revoked_at';

/** Rows of api_keys; every method needs a transaction. Keeps the hash of a key, never the key. */
@Injectable()
export class ApiKeysRepository {
  constructor(
    private readonly sql: Sql,
    private readonly clock: Clock,
  ) {}

  /** Of whatever clinic: works without a tenant. */
  findByPrefix(prefix: string): Promise<KeyOwnerRow | undefined> {
    return this.sql.one<KeyOwnerRow>('SELECT * FROM find_api_key($1)', [prefix]);
  }

  async insert(row: NewApiKeyRow): Promise<ApiKeyRow> {
    const [inserted] = await this.sql.query<ApiKeyRow>(
      `INSERT INTO api_keys (clinic_id, id, prefix, key_hash, role, label, staff_user_id, created_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING ${COLUMNS}`,
      [
        row.clinicId,
        row.id,
        row.prefix,
        sha256(row.key),
        row.role,
        row.label,
        row.staffUserId,
        toDate(this.clock.now()),
      ],
    );
    return inserted as ApiKeyRow;
  }

  touch(id: string): void {
    this.sql.defer(
      'UPDATE api_keys SET last_used_at = greatest(last_used_at, $2) WHERE clinic_id = current_clinic() AND id = $1',
      [id, toDate(this.clock.now())],
    );
  }

  /** Revoking twice keeps the first moment. Errors: `api_key_unknown`, another clinic's key included. */
  async revoke(id: string): Promise<void> {
    const touched = await this.sql.execute(
      `UPDATE api_keys SET revoked_at = coalesce(revoked_at, $2) WHERE clinic_id = current_clinic() AND id = $1`,
      [id, toDate(this.clock.now())],
    );
    if (touched !== 1) throw new DomainError('api_key_unknown');
  }

  revokeAllOf(staffUserId: string): void {
    this.sql.defer(
      `UPDATE api_keys SET revoked_at = $2
        WHERE clinic_id = current_clinic() AND staff_user_id = $1 AND revoked_at IS NULL`,
      [staffUserId, toDate(this.clock.now())],
    );
  }

  /** Newest first, `limit + 1` rows. */
  list(page: NewestFirst): Promise<ApiKeyRow[]> {
    return this.sql.query<ApiKeyRow>(
      `SELECT ${COLUMNS} FROM api_keys
        WHERE clinic_id = current_clinic() AND ($1::uuid IS NULL OR id < $1)
        ORDER BY id DESC LIMIT $2 + 1`,
      [page.beforeId, page.limit],
    );
  }
}
