import { Injectable } from '@nestjs/common';
import { DomainError } from '../../kernel/errors';
import { Transactions } from '../../platform/database/transactions';
import { DEFAULT_LIMIT, decodeIdCursor, type Page, pageOf } from '../../platform/http/pagination';
import { NoticeView } from './notice.view';
import { NoticesRepository } from './persistence/notices.repository';

export interface NoticesQuery {
  readonly patientId?: string;
  readonly status?: string;
  readonly kind?: string;
  readonly limit?: number;
  readonly cursor?: string;
}

/** What was sent, to whom, and what became of it. Tx: joins or opens one. */
@Injectable()
export class NoticesReader {
  constructor(
    private readonly tx: Transactions,
    private readonly notices: NoticesRepository,
  ) {}

  /** Errors: `notice_unknown`. */
  async get(id: string): Promise<NoticeView> {
    const row = await this.tx.run(() => this.notices.get(id));
    if (!row) throw new DomainError('notice_unknown');
    return NoticeView.from(row);
  }

  /** The newest first. Errors: `cursor_invalid`. */
  list(query: NoticesQuery): Promise<Page<NoticeView>> {
    const limit = query.limit ?? DEFAULT_LIMIT;
    const beforeId = query.cursor ? decodeIdCursor(query.cursor) : undefined;
    return this.tx.run(async () => {
      const rows = await this.notices.list({ ...query, state: query.status, beforeId, limit: limit + 1 });
      return pageOf(
        rows,
        limit,
        (row) => [row.id],
        (row) => NoticeView.from(row),
      );
    });
  }
}
