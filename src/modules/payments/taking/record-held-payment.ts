import { Injectable } from '@nestjs/common';
import { feeRecipe } from '../../../domain/ledger/recipes';
import type { DepositPurpose } from '../../../domain/ledger/refund-recipes';
import type { JournalLine } from '../../../domain/ledger/journal';
import type { AllocatedTender } from '../../../domain/payments/allocate-payment';
import type { TenderInput } from '../../../domain/payments/tender-rules';
import type { BusinessDate } from '../../../kernel/business-date';
import { fromDate } from '../../../kernel/clock';
import { DomainError } from '../../../kernel/errors';
import { type InvoiceId, newId, type PatientId, type PaymentId, type TenderId } from '../../../kernel/ids';
import { Money } from '../../../kernel/money';
import { RequestContext } from '../../../platform/context/request-context';
import { violates } from '../../../platform/database/pg-errors';
import { RecordAuditEvent } from '../../access/record-audit-event';
import { PostJournalEntry } from '../../ledger/post-journal-entry';
import { DepositsRepository } from '../persistence/deposits.repository';
import { PaymentsRepository } from '../persistence/payments.repository';

/** A payment that takes money to be held, or spends money that is. */
export interface HeldPayment {
  readonly payment: {
    readonly id: PaymentId;
    readonly patientId: PatientId;
    readonly invoiceId: InvoiceId | null;
    readonly effectiveOn: BusinessDate;
    readonly takenAt: Date;
    readonly tenders: readonly (TenderInput & { readonly id: TenderId })[];
  };
  /** For the audit trail. */
  readonly action: 'deposit.take' | 'credit.apply' | 'credit.set_aside' | 'prepaid.earn';
  /** Of money taken before any charge. */
  readonly purpose?: DepositPurpose;
  readonly allocated: readonly AllocatedTender[];
  /** What each tender posts. */
  readonly entries: readonly { readonly tenderId: TenderId; readonly lines: readonly JournalLine[] }[];
}

/** Stores such a payment and books it. Tx: needs one. Errors: `tender_reference_taken`. */
@Injectable()
export class RecordHeldPayment {
  constructor(
    private readonly payments: PaymentsRepository,
    private readonly deposits: DepositsRepository,
    private readonly journal: PostJournalEntry,
    private readonly audit: RecordAuditEvent,
    private readonly context: RequestContext,
  ) {}

  async execute(held: HeldPayment): Promise<void> {
    const { payment, purpose } = held;
    const amount = Money.sum(payment.tenders.map((tender) => tender.amount));
    try {
      await this.insert(held, amount);
    } catch (error) {
      throw violates(error, 'uq_payment_tenders_venmo_reference') ? referenceTaken(payment.tenders) : error;
    }
    if (purpose) await this.deposits.insert({ paymentId: payment.id, patientId: payment.patientId, purpose });
    await this.book(held);
    await this.audit.execute({
      action: held.action,
      subject: { type: 'payment', id: payment.id },
      facts: { amountCents: amount.toJSON(), invoiceId: payment.invoiceId, purpose: purpose ?? null },
    });
  }

  private insert({ payment, allocated }: HeldPayment, amount: Money): Promise<void> {
    const { kind, id } = this.context.actor;
    return this.payments.insert(
      {
        ...payment,
        state: 'succeeded',
        source: 'desk',
        amount,
        effectiveOn: payment.effectiveOn.toString(),
        receiptId: newId(fromDate(payment.takenAt)),
        takenBy: { kind, id },
        tenders: payment.tenders.map((tender) => ({
          ...tender,
          spendsHsaFsa: false,
          reference: tender.reference?.trim(),
        })),
      },
      allocated,
    );
  }

  private async book({ payment, entries }: HeldPayment): Promise<void> {
    const post = async (kind: string, tenderId: TenderId, lines: readonly JournalLine[]): Promise<void> => {
      const source = { type: 'tender', id: tenderId } as const;
      await this.journal.execute({ kind, source, effectiveOn: payment.effectiveOn, lines });
    };
    for (const { tenderId, lines } of entries) await post('payment', tenderId, lines);
    for (const { id, type, fee } of payment.tenders)
      if (fee?.isPositive()) await post('fee', id, feeRecipe({ type, fee }));
  }
}

function referenceTaken(tenders: readonly TenderInput[]): DomainError {
  const index = tenders.findIndex((tender) => tender.type === 'venmo');
  const message = 'This Venmo transaction was recorded before. Look it up before taking it again.';
  return new DomainError('tender_reference_taken', {
    detail: message,
    errors: [{ pointer: `/tenders/${index}/reference`, message }],
  });
}
