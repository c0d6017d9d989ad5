import { Injectable } from '@nestjs/common';
import { isPaymentInFlight } from '../../domain/payments/payment-state';
import { parseBusinessDate } from '../../kernel/business-date';
import type { InvoiceId } from '../../kernel/ids';
import { Money } from '../../kernel/money';
import type { InvoiceView } from '../../modules/charges/invoice.view';
import { InvoicesReader } from '../../modules/charges/invoices.reader';
import { PatientsReader } from '../../modules/patients/patients.reader';
import type { PaymentView } from '../../modules/payments/payment.view';
import { PaymentsReader } from '../../modules/payments/payments.reader';
import { Transactions } from '../../platform/database/transactions';
import { toPatientHead } from '../patients/patient-heads';
import type { PatientHead } from '../ui/patient-head';
import { INVOICE_STATES } from '../ui/shown-states';
import type { Bill } from './bill-lines';
import { TenderChoices } from './tender-choices';
import type { TenderChoice } from './tenders';

/** A bill with everything the desk needs to take money for it. */
export interface BillToPay {
  readonly invoice: InvoiceView;
  readonly bill: Bill;
  readonly tenders: readonly TenderChoice[];
  readonly underWay?: string;
}

/** What the pages for taking a payment show. Tx: opens its own. Errors: `invoice_unknown`. */
@Injectable()
export class PaymentDesk {
  constructor(
    private readonly transactions: Transactions,
    private readonly patients: PatientsReader,
    private readonly invoices: InvoicesReader,
    private readonly payments: PaymentsReader,
    private readonly choices: TenderChoices,
  ) {}

  billToPay(invoiceId: InvoiceId): Promise<BillToPay> {
    return this.transactions.run(async () => {
      const invoice = await this.invoices.get(invoiceId);
      const [patient, tenders, earlier] = await Promise.all([
        this.patients.get(invoice.patientId),
        this.choices.of(invoice),
        this.payments.list({ invoiceId }),
      ]);
      return { invoice, bill: toBill(invoice, toPatientHead(patient)), tenders, underWay: underWay(earlier.data) };
    });
  }
}

function toBill(invoice: InvoiceView, patient: PatientHead): Bill {
  return {
    invoiceId: invoice.id,
    number: invoice.number,
    patient,
    state: INVOICE_STATES[invoice.status],
    total: Money.cents(invoice.totalCents),
    paid: Money.cents(invoice.paidCents),
    balance: Money.cents(invoice.balanceCents),
    hsaFsaEligible: Money.cents(invoice.hsaFsaEligibleCents),
    lines: invoice.lines.map((line) => ({
      chargeId: line.chargeId,
      on: parseBusinessDate(line.dateOfService),
      name: line.description,
      isHsaFsaEligible: line.hsaFsaEligible,
      amount: Money.cents(line.amountCents),
      balance: Money.cents(line.openCents),
    })),
  };
}

function underWay(payments: readonly PaymentView[]): string | undefined {
  const open = payments.find((payment) => isPaymentInFlight(payment.status));
  if (!open) return undefined;
  const amount = Money.cents(open.amountCents).format();
  return open.status === 'pending'
    ? `The patient has a card page open for ${amount}. Taking money here closes it.`
    : `A card payment of ${amount} is being checked. Wait for it before taking money again.`;
}
