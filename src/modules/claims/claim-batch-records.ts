import { Injectable } from '@nestjs/common';
import { DomainError } from '../../kernel/errors';
import type { ClaimId } from '../../kernel/ids';
import { Transactions } from '../../platform/database/transactions';
import { decodeIdCursor, DEFAULT_LIMIT, type Page, pageOf } from '../../platform/http/pagination';
import { RecordAuditEvent } from '../access/record-audit-event';
import type { CheckedClaim } from './check-claim';
import type { ClaimBatchId, ClaimBatchView } from './claim-batch.view';
import { MoveClaim } from './posting/move-claim';
import { ClaimBatchesRepository, type NewClaimBatch } from './persistence/claim-batches.repository';
import { ClaimFactsReader } from './persistence/claim-facts.reader';
import { type ClaimRow, ClaimsRepository } from './persistence/claims.repository';

/** The stored side of files of claims. Reads join the open transaction or open their own; writes need one. */
@Injectable()
export class ClaimBatchRecords {
  constructor(
    private readonly transactions: Transactions,
    private readonly claims: ClaimsRepository,
    private readonly facts: ClaimFactsReader,
    private readonly batches: ClaimBatchesRepository,
    private readonly move: MoveClaim,
    private readonly audit: RecordAuditEvent,
  ) {}

  /** Errors: `claim_unknown` when one of the named is not this clinic's. */
  async lockClaims({ claimIds, payerId }: { claimIds?: readonly ClaimId[]; payerId?: string }): Promise<ClaimRow[]> {
    const ids = claimIds ?? (await this.facts.readyIds(payerId));
    const rows = await this.claims.lockAll(ids);
    if (claimIds && rows.length < new Set(claimIds).size)
      throw new DomainError('claim_unknown', { detail: 'This clinic has no such claim.' });
    return payerId === undefined ? rows : rows.filter((row) => row.payer_id === payerId);
  }

  takeControlNumber(): Promise<number> {
    return this.claims.takeInterchangeNumber();
  }

  async insert(claims: readonly CheckedClaim[], batch: NewClaimBatch): Promise<void> {
    this.batches.insert(batch);
    const submitted = claims.map(({ row }) => row);
    this.move.executeAll(submitted, { event: 'submit', cause: { type: 'claim_batch', id: batch.id } });
    await this.audit.execute({
      action: 'claim_batch.create',
      subject: { type: 'claim_batch', id: batch.id },
      facts: { claims: claims.length, amountCents: batch.totalCents, controlNumber: batch.controlNumber },
    });
  }

  /** Errors: `claim_batch_unknown`. */
  async get(id: ClaimBatchId): Promise<ClaimBatchView> {
    const view = await this.transactions.run(() => this.batches.get(id));
    if (!view) throw unknown();
    return view;
  }

  /** The file as it was sent. Errors: `claim_batch_unknown`. */
  async text(id: ClaimBatchId): Promise<{ text: string; fileName: string }> {
    const file = await this.transactions.run(() => this.batches.text(id));
    if (!file) throw unknown();
    return { text: file.text, fileName: fileNameOf(file.controlNumber) };
  }

  /** The newest first. Errors: `cursor_invalid`. */
  list({ limit = DEFAULT_LIMIT, cursor }: { limit?: number; cursor?: string }): Promise<Page<ClaimBatchView>> {
    const beforeId = cursor === undefined ? undefined : decodeIdCursor(cursor);
    return this.transactions.run(async () =>
      pageOf(
        await this.batches.list(beforeId, limit + 1),
        limit,
        (view) => [view.id],
        (view) => view,
      ),
    );
  }
}

/** `837P-000000042.x12`: the same file always has the same name. */
export const fileNameOf = (controlNumber: number): string => `837P-${String(controlNumber).padStart(9, '0')}.x12`;

const unknown = (): DomainError => new DomainError('claim_batch_unknown', { detail: 'This clinic has no such file.' });
