import { Injectable } from '@nestjs/common';
import { formatInstant, fromDate } from '../../kernel/clock';
import type { Role } from '../../platform/context/request-context';
import { Transactions } from '../../platform/database/transactions';
import { type Page, pageOf, type PageQuery } from '../../platform/http/pagination';
import { type AuditFacts, type AuditRow, AuditEventsRepository } from './persistence/audit-events.repository';
import { newestFirst } from './persistence/newest-first';

/** One line of the audit trail. */
export interface AuditEventView {
  readonly id: string;
  /** RFC 3339. */
  readonly recordedAt: string;
  readonly actor: {
    readonly kind: string;
    readonly id: string | null;
    readonly label: string;
    readonly role: Role | null;
  };
  readonly action: string;
  readonly subject: { readonly type: string; readonly id: string | null } | null;
  readonly requestId: string | null;
  readonly ip: string | null;
  readonly facts: AuditFacts;
}

export interface AuditEventsQuery extends PageQuery {
  readonly action?: string;
  readonly subjectType?: string;
  readonly subjectId?: string;
}

const toView = (row: AuditRow): AuditEventView => ({
  id: row.id,
  recordedAt: formatInstant(fromDate(row.recorded_at)),
  actor: { kind: row.actor_kind, id: row.actor_id, label: row.actor_label, role: row.role },
  action: row.action,
  subject: row.subject_type === null ? null : { type: row.subject_type, id: row.subject_id },
  requestId: row.request_id,
  ip: row.ip,
  facts: row.facts,
});

/** Reads the clinic's audit trail. Tx: joins or opens one. */
@Injectable()
export class AuditEventsReader {
  constructor(
    private readonly transactions: Transactions,
    private readonly events: AuditEventsRepository,
  ) {}

  /** Newest first. Errors: `cursor_invalid`. */
  list(query: AuditEventsQuery): Promise<Page<AuditEventView>> {
    const { action, subjectType, subjectId } = query;
    const page = newestFirst(query);
    return this.transactions.run(async () =>
      pageOf(
        await this.events.list({ ...page, action, subjectType, subjectId }),
        page.limit,
        (row) => [row.id],
        toView,
      ),
    );
  }
}
