import {
  BooleanField,
  CentsField,
  DateField,
  EnumField,
  InstantField,
  IntField,
  ListField,
  ObjectField,
  TextField,
  UuidField,
} from '../../platform/http/fields';

export class UnsettledBody {
  @EnumField(['payment', 'refund']) type: 'payment' | 'refund';
  @UuidField() id: string;
  @TextField({ example: 'unknown' }) status: string;
  @CentsField() amountCents: number;
}

export class LateCorrectionBody {
  @UuidField() entryId: string;
  @TextField({ example: 'adjustment' }) sourceType: string;
  @DateField({ description: 'The sealed day it belongs to.' }) sealedOn: string;
  @DateField({ description: 'The open day it stands on.' }) effectiveOn: string;
  @CentsField({ max: Number.MAX_SAFE_INTEGER, description: 'Its debits.' }) amountCents: number;
}

export class PeriodChangeBody {
  @EnumField(['closed', 'reopened']) kind: 'closed' | 'reopened';
  @InstantField() changedAt: string;
  @TextField() changedBy: string;
  @TextField({ description: 'SHA-256 of the change before and what it says.' }) hash: string;
  @BooleanField({ description: 'It still says what was written, and the entries it covered are as they were.' })
  intact: boolean;
}

export class PeriodReopeningBody {
  @UuidField() approvalId: string;
  @TextField() reason: string;
}

/** A month of the books. */
export class PeriodView {
  @TextField({ example: '2026-03' }) month: string;
  @DateField() firstDay: string;
  @DateField() lastDay: string;
  @EnumField(['open', 'closed']) status: 'open' | 'closed';
  @DateField({ nullable: true, description: 'The last sealed day of the books.' }) sealedThrough: string | null;
  @IntField({ description: 'Days of the month that are not sealed.' }) unsealedDays: number;
  @DateField({ nullable: true, description: 'The first of them.' }) firstUnsealedDay: string | null;
  @ListField(() => UnsettledBody, { description: 'What has to be known before it can be closed.' })
  unsettled: UnsettledBody[];
  @ListField(() => LateCorrectionBody, {
    maxItems: 200,
    description: 'What belongs to it but stands on a later day, because it came after its day was sealed.',
  })
  lateCorrections: LateCorrectionBody[];
  @ListField(() => PeriodChangeBody, { description: 'The newest first.' }) changes: PeriodChangeBody[];
  @ObjectField(() => PeriodReopeningBody, { nullable: true, description: 'A reopening that waits for another person.' })
  reopening: PeriodReopeningBody | null;
}

export class PeriodSummaryView {
  @TextField({ example: '2026-03' }) month: string;
  @EnumField(['open', 'closed']) status: 'open' | 'closed';
}

/** Asked of another person. */
export class PeriodReopeningView {
  @TextField({ example: '2026-03' }) month: string;
  @EnumField(['requested']) status: 'requested';
  @UuidField() approvalId: string;
}
