import { Injectable } from '@nestjs/common';
import { invariant } from '../../kernel/invariant';
import type { PaymentId } from '../../kernel/ids';
import { RefundsRepository } from './persistence/refunds.repository';
import { RecordVoid } from './refunds/record-void';
import { ReverseTenders } from './refunds/reverse-tenders';

/**
 * Takes back what held money had earned by sessions that are voided: the money is held again, under the payment it came by.
 *
 * Tx: needs one. Idempotent by: the payment's state. Posts: the reversal of every entry of its tenders.
 */
@Injectable()
export class TakeBackEarned {
  constructor(
    private readonly payments: RefundsRepository,
    private readonly reversal: ReverseTenders,
    private readonly record: RecordVoid,
  ) {}

  async execute(paymentId: PaymentId, reason: string): Promise<void> {
    const payment = await this.payments.lockPayment(paymentId);
    invariant(payment, 'what was earned is a payment');
    if (payment.state === 'voided') return;
    await this.reversal.execute(payment);
    await this.record.execute(paymentId, reason);
  }
}
