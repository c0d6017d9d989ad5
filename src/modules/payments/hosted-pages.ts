import { Injectable } from '@nestjs/common';
import { fromDate } from '../../kernel/clock';
import { Money } from '../../kernel/money';
import { RequestContext } from '../../platform/context/request-context';
import { Transactions } from '../../platform/database/transactions';
import type { OpenInvoice } from '../charges/open-charge';
import { ClinicsReader } from '../clinics/clinics.reader';
import { PayLinks } from './pay-links';
import { PaymentGateway } from './payment-gateway';
import type { CheckoutRow } from './persistence/checkouts.repository';

/** What a hosted page is opened with: neutral words, opaque ids, and the way back to the patient's own page. */
@Injectable()
export class HostedPages {
  constructor(
    private readonly tx: Transactions,
    private readonly clinics: ClinicsReader,
    private readonly payLinks: PayLinks,
    private readonly gateway: PaymentGateway,
    private readonly context: RequestContext,
  ) {}

  async payLinkOf(invoice: OpenInvoice): Promise<string> {
    return (await this.payLinks.ensure(invoice.patientId)).url;
  }

  async open(
    invoice: OpenInvoice,
    attempt: CheckoutRow,
    payLinkUrl: string,
  ): Promise<{ stripeSessionId: string; url: string }> {
    const { statementDescriptor } = await this.tx.run(() => this.clinics.settings());
    return this.gateway.openCheckout({
      sessionId: attempt.id,
      paymentId: attempt.paymentId,
      clinicId: this.context.clinicId,
      invoiceNumber: invoice.number,
      statementDescriptor,
      amount: Money.fromColumn(attempt.amountCents),
      expiresAt: fromDate(attempt.expiresAt),
      successUrl: `${payLinkUrl}?payment=${attempt.paymentId}`,
      cancelUrl: payLinkUrl,
    });
  }
}
