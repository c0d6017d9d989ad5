import { DOCUMENT_RULES, MODALITIES, SERVICE_KINDS } from '../../../domain/pricing/service-terms';
import type { DocumentRule, Modality, ServiceKind } from '../../../domain/pricing/service-terms';
import {
  BooleanField,
  CentsField,
  DateField,
  EnumField,
  IntField,
  ListField,
  ObjectField,
  TextField,
  UuidField,
} from '../../../platform/http/fields';
import { PageQuery } from '../../../platform/http/pagination';

const PRICE_RULES = ['fixed', 'sliding_scale', 'percent_of', 'not_offered'] as const;

/** One step of a sliding scale on the wire. */
export class TierBody {
  @IntField({
    min: 1,
    max: 1_000_000,
    nullable: true,
    description: 'Income up to and including this share of the poverty guideline, 20000 = 200 %; null: no upper bound.',
    example: 20000,
  })
  upToPovertyBasisPoints: number | null;

  @CentsField({ example: 18000 })
  priceCents: number;
}

/** A price by household income on the wire. */
export class SlidingScaleBody {
  @CentsField({ example: 18000 })
  minCents: number;

  @CentsField({ description: 'The full price, charged when income is not known.', example: 22000 })
  maxCents: number;

  @ListField(() => TierBody, { minItems: 1, maxItems: 20, description: 'In ascending order of income.' })
  tiers: TierBody[];
}

/** A share of another service's price on the wire. */
export class PercentOfBody {
  @TextField({ max: 40, example: 'experiential-im' })
  serviceCode: string;

  @IntField({ min: 1, max: 10_000, description: '10000 = all of it.', example: 5000 })
  basisPoints: number;
}

/** The fields that give a price; exactly one of the four. */
export class PriceFields {
  @CentsField({ optional: true, description: 'A fixed price.', example: 22000 })
  priceCents?: number;

  @ObjectField(() => SlidingScaleBody, { optional: true, description: 'A price by household income.' })
  slidingScale?: SlidingScaleBody;

  @ObjectField(() => PercentOfBody, { optional: true, description: 'A share of another service’s price.' })
  percentOf?: PercentOfBody;

  @BooleanField({ optional: true, description: 'True: the service is no longer offered from that day.' })
  notOffered?: boolean;
}

/** Body of POST /v1/services/:code/prices. */
export class SetPriceBody extends PriceFields {
  @DateField({ description: 'First day the price holds.', example: '2026-01-01' })
  effectiveFrom: string;

  @TextField({ optional: true, max: 80, description: 'The default price list unless named.', example: 'Standard' })
  priceList?: string;
}

/** Body of POST /v1/services. */
export class DefineServiceBody extends PriceFields {
  @TextField({ max: 40, pattern: /^[a-z][a-z0-9-]*$/, example: 'intake' })
  code: string;

  @EnumField(SERVICE_KINDS)
  kind: ServiceKind;

  @EnumField(MODALITIES, { optional: true, nullable: true, description: 'How a drug is given.' })
  modality?: Modality | null;

  @TextField({ max: 120, description: 'For people inside the clinic.' })
  displayName: string;

  @TextField({
    max: 80,
    description: 'For receipts and anything a stranger may see: no drug, treatment or condition.',
    example: 'Evaluation visit',
  })
  neutralName: string;

  @IntField({ min: 0, max: 1440, example: 50 })
  durationMinutes: number;

  @EnumField(DOCUMENT_RULES)
  documentRule: DocumentRule;

  @BooleanField({ description: 'Whether HSA/FSA money may pay for it; never for a fee.' })
  hsaFsaEligible: boolean;

  @IntField({ min: 1, max: 100, optional: true, nullable: true, description: 'Most patients at once.' })
  capacity?: number | null;

  @IntField({
    min: 4000,
    max: 4899,
    optional: true,
    description: 'The account of its kind unless told.',
    example: 4000,
  })
  revenueAccount?: number;

  @DateField({ optional: true, description: 'First day of the price given here; today unless told.' })
  effectiveFrom?: string;
}

/** Query of GET /v1/services. */
export class ServicesQueryDto extends PageQuery {
  @DateField({ optional: true, description: 'The day the prices hold on; today unless told.' })
  on?: string;
}

/** A service on the wire. */
export class ServiceBody {
  @UuidField({ readOnly: true })
  id: string;

  @TextField({ example: 'experiential-im' })
  code: string;

  @EnumField(SERVICE_KINDS)
  kind: string;

  @EnumField(MODALITIES, { nullable: true })
  modality: string | null;

  @TextField()
  displayName: string;

  @TextField({ example: 'Treatment session' })
  neutralName: string;

  @IntField({ example: 180 })
  durationMinutes: number;

  @EnumField(DOCUMENT_RULES)
  documentRule: string;

  @BooleanField()
  hsaFsaEligible: boolean;

  @IntField({ nullable: true, description: 'Most patients at once; null for one-on-one services.' })
  capacity: number | null;

  @IntField({ example: 4010 })
  revenueAccount: number;

  @EnumField(PRICE_RULES, { nullable: true, description: 'Null while no price has been published for the day.' })
  priceRule: string | null;

  @CentsField({
    nullable: true,
    description: 'A fixed price or a share worked out; null for a sliding scale or no price.',
  })
  priceCents: number | null;

  @ObjectField(() => SlidingScaleBody, { nullable: true })
  slidingScale: SlidingScaleBody | null;

  @ObjectField(() => PercentOfBody, { nullable: true })
  percentOf: PercentOfBody | null;

  @DateField({ nullable: true, description: 'First day the price holds.' })
  effectiveFrom: string | null;
}

/** A published price on the wire. */
export class PriceBody {
  @TextField()
  serviceCode: string;

  @TextField({ example: 'Standard' })
  priceList: string;

  @DateField()
  effectiveFrom: string;

  @IntField({ min: 1, description: 'Grows when the same day is priced again; the latest holds.' })
  revision: number;

  @EnumField(PRICE_RULES)
  priceRule: string;

  @CentsField({ nullable: true })
  priceCents: number | null;

  @ObjectField(() => SlidingScaleBody, { nullable: true })
  slidingScale: SlidingScaleBody | null;

  @ObjectField(() => PercentOfBody, { nullable: true })
  percentOf: PercentOfBody | null;
}
