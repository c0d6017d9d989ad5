import { Injectable } from '@nestjs/common';
import { hsaFsaEligibility } from '../../domain/payments/hsa-fsa-eligibility';
import { isPaymentInFlight } from '../../domain/payments/payment-state';
import { parseBusinessDate } from '../../kernel/business-date';
import { DomainError } from '../../kernel/errors';
import type { PatientId, PaymentId } from '../../kernel/ids';
import { Money } from '../../kernel/money';
import type { InvoiceView } from '../../modules/charges/invoice.view';
import { InvoicesReader } from '../../modules/charges/invoices.reader';
import { OpenChargesReader } from '../../modules/charges/open-charges.reader';
import type { PaymentView } from '../../modules/payments/payment.view';
import { PaymentsReader } from '../../modules/payments/payments.reader';
import { RefreshPayment } from '../../modules/payments/refresh-payment';
import { Transactions } from '../../platform/database/transactions';
import type { BillDue, PaymentOutcome } from './pay-link.page';

/** What a patient may see through a pay link, for the one patient it belongs to. */
@Injectable()
export class PayLinkVisit {
  constructor(
    private readonly transactions: Transactions,
    private readonly openCharges: OpenChargesReader,
    private readonly invoices: InvoicesReader,
    private readonly payments: PaymentsReader,
    private readonly refresh: RefreshPayment,
  ) {}

  /** The patient's open bills, the oldest care first. */
  bills(patientId: PatientId): Promise<BillDue[]> {
    return this.transactions.run(async () => {
      const charges = await this.openCharges.ofPatient(patientId);
      const ids = [...new Set(charges.map(({ invoiceId }) => invoiceId))];
      const invoices = await Promise.all(ids.map((id) => this.invoices.get(id)));
      return invoices.map((invoice) => {
        const own = charges.filter(({ invoiceId }) => invoiceId === invoice.id);
        return toBill(invoice, sum(own), sum(own.filter((charge) => hsaFsaEligibility(charge) === true)));
      });
    });
  }

  /**
   * How the payment stands that the patient comes back from: read from the processor, never believed from the address.
   * Undefined when it is not this patient's. A processor that does not answer leaves it being confirmed.
   */
  async outcome(patientId: PatientId, paymentId: PaymentId): Promise<PaymentOutcome | undefined> {
    const before = await this.find(paymentId);
    if (before?.patientId !== patientId) return undefined;
    if (!isPaymentInFlight(before.status)) return outcomeOf(before);
    await this.refresh.execute(paymentId).catch(() => undefined);
    const after = await this.find(paymentId);
    return after && outcomeOf(after);
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

const sum = (charges: readonly { readonly openCents: bigint }[]): Money =>
  Money.sum(charges.map(({ openCents }) => Money.cents(openCents)));

const toBill = ({ id, number, dueOn }: InvoiceView, amount: Money, hsaFsaEligible: Money): BillDue => ({
  invoiceId: id,
  number,
  dueOn: parseBusinessDate(dueOn),
  amount,
  hsaFsaEligible,
});

function outcomeOf({ status, amountCents }: PaymentView): PaymentOutcome {
  const amount = Money.cents(amountCents);
  if (isPaymentInFlight(status)) return { kind: 'confirming', amount };
  return status === 'declined' || status === 'canceled' || status === 'voided'
    ? { kind: 'not_paid' }
    : { kind: 'paid', amount };
}
