import {
  MANUAL_ADJUSTMENT_TYPES,
  type ManualAdjustmentType,
  WRITE_OFF_TYPES,
  type WriteOffType,
} from '../../../domain/adjustments/adjustment-rules';
import { CentsField, EnumField, TextField } from '../../../platform/http/fields';

/** POST /v1/charges/:id/adjustments */
export class AdjustChargeBody {
  @EnumField(MANUAL_ADJUSTMENT_TYPES)
  type: ManualAdjustmentType;

  @CentsField({ min: 1, description: 'To be taken off the charge.', example: 5000 })
  amountCents: number;

  @TextField({
    max: 500,
    description: 'Why, for whoever reads the books.',
    example: 'The session started 40 minutes late',
  })
  reason: string;
}

/** POST /v1/invoices/:id/write-off */
export class WriteOffBody {
  @EnumField(WRITE_OFF_TYPES)
  type: WriteOffType;

  @TextField({ max: 500, example: 'Three letters, no answer' })
  reason: string;
}

/** Why something is taken back or voided. */
export class ReasonBody {
  @TextField({ max: 500, example: 'Charged to the wrong patient' })
  reason: string;
}
