import { Injectable } from '@nestjs/common';
import type { Remittance } from '../../domain/claims/remittance';
import type { BusinessDate } from '../../kernel/business-date';
import { DomainError } from '../../kernel/errors';
import type { RemittanceId } from '../../kernel/ids';
import { Money } from '../../kernel/money';
import { Transactions } from '../../platform/database/transactions';
import { decodeIdCursor, DEFAULT_LIMIT, type Page, pageOf } from '../../platform/http/pagination';
import { RecordAuditEvent } from '../access/record-audit-event';
import { BookRemittance } from './posting/book-remittance';
import { ClaimNews } from './posting/claim-news';
import { RemittancesRepository } from './persistence/remittances.repository';
import { PlanRemittance, type SuspendedPlan } from './posting/plan-remittance';
import type { RemittanceView } from './remittance.view';

/** A remittance with what is known of it before it is laid on the claims. */
export interface ReadRemittance {
  readonly id: RemittanceId;
  readonly fileId: string;
  readonly remittance: Remittance;
  readonly warnings: readonly string[];
}

/** The stored side of remittances. Reads join the open transaction or open their own; writes need one. */
@Injectable()
export class RemittanceRecords {
  constructor(
    private readonly transactions: Transactions,
    private readonly remittances: RemittancesRepository,
    private readonly planRemittance: PlanRemittance,
    private readonly book: BookRemittance,
    private readonly news: ClaimNews,
    private readonly audit: RecordAuditEvent,
  ) {}

  /** The posted remittance of the same payer and trace number, and whether it is this one. */
  async posted({ originatorId, traceNumber, payment }: Remittance) {
    const row = await this.remittances.posted(originatorId, traceNumber);
    return row && { id: row.id, isSame: Money.fromColumn(row.payment_cents).equals(payment) };
  }

  /** The one taken from that place of the file, unless it was taken back. A twin at work on it is waited for. */
  inFile(fileId: string, position: number): Promise<RemittanceId | undefined> {
    return this.remittances.inFile(fileId, position);
  }

  /** Keeps a remittance of which nothing is booked, and tells somebody. */
  async suspend(read: ReadRemittance, { reason, detail }: SuspendedPlan): Promise<void> {
    const { id, remittance } = read;
    this.remittances.insert({ ...read, status: 'suspended', reason, reasonDetail: detail });
    await this.news.aboutRemittance('remittance_suspended', id, {
      amount: remittance.payment,
      facts: { traceNumber: remittance.traceNumber, reason },
    });
    await this.record('remittance.suspend', read);
  }

  /** Lays a remittance on the claims and books it, or suspends it when they cannot take it. */
  async bookOrSuspend(read: ReadRemittance, on: BusinessDate): Promise<void> {
    const plan = await this.planRemittance.execute(read.remittance);
    if ('reason' in plan) return this.suspend(read, plan);
    this.remittances.insert({ ...read, status: 'posted', postedOn: on.toString() });
    await this.book.execute({ id: read.id, remittance: read.remittance, plan, on });
    await this.record('remittance.post', read);
  }

  /** Errors: `remittance_unknown`, also for another clinic's. */
  async get(id: RemittanceId): Promise<RemittanceView> {
    const view = await this.transactions.run(() => this.remittances.get(id));
    if (!view) throw new DomainError('remittance_unknown', { detail: 'This clinic has no such remittance.' });
    return view;
  }

  /** The newest first. Errors: `cursor_invalid`. */
  list(query: { status?: string; limit?: number; cursor?: string }): Promise<Page<RemittanceView>> {
    const { status, limit = DEFAULT_LIMIT, cursor } = query;
    const beforeId = cursor === undefined ? undefined : decodeIdCursor(cursor);
    return this.transactions.run(async () =>
      pageOf(
        await this.remittances.list({ status, beforeId, limit: limit + 1 }),
        limit,
        (view) => [view.id],
        (view) => view,
      ),
    );
  }

  private record(action: string, { id, remittance }: ReadRemittance): Promise<void> {
    return this.audit.execute({
      action,
      subject: { type: 'remittance', id },
      facts: { amountCents: remittance.payment.toJSON(), claims: remittance.claims.length },
    });
  }
}
