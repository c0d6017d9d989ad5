import { Temporal } from 'temporal-polyfill';
import type { PaymentMethodId } from '../../../kernel/ids';
import { EnumField, InstantField, ObjectField, TextField, UuidField } from '../../../platform/http/fields';
import { SIGNING_METHODS, type SigningMethod } from '../payment-plan.view';
import type { AutopayConsentInput, StartAutopayInput } from '../start-autopay';
import { HOLD_REASONS, type HoldReason } from '../hold-reasons';

/** POST /v1/payment-plans/:id/autopay/preview */
export class AutopayOfferDto {
  @UuidField({ description: 'A card of the patient on file.' }) paymentMethodId: PaymentMethodId;
}

/** That the patient agreed to be charged by themselves; nothing is ever agreed to by leaving something out. */
export class AutopayConsentDto {
  @TextField({ description: 'Who agreed.' }) acceptedName: string;
  @EnumField(SIGNING_METHODS) method: SigningMethod;
  @InstantField({ optional: true, description: 'Now unless told.' }) acceptedAt?: string;
  @TextField({ min: 64, max: 64, pattern: /^[0-9a-f]{64}$/, description: 'What they were shown, from the preview.' })
  textSha256: string;

  static toInput = (dto: AutopayConsentDto): AutopayConsentInput => ({
    acceptedName: dto.acceptedName,
    method: dto.method,
    acceptedAt: dto.acceptedAt === undefined ? undefined : Temporal.Instant.from(dto.acceptedAt),
    textSha256: dto.textSha256,
  });
}

/** As {@link AutopayConsentDto}, for a plan that is being opened: its days and amounts are those of its agreement. */
export class OpeningConsentDto {
  @TextField({ description: 'Who agreed.' }) acceptedName: string;
  @EnumField(SIGNING_METHODS) method: SigningMethod;
  @InstantField({ optional: true, description: 'Now unless told.' }) acceptedAt?: string;
}

/** POST /v1/payment-plans, when the patient wants the installments charged by themselves. */
export class OpeningAutopayDto extends AutopayOfferDto {
  @ObjectField(() => OpeningConsentDto) consent: OpeningConsentDto;

  static toInput = ({ paymentMethodId, consent }: OpeningAutopayDto): Omit<StartAutopayInput, 'planId'> => ({
    paymentMethodId,
    consent: {
      acceptedName: consent.acceptedName,
      method: consent.method,
      acceptedAt: consent.acceptedAt === undefined ? undefined : Temporal.Instant.from(consent.acceptedAt),
    },
  });
}

/** POST /v1/payment-plans/:id/autopay */
export class StartAutopayDto extends AutopayOfferDto {
  @ObjectField(() => AutopayConsentDto) consent: AutopayConsentDto;

  static toInput = (planId: string, dto: StartAutopayDto): StartAutopayInput => ({
    planId,
    paymentMethodId: dto.paymentMethodId,
    consent: AutopayConsentDto.toInput(dto.consent),
  });
}

/** POST /v1/patients/:id/reminder-holds */
export class ReminderHoldDto {
  @EnumField(HOLD_REASONS, { description: 'estimate_dispute: a Good Faith Estimate is disputed.' }) reason: HoldReason;
}
