import { Injectable } from '@nestjs/common';
import { Temporal } from 'temporal-polyfill';
import { type BusinessDate, businessDateOf, compareDates, parseBusinessDate } from '../../kernel/business-date';
import type { InvoiceId } from '../../kernel/ids';
import { Money } from '../../kernel/money';
import type { AdjustmentView } from '../../modules/charges/adjustment.view';
import type { InvoiceLineView, InvoiceView } from '../../modules/charges/invoice.view';
import { InvoicesReader } from '../../modules/charges/invoices.reader';
import { Authorize } from '../../modules/access/authorize';
import { ClinicsReader } from '../../modules/clinics/clinics.reader';
import type { PaymentView } from '../../modules/payments/payment.view';
import { Transactions } from '../../platform/database/transactions';
import { DeskPatient } from '../patients/desk-patient';
import { TENDER_NAMES } from '../pay-invoice/tenders';
import { ADJUSTMENT_STATES, INVOICE_STATES, PAYMENT_STATES } from '../ui/shown-states';
import { AroundInvoice } from './around-invoice';
import { ADJUSTMENT_WORDS } from './adjustment-words';
import type { InvoicePaymentShown } from './invoice-payments';
import type { AdjustmentShown, InvoiceLineShown, InvoicePageProps } from './invoice.page';

/** What the invoice page, and the forms that change an invoice, show. Tx: opens its own. Errors: `invoice_unknown`. */
@Injectable()
export class InvoiceDesk {
  constructor(
    private readonly transactions: Transactions,
    private readonly invoices: InvoicesReader,
    private readonly around: AroundInvoice,
    private readonly clinics: ClinicsReader,
    private readonly people: DeskPatient,
    private readonly authorize: Authorize,
  ) {}

  one(id: InvoiceId): Promise<Omit<InvoicePageProps, 'shell'>> {
    return this.transactions.run(async () => {
      const invoice = await this.invoices.get(id);
      const [{ payments, plan }, { patient, timeZone }, today] = await Promise.all([
        this.around.of(id),
        this.people.of(invoice.patientId),
        this.clinics.today(),
      ]);
      const isOpen = invoice.balanceCents > 0;
      const mayAdjust = this.authorize.may('adjustments.make') && invoice.status !== 'void';
      return {
        patient,
        invoice: toInvoice(invoice, { payments, today, timeZone }),
        mayPay: isOpen && this.authorize.may('payments.take'),
        mayAdjust,
        mayWriteOff: mayAdjust && isOpen,
        mayVoid: invoice.status !== 'void' && this.authorize.may('invoices.void'),
        newPlanHref:
          isOpen && !plan && this.authorize.may('plans.work')
            ? `/patients/${invoice.patientId}/plans/new?invoice=${id}`
            : undefined,
        plan,
        pdfHref: this.authorize.may('documents.read') ? `/v1/invoices/${id}.pdf` : undefined,
      };
    });
  }

  /** What one person may take off alone, and the largest balance that is too small to collect. */
  async limits(): Promise<{ readonly alone: Money; readonly smallBalance: Money }> {
    const { policies } = await this.clinics.settings();
    return {
      alone: Money.cents(policies.adjustmentApprovalCents),
      smallBalance: Money.cents(policies.smallBalanceCents),
    };
  }
}

interface Around {
  readonly payments: readonly PaymentView[];
  readonly today: BusinessDate;
  readonly timeZone: string;
}

function toInvoice(invoice: InvoiceView, { payments, today, timeZone }: Around): InvoicePageProps['invoice'] {
  const dueOn = parseBusinessDate(invoice.dueOn);
  return {
    id: invoice.id,
    number: invoice.number,
    state: INVOICE_STATES[invoice.status],
    issuedOn: parseBusinessDate(invoice.issuedOn),
    dueOn,
    isOverdue: invoice.balanceCents > 0 && compareDates(dueOn, today) < 0,
    total: Money.cents(invoice.totalCents),
    paid: Money.cents(invoice.paidCents),
    balance: Money.cents(invoice.balanceCents),
    lines: invoice.lines.map((line) => toLine(line, timeZone)),
    payments: payments.map(toPayment),
  };
}

const toLine = (line: InvoiceLineView, timeZone: string): InvoiceLineShown => ({
  chargeId: line.chargeId,
  name: line.description,
  on: parseBusinessDate(line.dateOfService),
  times: line.quantity,
  listed: Money.cents(line.listPriceCents),
  takenOff: Money.cents(line.adjustmentCents),
  writtenOff: Money.cents(line.writtenOffCents),
  paid: Money.cents(line.paidCents),
  open: Money.cents(line.openCents),
  adjustments: line.adjustments.map((adjustment) => toAdjustment(adjustment, timeZone)),
});

const toAdjustment = (adjustment: AdjustmentView, timeZone: string): AdjustmentShown => ({
  id: adjustment.id,
  name: ADJUSTMENT_WORDS[adjustment.type],
  reason: adjustment.reason,
  on: businessDateOf(Temporal.Instant.from(adjustment.madeAt), timeZone),
  amount: Money.cents(adjustment.amountCents),
  state: ADJUSTMENT_STATES[adjustment.status],
  approvalHref:
    adjustment.status === 'awaiting_approval' && adjustment.approvalId
      ? `/tasks#approval-${adjustment.approvalId}`
      : undefined,
});

const toPayment = ({ id, effectiveOn, tenders, status, amountCents }: PaymentView): InvoicePaymentShown => ({
  id,
  on: parseBusinessDate(effectiveOn),
  what: tenders.map(({ type }) => TENDER_NAMES[type]).join(', ') || 'Payment',
  state: PAYMENT_STATES[status],
  amount: Money.cents(amountCents),
});
