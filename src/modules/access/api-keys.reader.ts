import { Injectable } from '@nestjs/common';
import { formatInstant, fromDate } from '../../kernel/clock';
import { Transactions } from '../../platform/database/transactions';
import { type Page, pageOf, type PageQuery } from '../../platform/http/pagination';
import type { ApiKeyView } from './api-key.view';
import { type ApiKeyRow, ApiKeysRepository } from './persistence/api-keys.repository';
import { newestFirst } from './persistence/newest-first';

const instantOrNull = (date: Date | null): string | null => (date ? formatInstant(fromDate(date)) : null);

export const toApiKeyView = (row: ApiKeyRow): ApiKeyView => ({
  id: row.id,
  prefix: row.prefix,
  label: row.label,
  role: row.role,
  staffUserId: row.staff_user_id,
  createdAt: formatInstant(fromDate(row.created_at)),
  lastUsedAt: instantOrNull(row.last_used_at),
  revokedAt: instantOrNull(row.revoked_at),
});

/** The clinic's API keys, revoked ones included. Tx: joins or opens one. */
@Injectable()
export class ApiKeysReader {
  constructor(
    private readonly transactions: Transactions,
    private readonly keys: ApiKeysRepository,
  ) {}

  /** Newest first. Errors: `cursor_invalid`. */
  list(query: PageQuery): Promise<Page<ApiKeyView>> {
    const page = newestFirst(query);
    return this.transactions.run(async () =>
      pageOf(await this.keys.list(page), page.limit, (row) => [row.id], toApiKeyView),
    );
  }
}
