import { Injectable } from '@nestjs/common';
import type { DepositPurpose } from '../../../domain/ledger/refund-recipes';
import type { AllocatedPayment } from '../../../domain/payments/allocate-payment';
import type { TenderInput } from '../../../domain/payments/tender-rules';
import type { BusinessDate } from '../../../kernel/business-date';
import { Clock, toDate } from '../../../kernel/clock';
import { DomainError } from '../../../kernel/errors';
import {
  type ChargeId,
  type InvoiceId,
  newId,
  type PatientId,
  type PaymentId,
  type TenderId,
} from '../../../kernel/ids';
import { invariant } from '../../../kernel/invariant';
import { Money } from '../../../kernel/money';
import { RequestContext } from '../../../platform/context/request-context';
import { violates } from '../../../platform/database/pg-errors';
import { RecordAuditEvent } from '../../access/record-audit-event';
import { BookTenders } from './book-tenders';
import { type PaymentRecord, PaymentsRepository } from '../persistence/payments.repository';

/** A payment by tenders that need no processor: its money is in hand the moment it is entered. */
export interface DeskPayment {
  readonly patientId: PatientId;
  /** Null for one that pays several, when `invoiceOf` tells whose charge is whose, and for money taken ahead of any charge. */
  readonly invoiceId: InvoiceId | null;
  readonly invoiceOf?: ReadonlyMap<ChargeId, InvoiceId>;
  /** Of money taken ahead of any charge. */
  readonly heldFor?: DepositPurpose;
  /** The business day it is booked on. */
  readonly effectiveOn: BusinessDate;
  readonly tenders: readonly (TenderInput & { readonly id: TenderId })[];
  readonly allocated: AllocatedPayment;
}

/**
 * Stores a desk payment and books it. Nothing is waited for: all of it leaves in one statement, with the answer to the
 * request and the COMMIT behind it.
 *
 * Tx: needs one; its commit throws what is refused. Errors: `tender_reference_taken` for a Venmo transaction recorded before.
 */
@Injectable()
export class RecordPayment {
  constructor(
    private readonly payments: PaymentsRepository,
    private readonly booking: BookTenders,
    private readonly audit: RecordAuditEvent,
    private readonly context: RequestContext,
    private readonly clock: Clock,
  ) {}

  async execute(input: DeskPayment): Promise<PaymentRecord> {
    const { effectiveOn, heldFor } = input;
    const payment = this.recordOf(input);
    const tenders = payment.tenders.map((tender, index) => {
      const allocated = input.allocated.tenders[index];
      invariant(allocated?.tenderId === tender.id, 'allocations come in the order of the tenders');
      return { ...tender, allocated };
    });
    await this.audit.execute({
      action: 'payment.take',
      subject: { type: 'payment', id: payment.id },
      facts: { amountCents: payment.amount.toJSON(), invoiceId: input.invoiceId, tenders: tenders.length },
    });
    const { invoiceOf } = input;
    this.payments.deferInsert(payment, invoiceOf ? [] : input.allocated.tenders, (error) =>
      violates(error, 'uq_payment_tenders_venmo_reference') ? referenceTaken(payment) : error,
    );
    if (invoiceOf) await this.payments.insertAllocationsOf(payment.id, input.allocated.tenders, invoiceOf);
    await this.booking.execute({ ...payment, effectiveOn, invoiceOf, heldFor }, tenders);
    return payment;
  }

  private recordOf(input: DeskPayment): PaymentRecord {
    const now = this.clock.now();
    const { kind, id } = this.context.actor;
    return {
      id: newId<PaymentId>(now),
      patientId: input.patientId,
      invoiceId: input.invoiceId,
      state: 'succeeded',
      source: 'desk',
      amount: Money.sum(input.tenders.map((tender) => tender.amount)),
      effectiveOn: input.effectiveOn.toString(),
      receiptId: newId(now),
      takenBy: { kind, id },
      takenAt: toDate(now),
      tenders: input.tenders.map((tender) => ({
        id: tender.id,
        type: tender.type,
        spendsHsaFsa: tender.type === 'hsa_fsa_card',
        amount: tender.amount,
        tendered: tender.tendered,
        reference: tender.reference?.trim(),
        card: tender.card,
        fee: tender.fee,
      })),
    };
  }
}

/** A Venmo transaction that was recorded before. */
export function referenceTaken(payment: PaymentRecord): DomainError {
  const index = payment.tenders.findIndex((tender) => tender.type === 'venmo');
  const message = 'This Venmo transaction was recorded before. Look it up before taking it again.';
  return new DomainError('tender_reference_taken', {
    detail: message,
    errors: [{ pointer: `/tenders/${index}/reference`, message }],
  });
}
