import type { PaymentState } from '../../../domain/payments/payment-state';
import type { RefundTenderState } from '../../../domain/payments/refund-state';
import type { TenderType } from '../../../domain/payments/tender-types';
import type {
  InvoiceId,
  JournalEntryId,
  PatientId,
  PaymentId,
  RefundId,
  RefundTenderId,
  TenderId,
} from '../../../kernel/ids';

/** A tender of a payment, as a refund or a void needs to know it. */
export interface TenderToReturn {
  readonly id: TenderId;
  readonly type: TenderType;
  readonly amountCents: string;
  /** Given back, or kept aside for a refund on its way. */
  readonly refundedCents: string;
  readonly reference: string | null;
  /** Taken at the processor; none for money taken at the desk or on the clinic's own terminal. */
  readonly paymentIntentId: string | null;
}

/** A payment's row, locked, with its tenders. */
export interface PaymentToReturn {
  readonly id: PaymentId;
  readonly patientId: PatientId;
  readonly invoiceId: InvoiceId | null;
  readonly state: PaymentState;
  readonly amountCents: string;
  /** What its refunds have given back, in the books. */
  readonly bookedBackCents: string;
  readonly effectiveOn: string;
  readonly tenders: readonly TenderToReturn[];
}

export interface RefundRecord {
  readonly id: RefundId;
  readonly paymentId: PaymentId;
  readonly patientId: PatientId;
  readonly source: 'desk' | 'processor';
  readonly state: 'awaiting_approval' | 'requested';
  readonly amountCents: string;
  readonly reason: string;
  readonly note?: string;
  readonly requestKey: string;
  readonly requestedBy: { readonly kind: string; readonly id: string };
  readonly requestedAt: Date;
  readonly tenders: readonly {
    readonly id: RefundTenderId;
    readonly tenderId: TenderId;
    readonly amountCents: string;
    readonly reference?: string;
  }[];
}

/** One part of a refund with what it takes to carry it out. */
export interface RefundTenderRow {
  readonly id: RefundTenderId;
  readonly refundId: RefundId;
  readonly paymentId: PaymentId;
  readonly patientId: PatientId;
  readonly tenderId: TenderId;
  readonly type: TenderType;
  readonly state: RefundTenderState;
  readonly reason: string;
  readonly amountCents: string;
  readonly paymentIntentId: string | null;
  readonly stripeRefundId: string | null;
  readonly journalEntryId: JournalEntryId | null;
  readonly createdAt: Date;
}
