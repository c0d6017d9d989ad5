import { Injectable } from '@nestjs/common';
import { isPaymentInFlight } from '../../domain/payments/payment-state';
import { parseBusinessDate } from '../../kernel/business-date';
import type { InvoiceId } from '../../kernel/ids';
import { Money } from '../../kernel/money';
import type { InvoiceView } from '../../modules/charges/invoice.view';
import { InvoicesReader } from '../../modules/charges/invoices.reader';
import { ClinicsReader } from '../../modules/clinics/clinics.reader';
import { BalancesReader } from '../../modules/ledger/balances.reader';
import { PatientsReader } from '../../modules/patients/patients.reader';
import type { PaymentView } from '../../modules/payments/payment.view';
import { PaymentsReader } from '../../modules/payments/payments.reader';
import { Transactions } from '../../platform/database/transactions';
import { toPatientHead } from '../patients/patient-heads';
import type { PatientHead } from '../ui/patient-head';
import { INVOICE_STATES } from '../ui/shown-states';
import type { Bill } from './bill-lines';
import { DESK_TENDERS, type TenderChoice } from './tenders';

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
    private readonly clinics: ClinicsReader,
    private readonly patients: PatientsReader,
    private readonly invoices: InvoicesReader,
    private readonly balances: BalancesReader,
    private readonly payments: PaymentsReader,
  ) {}

  billToPay(invoiceId: InvoiceId): Promise<BillToPay> {
    return this.transactions.run(async () => {
      const invoice = await this.invoices.get(invoiceId);
      const [patient, clinic, balances, earlier] = await Promise.all([
        this.patients.get(invoice.patientId),
        this.clinics.current(),
        this.balances.patient(invoice.patientId),
        this.payments.list({ invoiceId }),
      ]);
      const offered = new Set<string>(clinic.policies.offeredTenders);
      const limits = {
        hsa_fsa_card: Money.cents(invoice.hsaFsaEligibleCents),
        unapplied_credit: balances.unappliedCredit,
      } as const;
      const tenders = DESK_TENDERS.filter((type) => type === 'unapplied_credit' || offered.has(type))
        .map((type): TenderChoice => ({ type, limit: limits[type as keyof typeof limits] }))
        .filter(({ limit }) => limit === undefined || limit.isPositive());
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
