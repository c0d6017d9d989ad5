import type { ClaimId, Id } from '../../kernel/ids';
import {
  CentsField,
  EnumField,
  InstantField,
  IntField,
  TextField,
  TextListField,
  UuidField,
} from '../../platform/http/fields';

export type ClaimBatchId = Id<'ClaimBatch'>;

/** Where a file of claims stands. */
export const BATCH_STATUSES = ['created', 'sent', 'accepted', 'rejected'] as const;
export type BatchStatus = (typeof BATCH_STATUSES)[number];

/** A file of claims to one payer. */
export class ClaimBatchView {
  @UuidField()
  readonly id: ClaimBatchId;

  @TextField()
  readonly payerId: string;

  @EnumField(BATCH_STATUSES, { description: 'Created, at the clearinghouse, and what its 999 said.' })
  readonly status: BatchStatus;

  @IntField({ min: 1, description: 'Number of interchange, group and transaction; gapless per clinic.' })
  readonly controlNumber: number;

  @IntField({ min: 1 })
  readonly claimCount: number;

  @CentsField()
  readonly totalCents: number;

  @TextListField({ maxItems: 1000, description: 'In the order of the file.' })
  readonly claimIds: readonly ClaimId[];

  @TextField({ description: 'SHA-256 of the file.' })
  readonly sha256: string;

  @InstantField()
  readonly createdAt: string;

  @InstantField({ nullable: true, description: 'When the clearinghouse had it.' })
  readonly sentAt: string | null;
}
