import { STOP_REASONS, type StopReason } from '../../domain/plans/collection-retries';
import {
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
import { SIGNING_METHODS, type SigningMethod } from './payment-plan.view';

/** `needs_consent`: the schedule is another than the one agreed to, and nothing is charged until it is agreed to. */
export const AUTOPAY_STATUSES = ['off', 'on', 'needs_consent'] as const;
export type AutopayStatus = (typeof AUTOPAY_STATUSES)[number];

export const COLLECTION_STATES = ['waiting', 'charging', 'collected', 'covered', 'stopped'] as const;

/** A day and an amount that would be charged. */
export class AutopayChargeView {
  @IntField({ min: 1 }) number: number;
  @DateField() dueOn: string;
  @CentsField() amountCents: number;
}

/** What a patient would agree to, word for word. */
export class AutopayOfferView {
  @UuidField() planId: string;
  @UuidField() paymentMethodId: string;
  @TextField({ example: '4242' }) last4: string;
  @ListField(() => AutopayChargeView) charges: AutopayChargeView[];
  @TextField({ example: 'autopay-2026-11' }) textVersion: string;
  @TextField({ max: 5_000 }) text: string;
  @TextField({ min: 64, max: 64, description: 'SHA-256 of the text, lower-case hex.' }) textSha256: string;
}

/** What a patient agreed to. */
export class AutopayConsentView {
  @UuidField() id: string;
  @UuidField() paymentMethodId: string;
  @IntField({ min: 1, description: 'Of the plan’s schedule.' }) version: number;
  @TextField({ example: 'autopay-2026-11' }) textVersion: string;
  @TextField({ max: 5_000 }) text: string;
  @TextField({ min: 64, max: 64 }) textSha256: string;
  @TextField() acceptedName: string;
  @EnumField(SIGNING_METHODS) method: SigningMethod;
  @InstantField() acceptedAt: string;
  @InstantField({ nullable: true, description: 'When it was taken back.' }) revokedAt: string | null;
}

/** One charge that was tried. */
export class CollectionAttemptView {
  @UuidField() paymentId: string;
  @CentsField() amountCents: number;
  @InstantField() startedAt: string;
  @EnumField(['collected', 'declined', 'unavailable'], { nullable: true, description: 'Null while it is not known.' })
  outcome: 'collected' | 'declined' | 'unavailable' | null;
  @TextField({ nullable: true, example: 'insufficient_funds' }) declineCode: string | null;
}

/** How far charging an installment by itself is. */
export class CollectionView {
  @IntField({ min: 1 }) number: number;
  @EnumField(COLLECTION_STATES, { description: 'covered: paid another way. stopped: not tried any more.' })
  status: (typeof COLLECTION_STATES)[number];
  @IntField({ description: 'Tries that a bank declined; an outage is none.' }) declines: number;
  @DateField({ nullable: true }) tryOn: string | null;
  @DateField({ nullable: true, description: 'When the patient was told of it beforehand.' }) noticedOn: string | null;
  @CentsField() collectedCents: number;
  @EnumField(STOP_REASONS, { nullable: true }) reason: StopReason | null;
  @ListField(() => CollectionAttemptView) attempts: CollectionAttemptView[];
}

/** Whether a plan's installments are charged by themselves, and how that goes. */
export class AutopayView {
  @UuidField() planId: string;
  @EnumField(AUTOPAY_STATUSES) status: AutopayStatus;
  @ObjectField(() => AutopayConsentView, { nullable: true }) consent: AutopayConsentView | null;
  @ListField(() => CollectionView, { description: 'Of the schedule in force, as far as anything was done.' })
  collections: CollectionView[];
}
