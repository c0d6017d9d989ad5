import type { TenderId } from '../../kernel/ids';
import { CentsField, InstantField, ListField, ObjectField, TextField, UuidField } from '../../platform/http/fields';
import { PaymentView } from './payment.view';
import { RefundView } from './refund.view';

/** What may still be given back on one tender. */
export class RefundableTenderView {
  @UuidField()
  readonly tenderId: TenderId;

  @CentsField({ description: 'Given back, or kept aside for a refund on its way.' })
  readonly refundedCents: number;

  @CentsField()
  readonly refundableCents: number;
}

/** That a payment was entered in error. */
export class PaymentVoidView {
  @TextField({ max: 500 })
  readonly reason: string;

  @InstantField()
  readonly voidedAt: string;
}

/** One payment with what was given back of it. */
export class PaymentDetailView extends PaymentView {
  @ListField(() => RefundView, { description: 'The oldest first; those that failed or were rejected too.' })
  readonly refunds: readonly RefundView[];

  @CentsField({ description: 'The most a refund may be now.' })
  readonly refundableCents: number;

  @ListField(() => RefundableTenderView)
  readonly refundable: readonly RefundableTenderView[];

  @ObjectField(() => PaymentVoidView, { nullable: true })
  readonly voided: PaymentVoidView | null;
}
