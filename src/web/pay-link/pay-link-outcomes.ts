import { Injectable } from '@nestjs/common';
import { isPaymentInFlight, type PaymentState } from '../../domain/payments/payment-state';
import { DomainError } from '../../kernel/errors';
import type { PatientId, PaymentId } from '../../kernel/ids';
import { Money } from '../../kernel/money';
import { DocumentsReader } from '../../modules/documents/documents.reader';
import { IssueReceipt } from '../../modules/documents/issue-receipt';
import { AskAboutPayments } from '../../modules/payments/ask-about-payments';
import type { PaymentView } from '../../modules/payments/payment.view';
import { PaymentsReader } from '../../modules/payments/payments.reader';
import { Transactions } from '../../platform/database/transactions';
import type { PaidOutcome, PaymentOutcome } from './pay-link.page';

const UNPAID: readonly PaymentState[] = ['declined', 'canceled', 'voided'];
/** How far back the last payment is looked for. */
const RECENT = 10;

/** What became of a payment a patient comes back from. */
@Injectable()
export class PayLinkOutcomes {
  constructor(
    private readonly transactions: Transactions,
    private readonly payments: PaymentsReader,
    private readonly asking: AskAboutPayments,
    private readonly receipts: IssueReceipt,
    private readonly documents: DocumentsReader,
  ) {}

  /**
   * How the payment stands: read from the processor, never believed from the address. Undefined when it is not this
   * patient's. A processor that does not answer leaves it being confirmed. Tx: forbids one around it.
   */
  async of(patientId: PatientId, paymentId: PaymentId): Promise<PaymentOutcome | undefined> {
    const before = await this.find(paymentId);
    if (before?.patientId !== patientId) return undefined;
    const payment = isPaymentInFlight(before.status) ? await this.look(before) : before;
    if (isPaymentInFlight(payment.status)) return { kind: 'confirming', amount: Money.cents(payment.amountCents) };
    return UNPAID.includes(payment.status) ? { kind: 'not_paid' } : this.paid(payment);
  }

  /** The latest payment that took money, for a patient who owes nothing any more. */
  async last(patientId: PatientId): Promise<PaidOutcome | undefined> {
    const { data } = await this.payments.list({ patientId, limit: RECENT });
    const payment = data.find(({ status }) => !isPaymentInFlight(status) && !UNPAID.includes(status));
    return payment && this.paid(payment);
  }

  private async paid(payment: PaymentView): Promise<PaidOutcome> {
    const amount = Money.cents(payment.amountCents);
    return { kind: 'paid', amount, receiptNumber: await this.receiptNumberOf(payment) };
  }

  /** Asks about every payment of the patient whose outcome is not known. */
  ask(patientId: PatientId): Promise<void> {
    return this.asking.ofPatient(patientId);
  }

  private async look({ id }: PaymentView): Promise<PaymentView> {
    await this.asking.one(id);
    return this.payments.get(id);
  }

  /** The receipt is issued when it is first asked for. */
  private receiptNumberOf({ id, patientId, receiptId }: PaymentView): Promise<string | undefined> {
    return this.transactions.run(async () => {
      await this.receipts.execute(id);
      const { data } = await this.documents.ofPatient(patientId);
      return data.find((document) => document.id === receiptId)?.number;
    });
  }

  private async find(id: PaymentId): Promise<PaymentView | undefined> {
    try {
      return await this.payments.get(id);
    } catch (error) {
      if (error instanceof DomainError && error.code === 'payment_unknown') return undefined;
      throw error;
    }
  }
}
