import { Injectable } from '@nestjs/common';
import { formatInstant, fromDate } from '../../kernel/clock';
import { DomainError } from '../../kernel/errors';
import { Transactions } from '../../platform/database/transactions';
import { DEFAULT_LIMIT, decodeIdCursor, type Page, pageOf } from '../../platform/http/pagination';
import { type ComparedPayout, type PayoutMovementRow, PayoutsRepository } from './persistence/payouts.repository';
import {
  type DifferenceRow,
  type ReconciliationRow,
  ReconciliationsRepository,
} from './persistence/reconciliations.repository';
import type {
  DifferenceView,
  PayoutDetailView,
  PayoutMovementView,
  PayoutView,
  ReconciliationDetailView,
  ReconciliationView,
} from './reconciliation.view';

export interface PageWish {
  readonly limit?: number;
  readonly cursor?: string;
}

/** Comparisons and payouts, the newest first. Tx: joins or opens one. Errors: `cursor_invalid`. */
@Injectable()
export class ReconciliationsReader {
  constructor(
    private readonly tx: Transactions,
    private readonly reconciliations: ReconciliationsRepository,
    private readonly allPayouts: PayoutsRepository,
  ) {}

  /** Errors: `reconciliation_unknown`. */
  get(id: string): Promise<ReconciliationDetailView> {
    return this.tx.run(async () => {
      const row = await this.reconciliations.get(id);
      if (!row) throw new DomainError('reconciliation_unknown', { detail: 'This clinic has no such reconciliation.' });
      const differences = await this.reconciliations.differencesOf(row);
      return { ...toView(row), differences: differences.map(toDifference) };
    });
  }

  async list({ limit = DEFAULT_LIMIT, cursor }: PageWish): Promise<Page<ReconciliationView>> {
    const beforeId = cursor ? decodeIdCursor(cursor) : null;
    const rows = await this.tx.run(() => this.reconciliations.list({ beforeId, limit: limit + 1 }));
    return pageOf(rows, limit, (row) => [row.id], toView);
  }

  /** The differences that are open now, the oldest first. */
  openDifferences(): Promise<DifferenceView[]> {
    return this.tx.run(async () => (await this.reconciliations.open()).map(toDifference));
  }

  /** Errors: `payout_unknown`. */
  payout(id: string): Promise<PayoutDetailView> {
    return this.tx.run(async () => {
      const row = await this.allPayouts.compared(id);
      if (!row) throw new DomainError('payout_unknown', { detail: 'This clinic has no such payout.' });
      const movements = await this.allPayouts.movements(row.stripePayoutId);
      return { ...toPayout(row), movements: movements.map(toMovement) };
    });
  }

  async payouts({ limit = DEFAULT_LIMIT, cursor }: PageWish): Promise<Page<PayoutView>> {
    const beforeId = cursor ? decodeIdCursor(cursor) : null;
    const rows = await this.tx.run(() => this.allPayouts.list({ beforeId, limit: limit + 1 }));
    return pageOf(rows, limit, (row) => [row.id], toPayout);
  }
}

const at = (date: Date): string => formatInstant(fromDate(date));

function toView(row: ReconciliationRow): ReconciliationView {
  const [processorCents, ledgerCents] = [Number(row.processorCents), Number(row.ledgerCents)];
  return {
    id: row.id,
    trigger: row.trigger,
    from: row.fromOn,
    to: row.toOn,
    startedAt: at(row.startedAt),
    finishedAt: at(row.finishedAt),
    transactionCount: row.transactionCount,
    entryCount: row.entryCount,
    differenceCount: row.differenceCount,
    resolvedCount: row.resolvedCount,
    processorCents,
    ledgerCents,
    differenceCents: processorCents - ledgerCents,
  };
}

const toDifference = (row: DifferenceRow): DifferenceView => ({
  id: row.id,
  kind: row.kind,
  about: row.key,
  processorIds: row.processorIds,
  entryIds: row.entryIds,
  processorCents: Number(row.processorCents),
  ledgerCents: Number(row.ledgerCents),
  foundAt: at(row.foundAt),
  resolvedAt: row.resolvedAt && at(row.resolvedAt),
});

const toPayout = (row: ComparedPayout): PayoutView => ({
  id: row.id,
  processorId: row.stripePayoutId,
  status: row.status,
  isComplete: row.isComplete,
  arrivesOn: row.arrivesOn,
  paidOn: row.paidOn,
  returnedOn: row.returnedOn,
  accountAmountCents: Number(row.accountAmountCents),
  processorCents: Number(row.movedCents),
  ledgerCents: Number(row.ledgerCents),
  bankCents: row.bankCents === null ? null : Number(row.bankCents),
  bankLineId: row.bankLineId,
  unattributedCents: Number(row.unattributedCents),
});

const toMovement = (row: PayoutMovementRow): PayoutMovementView => ({
  ...row,
  amountCents: Number(row.amountCents),
  feeCents: Number(row.feeCents),
  netCents: Number(row.netCents),
  occurredAt: at(row.occurredAt),
});
