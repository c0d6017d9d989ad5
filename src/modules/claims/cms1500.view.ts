import {
  CMS1500_BOXES,
  CMS1500_LINE_BOXES,
  type Cms1500Box,
  type Cms1500LineBox,
} from '../../domain/claims/cms1500-boxes';
import type { ClaimId } from '../../kernel/ids';
import { CentsField, InstantField, ListField, ObjectField, TextField, UuidField } from '../../platform/http/fields';

/** The boxes of a sheet by their number on the form; one that stays empty is absent. */
export type Cms1500Boxes = Readonly<Partial<Record<Cms1500Box, string>>>;
class Cms1500BoxesView {}

/** The boxes of a service line. */
export type Cms1500Line = Readonly<Partial<Record<Cms1500LineBox, string>>>;
class Cms1500LineView {}

// Sixty properties that differ in their names only.
for (const [box, description] of Object.entries(CMS1500_BOXES))
  TextField({ optional: true, multiline: true, max: 400, description })(Cms1500BoxesView.prototype, box);
for (const [box, description] of Object.entries(CMS1500_LINE_BOXES))
  TextField({ optional: true, description })(Cms1500LineView.prototype, box);

/** One sheet of the form. */
export class Cms1500SheetView {
  @ObjectField(() => Cms1500BoxesView)
  readonly boxes: Cms1500Boxes;

  @ListField(() => Cms1500LineView, { maxItems: 6 })
  readonly lines: readonly Cms1500Line[];

  @CentsField({ description: 'Box 28.' })
  readonly totalChargeCents: number;

  @CentsField({ description: 'Box 29.' })
  readonly amountPaidCents: number;
}

/** A claim as the paper form CMS-1500 (02/12) has it. */
export class Cms1500View {
  @UuidField()
  readonly claimId: ClaimId;

  @TextField({ example: 'C0000001' })
  readonly controlNumber: string;

  @InstantField({ description: 'When the claim was made.' })
  readonly createdAt: string;

  @ListField(() => Cms1500SheetView, { description: 'Six lines a sheet.' })
  readonly sheets: readonly Cms1500SheetView[];
}
