import { ELIGIBILITY_BENEFITS, type EligibilityBenefit } from '../../domain/eligibility/eligibility-response';
import type { CoverageId, Id } from '../../kernel/ids';
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
import { CoverageView } from './coverage.view';

export type EligibilitySnapshotId = Id<'EligibilitySnapshot'>;

/** Who told: somebody who asked the payer, or the payer's own file. */
export const ELIGIBILITY_SOURCES = ['manual', 'x12_271'] as const;
export type EligibilitySource = (typeof ELIGIBILITY_SOURCES)[number];

/** What a payer said of one benefit of a coverage on a day. Null is what it did not say. */
export class EligibilitySnapshotView {
  @UuidField({ readOnly: true })
  readonly id: EligibilitySnapshotId;

  @UuidField()
  readonly coverageId: CoverageId;

  @EnumField(ELIGIBILITY_SOURCES)
  readonly source: EligibilitySource;

  @EnumField(ELIGIBILITY_BENEFITS)
  readonly benefit: EligibilityBenefit;

  @DateField({ description: 'The day the payer was asked, or its answer was made.' })
  readonly checkedOn: string;

  @BooleanField({ description: 'Whether the plan was in effect.' })
  readonly isActive: boolean;

  @TextField({ nullable: true })
  readonly planName: string | null;

  @CentsField({ nullable: true, description: 'Per visit.' })
  readonly copayCents: number | null;

  @IntField({ max: 10_000, nullable: true, description: "The patient's share after the deductible; 2000 is 20 %." })
  readonly coinsuranceBasisPoints: number | null;

  @CentsField({ nullable: true, description: 'Deductible not yet met this plan year.' })
  readonly deductibleRemainingCents: number | null;

  @CentsField({ nullable: true, description: 'What the patient can still be made to pay this plan year.' })
  readonly outOfPocketRemainingCents: number | null;

  @InstantField()
  readonly recordedAt: string;
}

/** The newest of each benefit. */
export class CurrentEligibilityView {
  @ObjectField(() => EligibilitySnapshotView, { nullable: true })
  readonly medical: EligibilitySnapshotView | null;

  @ObjectField(() => EligibilitySnapshotView, { nullable: true })
  readonly pharmacy: EligibilitySnapshotView | null;
}

/** A patient's plan with what the payer last said of it. */
export class CoverageWithEligibilityView extends CoverageView {
  @ObjectField(() => CurrentEligibilityView)
  readonly eligibility: CurrentEligibilityView;
}

/** The answer to a payer's file. */
export class EligibilityReceivedView {
  @BooleanField({ description: 'It had been taken before: nothing happened.' })
  readonly isRepeat: boolean;

  @ListField(() => EligibilitySnapshotView, { description: 'One for each benefit the payer told about.' })
  readonly snapshots: readonly EligibilitySnapshotView[];
}
