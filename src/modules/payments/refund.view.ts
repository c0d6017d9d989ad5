import {
  REFUND_STATUSES,
  REFUND_TENDER_STATES,
  type RefundStatus,
  type RefundTenderState,
} from '../../domain/payments/refund-state';
import { TENDER_TYPES, type TenderType } from '../../domain/payments/tender-types';
import type { ChargeId, InvoiceId, PatientId, PaymentId, RefundId, RefundTenderId, TenderId } from '../../kernel/ids';
import {
  CentsField,
  DateField,
  EnumField,
  InstantField,
  ListField,
  TextField,
  UuidField,
} from '../../platform/http/fields';
import { REFUND_REASONS, type RefundReason } from './refund-reasons';

/** Where a refund took money from: what was held for the patient, or a charge, which is owed again. */
export class RefundLineView {
  @EnumField(['credit', 'prepayment', 'deposit', 'charge'])
  readonly from: 'credit' | 'prepayment' | 'deposit' | 'charge';

  @UuidField({ nullable: true })
  readonly chargeId: ChargeId | null;

  @UuidField({ nullable: true })
  readonly invoiceId: InvoiceId | null;

  @CentsField()
  readonly amountCents: number;
}

/** The part of a refund that goes back to one tender. */
export class RefundTenderView {
  @UuidField()
  readonly id: RefundTenderId;

  @UuidField()
  readonly tenderId: TenderId;

  @EnumField(TENDER_TYPES)
  readonly type: TenderType;

  @CentsField()
  readonly amountCents: number;

  @EnumField(REFUND_TENDER_STATES)
  readonly status: RefundTenderState;

  @TextField({ nullable: true, description: 'Terminal reference, Venmo transaction or number of the clinic’s check.' })
  readonly reference: string | null;

  @TextField({ nullable: true, description: 'Why the money did not reach the patient, as a code.' })
  readonly failureCode: string | null;

  @DateField({ nullable: true, description: 'Business day it is booked on.' })
  readonly effectiveOn: string | null;

  @ListField(() => RefundLineView)
  readonly lines: readonly RefundLineView[];
}

/** Money given back of one payment, as it stands. */
export class RefundView {
  @UuidField({ readOnly: true })
  readonly id: RefundId;

  @UuidField()
  readonly paymentId: PaymentId;

  @UuidField()
  readonly patientId: PatientId;

  @EnumField(REFUND_STATUSES, {
    description:
      '`unknown`: the processor has not answered; it is asked again by itself. Never ask for the money twice.',
  })
  readonly status: RefundStatus;

  @EnumField(['desk', 'processor'], { description: '`processor`: made in the processor’s own dashboard.' })
  readonly source: 'desk' | 'processor';

  @CentsField()
  readonly amountCents: number;

  @EnumField(REFUND_REASONS)
  readonly reason: RefundReason;

  @TextField({ nullable: true, max: 500 })
  readonly note: string | null;

  @InstantField()
  readonly requestedAt: string;

  @UuidField({ nullable: true, description: 'The approval it needed.' })
  readonly approvalId: string | null;

  @ListField(() => RefundTenderView)
  readonly tenders: readonly RefundTenderView[];
}
