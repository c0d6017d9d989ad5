import { ELIGIBILITY_BENEFITS, type EligibilityBenefit } from '../../../domain/eligibility/eligibility-response';
import { BooleanField, CentsField, DateField, EnumField, IntField, TextField } from '../../../platform/http/fields';

/** POST /v1/coverages/:id/eligibility-snapshots */
export class RecordEligibilityBody {
  @EnumField(ELIGIBILITY_BENEFITS)
  benefit: EligibilityBenefit;

  @DateField({ optional: true, description: 'The day the payer was asked; today unless told.' })
  checkedOn?: string;

  @BooleanField({ optional: true, description: 'Whether the plan was in effect; it was, unless told.' })
  isActive?: boolean;

  @TextField({ max: 100, optional: true })
  planName?: string;

  @CentsField({ optional: true, description: 'Per visit.', example: 3000 })
  copayCents?: number;

  @IntField({ max: 10_000, optional: true, description: "The patient's share; 2000 is 20 %.", example: 2000 })
  coinsuranceBasisPoints?: number;

  @CentsField({ optional: true, description: 'Deductible not yet met this plan year.' })
  deductibleRemainingCents?: number;

  @CentsField({ optional: true, description: 'What the patient can still be made to pay this plan year.' })
  outOfPocketRemainingCents?: number;

  @TextField({ max: 40, optional: true, description: 'The service it was asked for, when it was asked for one.' })
  serviceCode?: string;
}
