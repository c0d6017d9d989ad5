import { PAYMENT_STATES, type PaymentState } from '../../domain/payments/payment-state';
import type { InvoiceId, PatientId, PaymentId } from '../../kernel/ids';
import { CentsField, DateField, EnumField, ListField, UuidField } from '../../platform/http/fields';
import { TenderView } from './payment.view';

/** Money taken before any charge, and what is left of it. */
export class DepositView {
  @UuidField({ readOnly: true, description: 'The payment’s id: its receipt and its refunds go by it.' })
  readonly id: PaymentId;

  @UuidField()
  readonly patientId: PatientId;

  @EnumField(['deposit', 'prepayment', 'package'])
  readonly purpose: 'deposit' | 'prepayment' | 'package';

  @EnumField(PAYMENT_STATES)
  readonly status: PaymentState;

  @CentsField()
  readonly amountCents: number;

  @CentsField({ description: 'Neither applied nor given back, on account 2100 or 2150.' })
  readonly heldCents: number;

  @CentsField({ description: 'Given back, or kept aside for a refund on its way.' })
  readonly refundedCents: number;

  @DateField({ description: 'Business day in the clinic’s zone.' })
  readonly effectiveOn: string;

  @UuidField({ description: 'Its receipt, at /v1/payments/{id}/receipt.pdf.' })
  readonly receiptId: string;

  @CentsField({ description: 'Cash to hand back.' })
  readonly changeDueCents: number;

  @ListField(() => TenderView)
  readonly tenders: readonly TenderView[];
}

/** Held money that paid an invoice; a payment of its own. */
export class AppliedPaymentView {
  @UuidField()
  readonly paymentId: PaymentId;

  @UuidField()
  readonly invoiceId: InvoiceId;

  @CentsField()
  readonly amountCents: number;
}

/** What was applied, and what is still held. */
export class AppliedCreditView {
  @UuidField()
  readonly patientId: PatientId;

  @CentsField()
  readonly appliedCents: number;

  @CentsField({ description: 'Rest of prepayments whose care is paid: credit from now on.' })
  readonly releasedCents: number;

  @CentsField({ description: 'Still held and free to be applied.' })
  readonly leftCents: number;

  @ListField(() => AppliedPaymentView)
  readonly payments: readonly AppliedPaymentView[];
}

/** Money held for a patient, and where it came from. */
export class HeldMoneyView {
  @UuidField({ description: 'The payment it came by.' })
  readonly paymentId: PaymentId;

  @EnumField(['credit', 'prepayment', 'deposit', 'package'], {
    description: 'Money of a `package` is spent by its own sessions alone.',
  })
  readonly kind: 'credit' | 'prepayment' | 'deposit' | 'package';

  @CentsField()
  readonly amountCents: number;

  @DateField({ description: 'The business day it was paid.' })
  readonly paidOn: string;
}
