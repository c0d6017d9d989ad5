import { Temporal } from 'temporal-polyfill';
import { MOST_INSTALLMENTS, PLAN_FREQUENCIES, type PlanFrequency } from '../../../domain/plans/plan-schedule';
import { TENDER_TYPES } from '../../../domain/payments/tender-types';
import type { TenderInput } from '../../../domain/payments/tender-rules';
import { parseBusinessDate } from '../../../kernel/business-date';
import type { InvoiceId, PackageId, PatientId } from '../../../kernel/ids';
import { Money } from '../../../kernel/money';
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
} from '../../../platform/http/fields';
import { PageQuery } from '../../../platform/http/pagination';
import type { OpenPaymentPlanInput } from '../open-payment-plan';
import { SIGNING_METHODS, type SigningMethod } from '../payment-plan.view';
import type { Signature } from '../plan-record';
import type { ReschedulePlanInput } from '../reschedule-plan';
import { OpeningAutopayDto } from './autopay.dto';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** A tender that pays toward a plan. */
export class PlanTenderDto {
  @EnumField(TENDER_TYPES.filter((type) => type !== 'hosted_checkout'), { example: 'cash' })
  type: TenderInput['type'];
  @CentsField({ min: 1 }) amountCents: number;
  @CentsField({ min: 1, optional: true, description: 'Cash handed over; the rest is change.' }) tenderedCents?: number;
  @TextField({ max: 100, optional: true, description: 'Check number, Venmo transaction id, or terminal reference.' })
  reference?: string;
  @UuidField({ optional: true, description: 'A saved card.' }) paymentMethodId?: string;
  @CentsField({ optional: true, description: 'What Venmo kept.' }) feeCents?: number;

  static toInput = (dto: PlanTenderDto): TenderInput => ({
    type: dto.type,
    amount: Money.cents(dto.amountCents),
    tendered: dto.tenderedCents === undefined ? undefined : Money.cents(dto.tenderedCents),
    reference: dto.reference,
    paymentMethodId: dto.paymentMethodId,
    fee: dto.feeCents === undefined ? undefined : Money.cents(dto.feeCents),
  });
}

/** That the patient agreed. */
export class SignatureDto {
  @TextField({ description: 'As signed.' }) signedName: string;
  @InstantField({ optional: true, description: 'Now unless told.' }) signedAt?: string;
  @EnumField(SIGNING_METHODS, { optional: true, description: '`paper` unless told.' }) method?: SigningMethod;
  @TextField({
    min: 64,
    max: 64,
    pattern: /^[0-9a-f]{64}$/,
    optional: true,
    description: 'What the signer was shown, from the preview; refused when it would not be what is agreed.',
  })
  textSha256?: string;

  static toSignature = (dto: SignatureDto): Signature => ({
    signedName: dto.signedName,
    signedAt: dto.signedAt === undefined ? undefined : Temporal.Instant.from(dto.signedAt),
    method: dto.method ?? 'paper',
    textSha256: dto.textSha256,
  });
}

class ScheduleDto {
  @IntField({ min: 1, max: MOST_INSTALLMENTS }) installments: number;
  @EnumField(PLAN_FREQUENCIES) frequency: PlanFrequency;
  @DateField({ description: 'Later ones follow from it; a month-end comes back after a short month.' })
  firstDueOn: string;
}

/** POST /v1/payment-plans/preview */
export class PlanTermsDto extends ScheduleDto {
  @UuidField() patientId: PatientId;
  @TextListField({
    minItems: 1,
    maxItems: 50,
    pattern: UUID,
    optional: true,
    description: 'Open invoices; or a package.',
  })
  invoiceIds?: InvoiceId[];
  @UuidField({ optional: true, description: 'A package whose price is not paid yet.' }) packageId?: PackageId;
  @CentsField({ optional: true, description: 'Due the day the plan is opened; 0 unless told.' })
  downPaymentCents?: number;

  static toTerms = (dto: PlanTermsDto) => ({
    patientId: dto.patientId,
    invoiceIds: dto.invoiceIds,
    packageId: dto.packageId,
    downPayment: Money.cents(dto.downPaymentCents ?? 0),
    installments: dto.installments,
    frequency: dto.frequency,
    firstDueOn: parseBusinessDate(dto.firstDueOn),
  });
}

/** POST /v1/payment-plans */
export class OpenPlanDto extends PlanTermsDto {
  @ListField(() => PlanTenderDto, {
    minItems: 1,
    maxItems: 10,
    optional: true,
    description: 'Takes the down payment at once; without them it is due today.',
  })
  downPaymentTenders?: PlanTenderDto[];
  @BooleanField({ optional: true, description: 'Takes the down payment from a deposit or credit of the patient.' })
  downPaymentFromHeld?: boolean;
  @ObjectField(() => SignatureDto, { optional: true, description: 'Without it the plan is listed as unsigned.' })
  agreement?: SignatureDto;
  @ObjectField(() => OpeningAutopayDto, {
    optional: true,
    description: 'The patient wants the installments charged by themselves: never a condition of the plan.',
  })
  autopay?: OpeningAutopayDto;

  static toInput = (dto: OpenPlanDto): OpenPaymentPlanInput => ({
    ...PlanTermsDto.toTerms(dto),
    down: { tenders: dto.downPaymentTenders?.map(PlanTenderDto.toInput), fromHeld: dto.downPaymentFromHeld },
    signature: dto.agreement && SignatureDto.toSignature(dto.agreement),
    autopay: dto.autopay && OpeningAutopayDto.toInput(dto.autopay),
  });
}

/** POST /v1/payment-plans/:id/reschedule */
export class RescheduleDto extends ScheduleDto {
  @ObjectField(() => SignatureDto, { optional: true }) agreement?: SignatureDto;

  static toInput = (planId: string, dto: RescheduleDto): ReschedulePlanInput => ({
    planId,
    installments: dto.installments,
    frequency: dto.frequency,
    firstDueOn: parseBusinessDate(dto.firstDueOn),
    signature: dto.agreement && SignatureDto.toSignature(dto.agreement),
  });
}

/** POST /v1/payment-plans/:id/pay-off and /payments */
export class PlanTendersDto {
  @ListField(() => PlanTenderDto, { minItems: 1, maxItems: 10, description: 'A pay-off adds up to all that is left.' })
  tenders: PlanTenderDto[];
}

/** POST /v1/payment-plans/:id/cancel and /pause */
export class PlanReasonDto {
  @TextField({ max: 500, optional: true }) reason?: string;
}

/** GET /v1/payment-plans */
export class PlansQueryDto extends PageQuery {
  @UuidField({ optional: true }) patientId?: string;
  @EnumField(['true', 'false'], { optional: true, description: 'Only plans whose agreement is, or is not, unsigned.' })
  unsigned?: 'true' | 'false';
}
