import { Injectable } from '@nestjs/common';
import { ApiKeyCache } from '../credentials/api-key-cache';
import { ApiKeysRepository } from './api-keys.repository';
import { StaffSessionsRepository } from './staff-sessions.repository';
import { StaffUsersRepository } from './staff-users.repository';

/** Everything that lets one person in, taken away together. */
@Injectable()
export class StaffAccess {
  constructor(
    private readonly users: StaffUsersRepository,
    private readonly sessions: StaffSessionsRepository,
    private readonly keys: ApiKeysRepository,
    private readonly cache: ApiKeyCache,
  ) {}

  /** Disables the user and ends their sessions and keys. Tx: needs one. */
  async shutOut(staffUserId: string): Promise<void> {
    await this.users.disable(staffUserId);
    this.sessions.revokeAllOf(staffUserId);
    this.keys.revokeAllOf(staffUserId);
  }

  /** Makes this process look keys up again; call it after the commit. */
  forgetKeys(): void {
    this.cache.clear();
  }
}
