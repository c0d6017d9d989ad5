import { Injectable } from '@nestjs/common';
import { Transactions } from '../../platform/database/transactions';
import { ApiKeyCache } from './credentials/api-key-cache';
import { ApiKeysRepository } from './persistence/api-keys.repository';
import { RecordAuditEvent } from './record-audit-event';

/**
 * Stops an API key: at once in this process, within {@link ApiKeyCache}'s three seconds in the others.
 * Tx: joins or opens one. Errors: `api_key_unknown`.
 */
@Injectable()
export class RevokeApiKey {
  constructor(
    private readonly transactions: Transactions,
    private readonly keys: ApiKeysRepository,
    private readonly cache: ApiKeyCache,
    private readonly audit: RecordAuditEvent,
  ) {}

  async execute(id: string): Promise<void> {
    await this.transactions.run(async () => {
      await this.keys.revoke(id);
      await this.audit.execute({ action: 'api_key.revoke', subject: { type: 'api_key', id } });
    });
    this.cache.clear();
  }
}
