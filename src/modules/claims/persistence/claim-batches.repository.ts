import { Injectable } from '@nestjs/common';
import { Clock, formatInstant, fromDate, toDate } from '../../../kernel/clock';
import type { ClaimId } from '../../../kernel/ids';
import { Sql } from '../../../platform/database/sql';
import type { BatchStatus, ClaimBatchId, ClaimBatchView } from '../claim-batch.view';

/** A file about to be stored. */
export interface NewClaimBatch {
  readonly id: ClaimBatchId;
  readonly payerId: string;
  readonly controlNumber: number;
  readonly totalCents: number;
  readonly text: string;
  readonly sha256: string;
  readonly claimIds: readonly ClaimId[];
}

interface BatchRow {
  readonly id: ClaimBatchId;
  readonly payer_id: string;
  readonly status: BatchStatus;
  readonly control_number: string;
  readonly claim_count: number;
  readonly total_cents: string;
  readonly sha256: string;
  readonly created_at: Date;
  readonly sent_at: Date | null;
  readonly claim_ids: ClaimId[];
}

const COLUMNS = `b.id, b.payer_id, b.status, b.control_number, b.claim_count, b.total_cents, b.sha256, b.created_at, b.sent_at,
  (SELECT array_agg(i.claim_id ORDER BY i.claim_id) FROM claim_batch_items i
    WHERE i.clinic_id = b.clinic_id AND i.batch_id = b.id) AS claim_ids`;

/** Rows of claim files. Needs a transaction. */
@Injectable()
export class ClaimBatchesRepository {
  constructor(
    private readonly sql: Sql,
    private readonly clock: Clock,
  ) {}

  insert(batch: NewClaimBatch): void {
    this.sql.defer(
      `INSERT INTO claim_batches (clinic_id, id, payer_id, control_number, status, claim_count, total_cents, file_text, sha256, created_at)
       VALUES (current_clinic(), $1, $2, $3, 'created', $4, $5, $6, $7, $8)`,
      [
        batch.id,
        batch.payerId,
        batch.controlNumber,
        batch.claimIds.length,
        batch.totalCents,
        batch.text,
        batch.sha256,
        toDate(this.clock.now()),
      ],
    );
    this.sql.defer(
      `INSERT INTO claim_batch_items (clinic_id, batch_id, claim_id)
       SELECT current_clinic(), $1, x FROM unnest($2::uuid[]) AS x`,
      [batch.id, batch.claimIds],
    );
  }

  async get(id: ClaimBatchId): Promise<ClaimBatchView | undefined> {
    const row = await this.sql.one<BatchRow>(
      `SELECT ${COLUMNS} FROM claim_batches b WHERE b.clinic_id = current_clinic() AND b.id = $1`,
      [id],
    );
    return row && toView(row);
  }

  async list(beforeId: string | undefined, limit: number): Promise<ClaimBatchView[]> {
    const rows = await this.sql.query<BatchRow>(
      `SELECT ${COLUMNS} FROM claim_batches b WHERE b.clinic_id = current_clinic() AND ($1::uuid IS NULL OR b.id < $1)
        ORDER BY b.id DESC LIMIT $2`,
      [beforeId ?? null, limit],
    );
    return rows.map(toView);
  }

  async text(id: ClaimBatchId): Promise<{ text: string; controlNumber: number; status: BatchStatus } | undefined> {
    const row = await this.sql.one<{ file_text: string; control_number: string; status: BatchStatus }>(
      `SELECT file_text, control_number, status FROM claim_batches WHERE clinic_id = current_clinic() AND id = $1`,
      [id],
    );
    return row && { text: row.file_text, controlNumber: Number(row.control_number), status: row.status };
  }

  /** The file a 999 is about, held until the transaction ends. */
  lockByControlNumber(controlNumber: number): Promise<{ id: ClaimBatchId; claim_ids: ClaimId[] } | undefined> {
    return this.sql.one<{ id: ClaimBatchId; claim_ids: ClaimId[] }>(
      `SELECT b.id, (SELECT array_agg(i.claim_id ORDER BY i.claim_id) FROM claim_batch_items i
          WHERE i.clinic_id = b.clinic_id AND i.batch_id = b.id) AS claim_ids
         FROM claim_batches b WHERE b.clinic_id = current_clinic() AND b.control_number = $1 FOR UPDATE OF b`,
      [controlNumber],
    );
  }

  /** `sent` only from `created`: a 999 may be faster than the note that the file has arrived. */
  setStatus(id: ClaimBatchId, status: Exclude<BatchStatus, 'created'>): Promise<number> {
    return this.sql.execute(
      `UPDATE claim_batches SET status = CASE WHEN $2 = 'sent' AND status <> 'created' THEN status ELSE $2 END,
              sent_at = CASE WHEN $2 = 'sent' THEN coalesce(sent_at, $3) ELSE sent_at END
        WHERE clinic_id = current_clinic() AND id = $1`,
      [id, status, toDate(this.clock.now())],
    );
  }
}

const toView = (row: BatchRow): ClaimBatchView => ({
  id: row.id,
  payerId: row.payer_id,
  status: row.status,
  controlNumber: Number(row.control_number),
  claimCount: row.claim_count,
  totalCents: Number(row.total_cents),
  claimIds: row.claim_ids,
  sha256: row.sha256,
  createdAt: formatInstant(fromDate(row.created_at)),
  sentAt: row.sent_at && formatInstant(fromDate(row.sent_at)),
});
