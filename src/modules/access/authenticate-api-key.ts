import { Injectable } from '@nestjs/common';
import { Clock, fromDate } from '../../kernel/clock';
import type { Principal } from '../../platform/context/request-context';
import { Transactions } from '../../platform/database/transactions';
import { ApiKeyCache } from './credentials/api-key-cache';
import { needsTouch } from './credentials/session-life';
import { isSameHash, prefixOf, sha256 } from './credentials/tokens';
import { AccessTrail } from './persistence/access-trail';
import { ApiKeysRepository, type KeyOwnerRow } from './persistence/api-keys.repository';

/**
 * Tells whom an API key speaks for. A key that was revoked, or whose owner was disabled, is refused and the refusal is
 * recorded; what was never a key is nobody's business and only refused.
 *
 * Tx: opens its own.
 */
@Injectable()
export class AuthenticateApiKey {
  constructor(
    private readonly transactions: Transactions,
    private readonly clock: Clock,
    private readonly keys: ApiKeysRepository,
    private readonly trail: AccessTrail,
    private readonly cache: ApiKeyCache,
  ) {}

  /** Undefined when the key opens nothing. */
  async execute(key: string): Promise<Principal | undefined> {
    const prefix = prefixOf(key);
    if (prefix === undefined) return undefined;
    const keyHash = sha256(key);
    const cached = this.cache.get(keyHash);
    if (cached) return cached;
    const row = await this.transactions.runGlobal(() => this.keys.findByPrefix(prefix));
    if (!row || !isSameHash(row.key_hash, keyHash)) return undefined;
    const principal = principalOf(row);
    const reason = row.revoked_at ? 'revoked' : row.owner_status === 'disabled' ? 'disabled' : undefined;
    if (reason) {
      const entry = { action: 'access.deny', subject: { type: 'api_key', id: row.id }, facts: { reason } };
      await this.trail.record(row.clinic_id, principal.actor, entry);
      return undefined;
    }
    if (needsTouch(row.last_used_at ? fromDate(row.last_used_at) : undefined, this.clock.now()))
      await this.trail.runFor(row.clinic_id, async () => this.keys.touch(row.id));
    this.cache.put(keyHash, principal);
    return principal;
  }
}

const principalOf = (row: KeyOwnerRow): Principal => ({
  clinicId: row.clinic_id,
  actor: { kind: 'api_key', id: row.id, role: row.role, label: row.label },
});
