import { Injectable } from '@nestjs/common';
import { Clock } from '../../../kernel/clock';
import type { Principal } from '../../../platform/context/request-context';

/** A revoked key may still work this long in a process that did not revoke it. */
export const API_KEY_CACHE_MS = 3_000;
const MOST_ENTRIES = 1_000;

interface Entry {
  readonly principal: Principal;
  readonly storedAtMs: number;
}

/** Whom an API key speaks for, remembered by the key's hash for a moment, so that a busy program costs no look-ups. */
@Injectable()
export class ApiKeyCache {
  private readonly entries = new Map<string, Entry>();

  constructor(private readonly clock: Clock) {}

  get(keyHash: Buffer): Principal | undefined {
    const entry = this.entries.get(keyHash.toString('base64'));
    if (!entry) return undefined;
    const ageMs = this.clock.now().epochMilliseconds - entry.storedAtMs;
    // A clock set back must not keep an entry alive.
    return ageMs >= 0 && ageMs < API_KEY_CACHE_MS ? entry.principal : undefined;
  }

  put(keyHash: Buffer, principal: Principal): void {
    if (this.entries.size >= MOST_ENTRIES) this.entries.clear();
    this.entries.set(keyHash.toString('base64'), { principal, storedAtMs: this.clock.now().epochMilliseconds });
  }

  clear(): void {
    this.entries.clear();
  }
}
