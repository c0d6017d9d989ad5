import { Injectable } from '@nestjs/common';
import { formatInstant, fromDate } from '../../kernel/clock';
import { DomainError } from '../../kernel/errors';
import { Transactions } from '../../platform/database/transactions';
import { DEFAULT_LIMIT, decodeIdCursor, type Page, pageOf } from '../../platform/http/pagination';
import type { EstimateDisputeState, EstimateDisputeView } from './estimate-dispute.view';
import { type EstimateDisputeRow, EstimateDisputesRepository } from './persistence/estimate-disputes.repository';

export interface EstimateDisputesQuery {
  readonly estimateId?: string;
  readonly patientId?: string;
  readonly status?: EstimateDisputeState;
  readonly limit?: number;
  readonly cursor?: string;
}

/** Reads disputes of estimates. Tx: joins the open one or opens its own. */
@Injectable()
export class EstimateDisputesReader {
  constructor(
    private readonly tx: Transactions,
    private readonly disputes: EstimateDisputesRepository,
  ) {}

  /** Errors: `estimate_dispute_unknown`. */
  get(id: string): Promise<EstimateDisputeView> {
    return this.tx.run(async () => {
      const row = await this.disputes.get(id);
      if (!row) throw new DomainError('estimate_dispute_unknown');
      return toView(row);
    });
  }

  /** The newest first. Errors: `cursor_invalid`. */
  list({ status, limit = DEFAULT_LIMIT, cursor, ...of }: EstimateDisputesQuery): Promise<Page<EstimateDisputeView>> {
    const beforeId = cursor ? decodeIdCursor(cursor) : undefined;
    return this.tx.run(async () => {
      const rows = await this.disputes.list({ ...of, state: status, beforeId, limit: limit + 1 });
      return pageOf(rows, limit, (row) => [row.id], toView);
    });
  }
}

function toView({ state, openedAt, decidedKey: _key, ...row }: EstimateDisputeRow): EstimateDisputeView {
  const cents = (column: string | null): number | null => (column === null ? null : Number(column));
  return {
    ...row,
    status: state,
    estimatedCents: Number(row.estimatedCents),
    billedCents: Number(row.billedCents),
    excessCents: Number(row.billedCents) - Number(row.estimatedCents),
    payableCents: cents(row.payableCents),
    feeCreditCents: cents(row.feeCreditCents),
    openedAt: formatInstant(fromDate(openedAt)),
  };
}
