import type { DeclineRetry } from '../../domain/payments/decline-advice';
import { TENDER_STATES, type TenderState } from '../../domain/payments/derive-payment-state';
import { PAYMENT_STATES, type PaymentState } from '../../domain/payments/payment-state';
import { TENDER_TYPES, type TenderType } from '../../domain/payments/tender-types';
import type { ChargeId, InvoiceId, PatientId, PaymentId, PaymentMethodId, TenderId } from '../../kernel/ids';
import {
  BooleanField,
  CentsField,
  DateField,
  EnumField,
  InstantField,
  ListField,
  ObjectField,
  TextField,
  UuidField,
} from '../../platform/http/fields';

/** What a receipt may show of a card. */
export class CardView {
  @TextField({ nullable: true, example: 'visa' })
  readonly brand: string | null;

  @TextField({ example: '4242' })
  readonly last4: string;
}

/** Why a card was not charged, and what to do about it. */
export class DeclineView {
  @TextField({ example: 'insufficient_funds', description: 'The bank’s reason in Stripe’s codes, or our own.' })
  readonly code: string;

  @TextField({ nullable: true, example: 'try_again_later' })
  readonly adviceCode: string | null;

  @EnumField(['never', 'later', 'corrected', 'with_holder'], {
    description:
      'When the same card may be tried again: `with_holder` on the card page, where the patient confirms it.',
  })
  readonly retry: DeclineRetry;

  @TextField({ max: 500, description: 'What to say and do at the desk.' })
  readonly deskWords: string;

  @TextField({ max: 500, description: 'What a patient may read.' })
  readonly patientWords: string;
}

/** One means of paying inside a payment. */
export class TenderView {
  @UuidField()
  readonly id: TenderId;

  @EnumField(TENDER_TYPES)
  readonly type: TenderType;

  @EnumField(TENDER_STATES, {
    description: 'How far the taking of it has come. Until it is known a card counts as under way, never as failed.',
  })
  readonly status: TenderState;

  @BooleanField({ description: 'HSA or FSA money: it pays only eligible care that was given.' })
  readonly spendsHsaFsa: boolean;

  @CentsField()
  readonly amountCents: number;

  @CentsField({ nullable: true, description: 'Cash handed over.' })
  readonly tenderedCents: number | null;

  @TextField({ nullable: true, description: 'Check number, Venmo transaction id or terminal reference.' })
  readonly reference: string | null;

  @ObjectField(() => CardView, { nullable: true })
  readonly card: CardView | null;

  @CentsField({
    nullable: true,
    description: 'What the processor kept; null until it has said so, or where there is none.',
  })
  readonly feeCents: number | null;

  @UuidField({ nullable: true, description: 'The saved card it charges.' })
  readonly paymentMethodId: PaymentMethodId | null;

  @ObjectField(() => DeclineView, { nullable: true, description: 'Why nothing was taken of it.' })
  readonly decline: DeclineView | null;
}

/** Part of a tender that paid part of a charge. */
export class AllocationView {
  @UuidField()
  readonly tenderId: TenderId;

  @UuidField()
  readonly chargeId: ChargeId;

  @UuidField({ nullable: true })
  readonly invoiceId: InvoiceId | null;

  @CentsField()
  readonly amountCents: number;
}

/** One act of paying, as it stands. */
export class PaymentView {
  @UuidField()
  readonly id: PaymentId;

  @UuidField()
  readonly patientId: PatientId;

  @UuidField({ nullable: true })
  readonly invoiceId: InvoiceId | null;

  @EnumField(PAYMENT_STATES)
  readonly status: PaymentState;

  @EnumField(['desk', 'checkout'])
  readonly source: 'desk' | 'checkout';

  @CentsField({ description: 'What was taken; while it is under way, or when nothing was, what was asked for.' })
  readonly amountCents: number;

  @DateField({ description: 'Business day in the clinic’s zone.' })
  readonly effectiveOn: string;

  @InstantField()
  readonly takenAt: string;

  @UuidField({ description: 'The payment’s one receipt, at /v1/payments/{id}/receipt.pdf.' })
  readonly receiptId: string;

  @CentsField({ description: 'Cash to hand back.' })
  readonly changeDueCents: number;

  @CentsField({ description: 'What no charge took: the patient’s credit.' })
  readonly unappliedCents: number;

  @CentsField({ nullable: true, description: 'What the invoice owes now; null for a payment without one.' })
  readonly balanceCents: number | null;

  @ListField(() => TenderView)
  readonly tenders: readonly TenderView[];

  @ListField(() => AllocationView)
  readonly allocations: readonly AllocationView[];
}
