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
  TextListField,
  UuidField,
} from '../../platform/http/fields';

export const ESTIMATE_STATES = ['owed', 'issued', 'delivered', 'replaced'] as const;
export type EstimateState = (typeof ESTIMATE_STATES)[number];

export const DELIVERY_METHODS = ['paper', 'email', 'portal'] as const;
export type DeliveryMethod = (typeof DELIVERY_METHODS)[number];

/** One service of an estimate. */
export class EstimateItemView {
  @TextField({ example: 'experiential-im' }) serviceCode: string;
  @TextField({ description: 'Neutral words.', example: 'Treatment session' }) description: string;
  @IntField({ description: 'Fewest expected.' }) quantityMin: number;
  @IntField({ description: 'Most expected.' }) quantityMax: number;
  @CentsField({ description: 'Of one unit, after the patient’s own discount.', example: 55_000 })
  unitPriceCents: number;
  @CentsField() amountMinCents: number;
  @CentsField() amountMaxCents: number;
  @TextListField({ maxItems: 20, description: 'Procedure codes the clinic expects to report.' })
  procedureCodes: string[];
  @TextField({ max: 500, description: 'Why this price.' }) reason: string;
}

/** What was billed against the estimate so far. */
export class EstimateStandingView {
  @EnumField(['within', 'alarm', 'stop'], {
    description: '`alarm` from $300.00 above; `stop` from $400.00: the patient could dispute the bill.',
  })
  level: 'within' | 'alarm' | 'stop';
  @CentsField({ description: 'How much more may be billed before the patient could dispute it.' })
  leftUntilStopCents: number;
}

/** A Good Faith Estimate, or the clock of one that is still owed. */
export class EstimateView {
  @UuidField({ readOnly: true }) id: string;
  @TextField({ nullable: true, description: 'Null while it is owed.', example: 'GFE-000001' }) number: string | null;
  @IntField({ min: 1 }) version: number;
  @UuidField({ nullable: true, description: 'The estimate this one replaces.' }) replaces: string | null;
  @UuidField() patientId: string;
  @UuidField() providerId: string;
  @TextField({ nullable: true, example: 'im-weekly' }) protocolCode: string | null;
  @EnumField(ESTIMATE_STATES) status: EstimateState;
  @DateField({ nullable: true, description: 'The last business day to give it; null when no clock runs.' })
  dueBy: string | null;
  @TextField({ nullable: true, example: 'requested' }) dueRule: string | null;
  @BooleanField({ description: 'The day has passed and it was not delivered.' }) isOverdue: boolean;
  @DateField({ nullable: true, description: 'The day the first service is scheduled for.' })
  scheduledFor: string | null;
  @DateField({ nullable: true }) issuedOn: string | null;
  @DateField({ nullable: true }) startsOn: string | null;
  @DateField({ nullable: true }) endsOn: string | null;
  @TextListField({ maxItems: 12 }) diagnoses: string[];
  @ListField(() => EstimateItemView) items: EstimateItemView[];
  @CentsField({ max: Number.MAX_SAFE_INTEGER }) totalMinCents: number;
  @CentsField({ max: Number.MAX_SAFE_INTEGER, description: 'The expected charges.' }) totalMaxCents: number;
  @CentsField({ max: Number.MAX_SAFE_INTEGER }) billedToDateCents: number;
  @CentsField({ max: Number.MAX_SAFE_INTEGER }) excessCents: number;
  @BooleanField({ description: 'At least $400.00 above the expected charges of this provider.' })
  disputeEligible: boolean;
  @ObjectField(() => EstimateStandingView) standing: EstimateStandingView;
  @InstantField({ nullable: true }) issuedAt: string | null;
  @InstantField({ nullable: true }) deliveredAt: string | null;
  @EnumField(DELIVERY_METHODS, { nullable: true }) deliveryMethod: DeliveryMethod | null;
}
