import { ELIGIBILITY_BENEFITS, type EligibilityBenefit } from '../../domain/eligibility/eligibility-response';
import type { PriceSource } from '../../domain/pricing/price-for';
import { DOCUMENT_RULES, type DocumentRule } from '../../domain/pricing/service-terms';
import type { Destination, RouteNotice } from '../../domain/routing/route';
import type { PatientId } from '../../kernel/ids';
import {
  BooleanField,
  CentsField,
  DateField,
  EnumField,
  IntField,
  ListField,
  ObjectField,
  TextField,
  TextListField,
  UuidField,
} from '../../platform/http/fields';

/** Who is billed for a line. */
export const DESTINATIONS = ['insurance', 'self_pay'] as const satisfies readonly Destination[];

/** Why a price is what it is. */
export class PriceSourceView {
  @TextField({ description: 'Name of the price list.', example: 'Standard 2026' })
  readonly priceList: string;

  @DateField({ description: 'First day the price holds.' })
  readonly effectiveFrom: string;

  @TextField({ description: 'fixed, sliding_scale or percent_of.', example: 'fixed' })
  readonly rule: string;

  @TextField({ description: 'A sentence to read out.' })
  readonly reason: string;

  @DateField({
    optional: true,
    description: 'The day it was agreed, ahead of the care; absent for a price of the day.',
  })
  readonly agreedOn?: string;
}

/** A price source as it is stored and shown. */
export const toPriceSourceView = ({ effectiveFrom, agreedOn, ...source }: PriceSource): PriceSourceView => ({
  ...source,
  effectiveFrom: effectiveFrom.toString(),
  ...(agreedOn ? { agreedOn: agreedOn.toString() } : {}),
});

/** How an insured patient's share was worked out. */
export class ShareEstimateView {
  @CentsField()
  readonly copayCents: number;

  @CentsField()
  readonly deductibleCents: number;

  @CentsField()
  readonly coinsuranceCents: number;

  @EnumField(ELIGIBILITY_BENEFITS)
  readonly benefit: EligibilityBenefit;

  @EnumField(['card', 'payer'], { description: 'Whether only the card is known, or the payer was asked.' })
  readonly basis: 'card' | 'payer';

  @DateField({ nullable: true, description: 'When the payer was asked.' })
  readonly checkedOn: string | null;

  @UuidField({ nullable: true, description: 'The snapshot of eligibility it rests on.' })
  readonly eligibilitySnapshotId: string | null;
}

/** Why a line is billed to whom it is billed. */
export class RouteView {
  @EnumField(DESTINATIONS)
  readonly destination: Destination;

  @TextField({ description: 'Stable name of the rule that decided.', example: 'in_network_covered_service' })
  readonly rule: string;

  @IntField({ min: 1, description: 'Its row in the routing table.' })
  readonly row: number;

  @TextField({ description: 'A sentence to read out.' })
  readonly reason: string;

  @TextListField({ description: 'What the desk must do or must not do.', example: ['good_faith_estimate'] })
  readonly notices: readonly RouteNotice[];
}

/** One line, priced and routed. listPriceCents - discountCents = amountCents = unitPriceCents x quantity. */
export class QuoteLineView {
  @TextField({ example: 'intake' })
  readonly serviceCode: string;

  @TextField({ description: 'The clinic’s own name of the service, for staff.', example: 'Medical intake' })
  readonly displayName: string;

  @TextField({ description: 'Neutral words, for papers and shared screens.', example: 'Evaluation visit' })
  readonly description: string;

  @IntField({ min: 1 })
  readonly quantity: number;

  @CentsField({ description: 'Of one unit, after the discount.', example: 22000 })
  readonly unitPriceCents: number;

  @CentsField({ description: 'Of the whole line, before the discount.' })
  readonly listPriceCents: number;

  @CentsField({ description: 'Of the whole line.' })
  readonly discountCents: number;

  @CentsField({ description: 'Of the whole line, after the discount.' })
  readonly amountCents: number;

  @ObjectField(() => PriceSourceView)
  readonly priceSource: PriceSourceView;

  @ObjectField(() => RouteView)
  readonly route: RouteView;

  @EnumField(DOCUMENT_RULES, { description: 'The paper that proves the line.' })
  readonly documentRule: DocumentRule;

  @BooleanField({ description: 'Whether HSA and FSA money may pay it, once rendered.' })
  readonly hsaFsaEligible: boolean;

  @CentsField({ description: 'Exact for self-pay, an estimate for insurance.' })
  readonly patientResponsibilityCents: number;

  @CentsField({ description: 'The rest of the amount.' })
  readonly insuranceExpectedCents: number;

  @ObjectField(() => ShareEstimateView, {
    optional: true,
    description: 'For insurance, while nothing is posted: the parts of the patient’s share, to collect today.',
  })
  readonly shareEstimate?: ShareEstimateView;
}

/** Sums over the lines. */
export class QuoteTotalsView {
  @CentsField()
  readonly listPriceCents: number;

  @CentsField()
  readonly discountCents: number;

  @CentsField()
  readonly amountCents: number;

  @CentsField({ description: 'What to collect today.' })
  readonly patientResponsibilityCents: number;

  @CentsField()
  readonly insuranceExpectedCents: number;
}

/** What a visit would cost and who would pay; nothing is stored. */
export class QuoteView {
  @UuidField()
  readonly patientId: PatientId;

  @DateField()
  readonly dateOfService: string;

  @ListField(() => QuoteLineView)
  readonly lines: readonly QuoteLineView[];

  @ObjectField(() => QuoteTotalsView)
  readonly totals: QuoteTotalsView;
}
