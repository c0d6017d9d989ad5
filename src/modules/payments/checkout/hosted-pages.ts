import { Injectable } from '@nestjs/common';
import { fromDate } from '../../../kernel/clock';
import { Money } from '../../../kernel/money';
import { RequestContext } from '../../../platform/context/request-context';
import { Transactions } from '../../../platform/database/transactions';
import { ClinicsReader } from '../../clinics/clinics.reader';
import type { CheckoutSubject } from './checkout-attempts';
import { PayLinks } from '../pay-links';
import { PaymentGateway } from './payment-gateway';
import { type CheckoutRow, CheckoutsRepository } from '../persistence/checkouts.repository';

/** What a hosted page is opened with: neutral words, opaque ids, and the way back to the patient's own page. */
@Injectable()
export class HostedPages {
  constructor(
    private readonly tx: Transactions,
    private readonly clinics: ClinicsReader,
    private readonly payLinks: PayLinks,
    private readonly gateway: PaymentGateway,
    private readonly checkouts: CheckoutsRepository,
    private readonly context: RequestContext,
  ) {}

  async payLinkOf({ patientId }: Pick<CheckoutSubject, 'patientId'>): Promise<string> {
    return (await this.payLinks.ensure(patientId)).url;
  }

  /**
   * The address of the attempt's page, opened at the processor and kept. Undefined when the attempt was ended meanwhile
   * (another amount, or cash at the desk): its page is ended too, and nobody learns its address.
   */
  async open({ number }: CheckoutSubject, attempt: CheckoutRow, payLinkUrl: string): Promise<string | undefined> {
    const { statementDescriptor } = await this.tx.run(() => this.clinics.settings());
    const opened = await this.gateway.openCheckout({
      sessionId: attempt.id,
      paymentId: attempt.paymentId,
      clinicId: this.context.clinicId,
      invoiceNumber: number,
      statementDescriptor,
      amount: Money.fromColumn(attempt.amountCents),
      expiresAt: fromDate(attempt.expiresAt),
      successUrl: `${payLinkUrl}?payment=${attempt.paymentId}`,
      cancelUrl: payLinkUrl,
    });
    if (await this.tx.run(() => this.checkouts.setOpen(attempt.id, opened))) return opened.url;
    await this.gateway.expireCheckout(opened.stripeSessionId);
    return undefined;
  }
}
