import { Injectable } from '@nestjs/common';
import { parseBusinessDate } from '../../kernel/business-date';
import type { PatientId } from '../../kernel/ids';
import { Money } from '../../kernel/money';
import type { InvoiceView } from '../../modules/charges/invoice.view';
import { InvoicesReader } from '../../modules/charges/invoices.reader';
import { ClinicsReader } from '../../modules/clinics/clinics.reader';
import { VisitsReader } from '../../modules/charges/visits.reader';
import { PaymentsReader } from '../../modules/payments/payments.reader';
import { RefundsReader } from '../../modules/payments/refunds.reader';
import { INVOICE_STATES } from '../ui/shown-states';
import { CreditDesk } from './credit-desk';
import type { OpenInvoice, PatientPageProps } from './patient.page';
import { servicesOf, timelineOf } from './timeline-events';

/** How many of each kind the page shows; older ones are in the reports. */
const MOST = 50;

/** What happened to a patient's money, what of it is still to pay, and what is held. */
export type PatientHistoryShown = Pick<PatientPageProps, 'timeline' | 'openInvoices' | 'held'>;

/** Puts a patient's history together. Tx: joins the open one or opens its own. */
@Injectable()
export class PatientHistoryReader {
  constructor(
    private readonly visits: VisitsReader,
    private readonly invoices: InvoicesReader,
    private readonly payments: PaymentsReader,
    private readonly refunds: RefundsReader,
    private readonly clinics: ClinicsReader,
    private readonly credit: CreditDesk,
  ) {}

  async of(patientId: PatientId): Promise<PatientHistoryShown> {
    const [visits, invoices, payments, refunds, { timeZone }, held] = await Promise.all([
      this.visits.list({ patientId, limit: MOST }),
      this.invoices.list({ patientId, limit: MOST }),
      this.payments.list({ patientId, limit: MOST }),
      this.refunds.list({ patientId, limit: MOST }),
      this.clinics.settings(),
      this.credit.held(patientId),
    ]);
    const history = {
      visits: visits.data,
      invoices: invoices.data,
      payments: payments.data,
      refunds: refunds.data,
      timeZone,
    };
    return { held, timeline: timelineOf(history), openInvoices: invoices.data.filter(isOpen).map(toOpenInvoice) };
  }
}

const isOpen = ({ balanceCents }: InvoiceView): boolean => balanceCents > 0;

const toOpenInvoice = ({
  id,
  number,
  issuedOn,
  lines,
  status,
  totalCents,
  balanceCents,
}: InvoiceView): OpenInvoice => ({
  id,
  number,
  on: parseBusinessDate(issuedOn),
  what: servicesOf(lines),
  state: INVOICE_STATES[status],
  total: Money.cents(totalCents),
  balance: Money.cents(balanceCents),
});
