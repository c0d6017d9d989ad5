import type { BusinessDate } from '../../kernel/business-date';
import { Money } from '../../kernel/money';
import { Amount } from '../ui/amount';
import { ButtonLink } from '../ui/button';
import { DataTable } from '../ui/data-table';
import { Card, Figures } from '../ui/layout';
import { PatientFacts, type PatientHead } from '../ui/patient-head';
import { StaffPage, type Shell } from '../ui/staff-page';
import { StatusBadge, type ShownState } from '../ui/status-badge';
import { formatDate } from '../ui/text';
import { InvoicePayments, type InvoicePaymentShown } from './invoice-payments';
import { type AdjustmentShown, AdjustmentsOfInvoice } from './adjustments-of-invoice';

/** One charge of a bill and what became of it. */
export interface InvoiceLineShown {
  readonly chargeId: string;
  readonly name: string;
  readonly on: BusinessDate;
  readonly times: number;
  readonly listed: Money;
  readonly takenOff: Money;
  readonly writtenOff: Money;
  readonly paid: Money;
  readonly open: Money;
  readonly adjustments: readonly AdjustmentShown[];
}

/** A bill as its page and the forms that change it show it. */
export interface InvoiceShown {
  readonly id: string;
  readonly number: string;
  readonly state: ShownState;
  readonly issuedOn: BusinessDate;
  readonly dueOn: BusinessDate;
  readonly isOverdue: boolean;
  readonly total: Money;
  readonly paid: Money;
  readonly balance: Money;
  readonly lines: readonly InvoiceLineShown[];
  readonly payments: readonly InvoicePaymentShown[];
}

export interface InvoicePageProps {
  readonly shell: Shell;
  /** Left out for those who see money and not people. */
  readonly patient?: PatientHead;
  readonly invoice: InvoiceShown;
  readonly mayPay: boolean;
  readonly mayAdjust: boolean;
  readonly mayWriteOff: boolean;
  readonly mayVoid: boolean;
  readonly pdfHref?: string;
  /** Where the bill can be put on a plan. */
  readonly newPlanHref?: string;
  /** The plan it is on. */
  readonly plan?: { readonly href: string; readonly number: string };
  /** Left out for those who see no visits. */
  readonly visitHref?: string;
}

/** A bill: what it is made of, what was taken off and paid, what is open, and what can be done about it. */
export function InvoicePage(props: InvoicePageProps) {
  const { shell, patient, invoice, plan } = props;
  const { number, state, issuedOn, dueOn, isOverdue, total, paid, balance, lines } = invoice;
  const waiting = lines.flatMap(({ adjustments }) => adjustments.filter((one) => one.state === 'second_person'));
  return (
    <StaffPage
      shell={shell}
      at="/patients"
      title={`Invoice ${number}`}
      heading={
        <>
          Invoice <span class="number">{number}</span> <StatusBadge state={state} />
        </>
      }
      back={
        patient ? { href: `/patients/${patient.id}`, label: 'Patient billing' } : { href: '/', label: 'First page' }
      }
      lead={
        <>
          {patient ? <PatientFacts patient={patient} isNamed /> : null}
          {plan ? (
            <p>
              <StatusBadge state="on_plan" /> <a href={plan.href}>{`Payment plan ${plan.number}`}</a>
            </p>
          ) : null}
          <p class="quiet">
            {`Issued ${formatDate(issuedOn)}, due ${formatDate(dueOn)}${isOverdue ? ': overdue' : ''}. `}
            {props.visitHref ? <a href={props.visitHref}>The visit</a> : null}
          </p>
        </>
      }
      actions={<InvoiceActions {...props} />}
    >
      {waiting.length > 0 ? (
        <div class="notice notice-warn" role="status">
          <p>
            {`${Money.sum(waiting.map(({ amount }) => amount)).format()} waits for a second person. Until then it stays open on this bill.`}
          </p>
        </div>
      ) : null}
      <Figures
        items={[
          { label: 'Total', value: <Amount of={total} /> },
          { label: 'Paid', value: <Amount of={paid} />, tone: paid.isPositive() ? 'good' : undefined },
          { label: 'Open', value: <Amount of={balance} />, tone: balance.isPositive() ? 'bad' : undefined },
        ]}
      />
      <div class="stack">
        <Card title="Lines" id="lines" isFlush>
          <Lines {...props} />
        </Card>
        <div class="columns columns-even">
          <Card title="Taken off" id="adjustments" isFlush>
            <AdjustmentsOfInvoice invoiceId={invoice.id} lines={lines} mayTakeBack={props.mayAdjust} />
          </Card>
          <Card title="Payments" id="payments" isFlush>
            <InvoicePayments payments={invoice.payments} />
          </Card>
        </div>
      </div>
    </StaffPage>
  );
}

function InvoiceActions({ invoice, mayPay, mayWriteOff, mayVoid, pdfHref, newPlanHref }: InvoicePageProps) {
  const base = `/invoices/${invoice.id}`;
  return (
    <>
      {mayVoid ? (
        <ButtonLink kind="quiet" href={`${base}/void`}>
          Void
        </ButtonLink>
      ) : null}
      {mayWriteOff ? (
        <ButtonLink kind="quiet" href={`${base}/write-off`}>
          Write off
        </ButtonLink>
      ) : null}
      {newPlanHref ? <ButtonLink href={newPlanHref}>Payment plan</ButtonLink> : null}
      {pdfHref ? <ButtonLink href={pdfHref}>Invoice (PDF)</ButtonLink> : null}
      {mayPay ? (
        <ButtonLink href={`${base}/pay`} kind="primary" shortcut="p">
          Pay
        </ButtonLink>
      ) : null}
    </>
  );
}

function Lines({ invoice, mayAdjust }: InvoicePageProps) {
  const { id, lines } = invoice;
  const sum = (of: (line: InvoiceLineShown) => Money) => <Amount of={Money.sum(lines.map(of))} isZeroQuiet />;
  return (
    <DataTable
      caption="Lines of this invoice"
      rows={lines}
      keyOf={(line) => `line-${line.chargeId}`}
      totals={[
        'Total',
        sum((line) => line.listed),
        sum((line) => line.takenOff),
        sum((line) => line.writtenOff),
        sum((line) => line.paid),
        sum((line) => line.open),
        '',
      ]}
      columns={[
        {
          header: 'Service',
          isRowHeader: true,
          cell: (line) => (
            <>
              {line.name}
              {line.times > 1 ? <span class="times">{` × ${line.times}`}</span> : null}
              <span class="under">{formatDate(line.on)}</span>
            </>
          ),
        },
        { header: 'Charged', isAmount: true, cell: (line) => <Amount of={line.listed} /> },
        { header: 'Taken off', isAmount: true, cell: (line) => <Amount of={line.takenOff} isZeroQuiet /> },
        { header: 'Written off', isAmount: true, cell: (line) => <Amount of={line.writtenOff} isZeroQuiet /> },
        { header: 'Paid', isAmount: true, cell: (line) => <Amount of={line.paid} isZeroQuiet /> },
        { header: 'Open', isAmount: true, cell: (line) => <Amount of={line.open} isZeroQuiet /> },
        {
          header: 'Actions',
          isHeaderHidden: true,
          cell: (line) =>
            mayAdjust ? (
              <ButtonLink kind="quiet" href={`/invoices/${id}/lines/${line.chargeId}/adjust`} about={line.name}>
                Adjust
              </ButtonLink>
            ) : null,
        },
      ]}
    />
  );
}
