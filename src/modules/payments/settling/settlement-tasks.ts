import { Injectable } from '@nestjs/common';
import type { PaymentId } from '../../../kernel/ids';
import type { Money } from '../../../kernel/money';
import { CloseTask } from '../../tasks/close-task';
import { RaiseTask } from '../../tasks/raise-task';
import type { LockedPayment } from '../persistence/payments.repository';

/** What people are told when a payment comes to its end, or does not. Tx: joins or opens one. */
@Injectable()
export class SettlementTasks {
  constructor(
    private readonly raise: RaiseTask,
    private readonly close: CloseTask,
  ) {}

  /** Money came in that no charge of its invoice took. */
  unexpectedCredit({ id, patientId, invoiceId }: LockedPayment, amount: Money): Promise<void> {
    return this.raise.execute({
      kind: 'unexpected_credit',
      subject: { type: 'payment', id },
      patientId,
      amount,
      facts: { invoiceId },
    });
  }

  /** The processor has not told for too long. */
  stillUnknown(payment: { id: PaymentId; patientId: string; amount: Money; state: string }): Promise<void> {
    return this.raise.execute({
      kind: 'payment_unknown',
      subject: { type: 'payment', id: payment.id },
      patientId: payment.patientId,
      amount: payment.amount,
      facts: { state: payment.state },
    });
  }

  known(paymentId: PaymentId): Promise<void> {
    return this.close.about('payment_unknown', paymentId, 'The processor has told how it came out.');
  }
}
