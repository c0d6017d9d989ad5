import { DISPUTE_OUTCOMES, type DisputeOutcome } from '../../domain/estimates/dispute-ruling';
import type { ChargeId, InvoiceId } from '../../kernel/ids';
import {
  CentsField,
  DateField,
  EnumField,
  InstantField,
  ListField,
  TextField,
  UuidField,
} from '../../platform/http/fields';

export const ESTIMATE_DISPUTE_STATES = ['open', 'decided'] as const;
export type EstimateDisputeState = (typeof ESTIMATE_DISPUTE_STATES)[number];

/** A charge of a disputed bill. */
export class DisputedChargeView {
  @UuidField() chargeId: ChargeId;
  @UuidField({ nullable: true }) invoiceId: InvoiceId | null;
  @CentsField({ description: 'As it was billed.' }) billedCents: number;
  @CentsField({ description: 'Taken off it by the decision.' }) reducedCents: number;
}

/** A patient's dispute of a bill that went $400.00 or more beyond their estimate. */
export class EstimateDisputeView {
  @UuidField({ readOnly: true }) id: string;
  @UuidField() estimateId: string;
  @UuidField() patientId: string;
  @EnumField(ESTIMATE_DISPUTE_STATES, { description: 'While it is open nothing of the bill is collected.' })
  status: EstimateDisputeState;
  @DateField({ description: 'The day the patient filed it.' }) initiatedOn: string;
  @DateField({ description: 'The day of the first bill beyond the estimate.' }) firstBilledOn: string;
  @TextField({ nullable: true, max: 100, description: 'Number of the case.' }) reference: string | null;
  @CentsField({ max: Number.MAX_SAFE_INTEGER }) estimatedCents: number;
  @CentsField({ max: Number.MAX_SAFE_INTEGER }) billedCents: number;
  @CentsField({ max: Number.MAX_SAFE_INTEGER }) excessCents: number;
  @EnumField(DISPUTE_OUTCOMES, { nullable: true }) outcome: DisputeOutcome | null;
  @CentsField({ nullable: true, description: 'Of the bill, what the patient has to pay.' }) payableCents: number | null;
  @CentsField({ nullable: true, description: 'The patient’s filing fee, taken off what they owe.' })
  feeCreditCents: number | null;
  @DateField({ nullable: true }) decidedOn: string | null;
  @TextField({ nullable: true, max: 500 }) note: string | null;
  @InstantField() openedAt: string;
  @ListField(() => DisputedChargeView) charges: DisputedChargeView[];
}
