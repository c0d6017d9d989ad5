import { Injectable } from '@nestjs/common';
import { DomainError } from '../../kernel/errors';
import { Transactions } from '../../platform/database/transactions';
import { DEFAULT_LIMIT, decodeIdCursor, type Page, pageOf } from '../../platform/http/pagination';
import { ApprovalView } from './approval.view';
import { ApprovalsRepository } from './persistence/approvals.repository';

/** What waits for a second person, and what became of it. Tx: joins or opens one. */
@Injectable()
export class ApprovalsReader {
  constructor(
    private readonly tx: Transactions,
    private readonly approvals: ApprovalsRepository,
  ) {}

  /** Errors: `approval_unknown`. */
  async get(id: string): Promise<ApprovalView> {
    const row = await this.tx.run(() => this.approvals.get(id));
    if (!row) throw new DomainError('approval_unknown');
    return ApprovalView.from(row);
  }

  /** The newest first. Errors: `cursor_invalid`. */
  list(query: { status?: string; limit?: number; cursor?: string }): Promise<Page<ApprovalView>> {
    const limit = query.limit ?? DEFAULT_LIMIT;
    const beforeId = query.cursor ? decodeIdCursor(query.cursor) : undefined;
    return this.tx.run(async () =>
      pageOf(
        await this.approvals.list({ state: query.status, beforeId, limit: limit + 1 }),
        limit,
        (row) => [row.id],
        ApprovalView.from,
      ),
    );
  }
}
