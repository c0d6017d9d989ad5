import { Injectable } from '@nestjs/common';
import type { PatientId, PaymentId } from '../../kernel/ids';
import { Transactions } from '../../platform/database/transactions';
import { UnfinishedPayments } from './persistence/unfinished-payments.repository';
import { RefreshPayment } from './settling/refresh-payment';

/**
 * Lets a look at a payment, or at a patient's account, ask about what is not known yet, so that nobody is shown "checking"
 * for longer than the processor needs. One that does not answer leaves it as it is: reading never fails for it.
 *
 * Tx: forbids one around it.
 */
@Injectable()
export class AskAboutPayments {
  constructor(
    private readonly tx: Transactions,
    private readonly unfinished: UnfinishedPayments,
    private readonly refresh: RefreshPayment,
  ) {}

  async one(paymentId: PaymentId): Promise<void> {
    if (await this.tx.run(() => this.unfinished.is(paymentId))) await this.ask([paymentId]);
  }

  async ofPatient(patientId: PatientId): Promise<void> {
    await this.ask(await this.tx.run(() => this.unfinished.ofPatient(patientId)));
  }

  private async ask(paymentIds: readonly PaymentId[]): Promise<void> {
    await Promise.allSettled(paymentIds.map((id) => this.refresh.execute(id)));
  }
}
