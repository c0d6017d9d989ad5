import { MANUAL_ADJUSTMENT_TYPES, type ManualAdjustmentType } from '../../domain/adjustments/adjustment-rules';
import type { ChargeId } from '../../kernel/ids';
import { CentsField, EnumField, InstantField, TextField, UuidField } from '../../platform/http/fields';

export const ADJUSTMENT_STATUSES = ['posted', 'awaiting_approval', 'rejected', 'reversed'] as const;
export type AdjustmentStatus = (typeof ADJUSTMENT_STATUSES)[number];

/** A reduction of a charge: one that moved money, waits for a second person, was refused by one, or was taken back. */
export class AdjustmentView {
  @UuidField({ readOnly: true })
  readonly id: string;

  @UuidField()
  readonly chargeId: ChargeId;

  @EnumField(MANUAL_ADJUSTMENT_TYPES, { example: 'sliding_scale' })
  readonly type: ManualAdjustmentType;

  @CentsField()
  readonly amountCents: number;

  @TextField({ max: 500 })
  readonly reason: string;

  @EnumField(ADJUSTMENT_STATUSES)
  readonly status: AdjustmentStatus;

  @UuidField({ nullable: true, description: 'The decision it waits for, or was posted by.' })
  readonly approvalId: string | null;

  @InstantField()
  readonly madeAt: string;
}
