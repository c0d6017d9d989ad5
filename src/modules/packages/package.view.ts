import { CANCELLATION_POLICIES, type CancellationPolicy } from '../../domain/packages/cancel-package';
import type { ChargeId, PackageId, PatientId, PaymentId, VisitId } from '../../kernel/ids';
import { PAYMENT_STATES, type PaymentState } from '../../domain/payments/payment-state';
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

/** The text the patient signs, or signed. */
export class PackageAgreementView {
  @TextField({ example: '2026-11' }) textVersion: string;
  @TextField({ max: 10_000 }) text: string;
  @TextField({ min: 64, max: 64, description: 'SHA-256 of the text, in hex: what is signed is what was shown.' })
  textSha256: string;
}

/** A service of an offered package, priced. */
export class PackageQuoteLineView {
  @TextField({ example: 'experiential-im' }) serviceCode: string;
  @TextField({ description: 'Neutral words.' }) description: string;
  @IntField({ min: 1 }) quantity: number;
  @CentsField({ description: 'One session paid singly.', example: 55_000 }) unitListPriceCents: number;
  @CentsField({ description: 'The line’s share of the package price.', example: 209_000 }) priceCents: number;
  @TextField({ max: 500, description: 'Why the single price.' }) reason: string;
}

/** An offered package as it would be sold today. */
export class PackageQuoteView {
  @TextField({ example: 'course-4' }) offerCode: string;
  @TextField({ example: 'Course of four' }) name: string;
  @EnumField(CANCELLATION_POLICIES) cancellationPolicy: CancellationPolicy;
  @CentsField({ example: 288_000 }) listPriceCents: number;
  @CentsField({ example: 14_400 }) discountCents: number;
  @CentsField({ example: 273_600 }) priceCents: number;
  @ListField(() => PackageQuoteLineView) lines: PackageQuoteLineView[];
  @ObjectField(() => PackageAgreementView) agreement: PackageAgreementView;
}

/** One service of a package: how much of it was bought, given, and is left. */
export class PackageLineView {
  @TextField({ example: 'integration' }) serviceCode: string;
  @TextField({ description: 'Neutral words.' }) description: string;
  @IntField({ min: 1 }) bought: number;
  @IntField() done: number;
  @IntField() left: number;
  @CentsField({ description: 'All of its sessions paid singly.' }) listPriceCents: number;
  @CentsField({ description: 'Their share of the package price.' }) priceCents: number;
}

/** One session of a package. */
export class PackageSessionView {
  @UuidField() id: string;
  @IntField({ min: 1 }) position: number;
  @TextField({ example: 'integration' }) serviceCode: string;
  @CentsField({ description: 'Paid singly on the day of the sale.', example: 17_000 }) listPriceCents: number;
  @CentsField({ description: 'Earned when it is given.', example: 16_150 }) priceCents: number;
  @DateField({ nullable: true, description: 'The day it was given; null while it is left.' }) givenOn: string | null;
  @UuidField({ nullable: true }) visitId: VisitId | null;
  @UuidField({ nullable: true }) chargeId: ChargeId | null;
}

/** A payment that is held for a package. */
export class PackagePaymentView {
  @UuidField() id: PaymentId;
  @EnumField(PAYMENT_STATES) status: PaymentState;
  @CentsField({ description: 'Taken, less what was given back or is on its way back.' }) amountCents: number;
  @CentsField({ description: 'Not earned yet, on account 2100.' }) heldCents: number;
  @TextField({ nullable: true, max: 2000, description: 'The hosted page it can be paid on, while it is open.' })
  pageUrl: string | null;
}

/** What would be given back and what kept, under one policy. */
export class CancellationFiguresView {
  @EnumField(CANCELLATION_POLICIES) policy: CancellationPolicy;
  @CentsField({ example: 136_800 }) refundCents: number;
  @CentsField({ example: 0 }) keptCents: number;
}

/** What canceling the package now would come to. */
export class CancellationPreviewView {
  @EnumField(CANCELLATION_POLICIES, { description: 'The one the patient signed: its figures are those that count.' })
  policy: CancellationPolicy;
  @CentsField() refundCents: number;
  @CentsField() keptCents: number;
  @CentsField({ description: 'Sessions given, at their list price.' }) givenAtListCents: number;
  @CentsField({ description: 'Sessions given, at their share of the package price.' }) givenAtPackageCents: number;
  @ListField(() => CancellationFiguresView, { description: 'Both policies, to explain the one that was signed.' })
  figures: CancellationFiguresView[];
}

/** What became of a package that was canceled. */
export class PackageCancellationView {
  @DateField() canceledOn: string;
  @TextField({ max: 500 }) reason: string;
  @CentsField({ description: 'Kept under a signed re-rate.' }) keptCents: number;
  @CentsField({ description: 'Given back.' }) refundedCents: number;
  @CentsField({ description: 'On its way back, or waiting for a second person.' }) refundPendingCents: number;
  @CentsField({ description: 'Still held: cancel again to send it back.' }) toRefundCents: number;
}

export const PACKAGE_STATUSES = ['active', 'completed', 'canceled'] as const;

/** Sessions a patient bought ahead. */
export class PackageView {
  @UuidField({ readOnly: true }) id: PackageId;
  @TextField({ example: 'PKG-000001' }) number: string;
  @UuidField() patientId: PatientId;
  @TextField({ example: 'Course of four' }) name: string;
  @TextField({ example: 'course-4' }) offerCode: string;
  @EnumField(PACKAGE_STATUSES) status: (typeof PACKAGE_STATUSES)[number];
  @DateField() soldOn: string;
  @CentsField() listPriceCents: number;
  @CentsField() priceCents: number;
  @EnumField(CANCELLATION_POLICIES) cancellationPolicy: CancellationPolicy;
  @CentsField({ description: 'Still to be paid of its price.' }) unpaidCents: number;
  @CentsField({ description: 'Paid and not earned yet, on account 2100.' }) deferredCents: number;
  @CentsField({ description: 'Earned by sessions that were given.' }) earnedCents: number;
  @ListField(() => PackageLineView) lines: PackageLineView[];
  @ListField(() => PackageSessionView) sessions: PackageSessionView[];
  @ListField(() => PackagePaymentView) payments: PackagePaymentView[];
  @ObjectField(() => PackageAgreementView) agreement: PackageAgreementView;
  @TextField({ description: 'The name the patient signed with.' }) signedBy: string;
  @InstantField() signedAt: string;
  @ObjectField(() => PackageCancellationView, { nullable: true }) cancellation: PackageCancellationView | null;
}
