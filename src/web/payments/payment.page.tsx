import type { Temporal } from 'temporal-polyfill';
import type { TenderType } from '../../domain/payments/tender-types';
import type { BusinessDate } from '../../kernel/business-date';
import type { Money } from '../../kernel/money';
import { Amount } from '../ui/amount';
import { ButtonLink } from '../ui/button';
import { DataTable } from '../ui/data-table';
import { Card, EmptyState, Figures } from '../ui/layout';
import { PatientFacts, type PatientHead } from '../ui/patient-head';
import { SuperbillButton } from '../patients/superbill-button';
import { TENDER_NAMES } from '../pay-invoice/tenders';
import { StaffPage, type Shell } from '../ui/staff-page';
import { StatusBadge, type ShownState } from '../ui/status-badge';
import { formatDate, formatMoment } from '../ui/text';
import { EntryLines, type EntryShown } from './entry-lines';
import { type RefundShown, RefundsOfPayment } from './refunds-of-payment';

/** One means of paying inside a payment. */
export interface TenderShown {
  readonly id: string;
  readonly type: TenderType;
  readonly reference?: string;
  readonly tendered?: Money;
  readonly amount: Money;
  /** Why nothing was taken of it, and what to say and do. */
  readonly declined?: string;
}

/** A part of a payment and the charge it went to. */
export interface AllocationShown {
  readonly key: string;
  readonly name: string;
  readonly on: BusinessDate;
  readonly invoice: { readonly id: string; readonly number: string };
  readonly amount: Money;
}

export interface PaymentPageProps {
  readonly shell: Shell;
  /** Left out for those who see money and not people. */
  readonly patient?: PatientHead;
  readonly state: ShownState;
  /** What a state that is not the end of it means for the desk. */
  readonly advice?: string;
  /** The outcome is not known yet: the page looks again by itself. */
  readonly isUnderWay: boolean;
  readonly at: Temporal.Instant;
  readonly timeZone: string;
  readonly total: Money;
  readonly change: Money;
  readonly balance: Money;
  readonly tenders: readonly TenderShown[];
  readonly allocations: readonly AllocationShown[];
  readonly entries: readonly EntryShown[];
  readonly refunds: readonly RefundShown[];
  /** The most that can be given back now. */
  readonly refundable: Money;
  readonly receiptHref?: string;
  /** The visit a superbill can be issued for. */
  readonly superbill?: { readonly patientId: string; readonly visitId: string };
  readonly payMoreHref?: string;
  /** Left out where nothing can be given back, or not by this role. */
  readonly refundHref?: string;
  /** Left out where it cannot be taken back as entered in error, or not by this role. */
  readonly voidHref?: string;
  /** The latest dispute about it. */
  readonly disputeHref?: string;
  /** The row of the day that was just worked. */
  readonly dayHref?: string;
}

const LOOK_AGAIN_SECONDS = 10;

/** A payment: how it stands, what it was made of, where it went, and its place in the books. */
export function PaymentPage(props: PaymentPageProps) {
  const { shell, patient, state, advice, at, timeZone, total, change, balance } = props;
  return (
    <StaffPage
      shell={shell}
      title="Payment"
      heading={
        <>
          Payment <StatusBadge state={state} />
        </>
      }
      back={
        patient ? { href: `/patients/${patient.id}`, label: 'Patient billing' } : { href: '/', label: 'First page' }
      }
      lead={
        <>
          {patient ? <PatientFacts patient={patient} isNamed /> : null}
          <p class="quiet">{formatMoment(at, timeZone)}</p>
        </>
      }
      actions={<PaymentActions {...props} />}
    >
      {advice ? (
        <div
          class="notice notice-warn"
          role="status"
          data-state={state}
          data-look-again={props.isUnderWay ? LOOK_AGAIN_SECONDS : undefined}
        >
          <p>{advice}</p>
        </div>
      ) : null}
      <Declined tenders={props.tenders} />
      <Figures
        items={[
          { label: 'Paid', value: <Amount of={total} />, tone: state === 'paid' ? 'good' : undefined },
          ...(change.isPositive() ? [{ label: 'Change given', value: <Amount of={change} /> }] : []),
          {
            label: 'Still open',
            value: <Amount of={balance} />,
            tone: balance.isPositive() ? ('bad' as const) : undefined,
          },
        ]}
      />
      <div class="stack">
        <div class="columns columns-even">
          <Tenders {...props} />
          <Allocations {...props} />
        </div>
        {props.refunds.length > 0 || props.refundable.isPositive() ? <RefundsOfPayment {...props} /> : null}
        <Card title="In the books" id="books" isFlush>
          {props.entries.length > 0 ? (
            props.entries.map((entry) => <EntryLines key={entry.id} entry={entry} />)
          ) : (
            <EmptyState title="Nothing is booked yet">An entry is made when the money is certain.</EmptyState>
          )}
        </Card>
      </div>
    </StaffPage>
  );
}

/** Every card that was not charged, with what to say and do next. */
function Declined({ tenders }: Pick<PaymentPageProps, 'tenders'>) {
  const declined = tenders.filter((tender) => tender.declined !== undefined);
  if (declined.length === 0) return null;
  return (
    <div class="notice" role="status" id="declined">
      {declined.map(({ id, type, amount, declined: words }) => (
        <p key={id}>
          <strong>{`${TENDER_NAMES[type]}, ${amount.format()}: nothing was taken.`}</strong> {words}
        </p>
      ))}
    </div>
  );
}

function PaymentActions({
  shell,
  receiptHref,
  superbill,
  payMoreHref,
  dayHref,
  refundHref,
  voidHref,
  disputeHref,
}: PaymentPageProps) {
  return (
    <>
      {dayHref ? (
        <ButtonLink href={dayHref} kind="quiet" shortcut="t">
          Back to today
        </ButtonLink>
      ) : null}
      {voidHref ? (
        <ButtonLink href={voidHref} kind="quiet">
          Void
        </ButtonLink>
      ) : null}
      {disputeHref ? <ButtonLink href={disputeHref}>The dispute</ButtonLink> : null}
      {refundHref ? <ButtonLink href={refundHref}>Give money back</ButtonLink> : null}
      {payMoreHref ? (
        <ButtonLink href={payMoreHref} shortcut="p">
          Take the rest
        </ButtonLink>
      ) : null}
      {superbill ? <SuperbillButton {...superbill} csrf={shell.csrf} /> : null}
      {receiptHref ? (
        <ButtonLink href={receiptHref} kind="primary" shortcut="r">
          Receipt (PDF)
        </ButtonLink>
      ) : null}
    </>
  );
}

function Tenders({ tenders, total }: PaymentPageProps) {
  return (
    <Card title="Paid with" id="tenders" isFlush>
      <DataTable
        caption="Tenders of this payment"
        rows={tenders}
        keyOf={(tender) => `tender-${tender.id}`}
        totals={['Total', '', <Amount of={total} />]}
        columns={[
          { header: 'Tender', isRowHeader: true, cell: (tender) => TENDER_NAMES[tender.type] },
          {
            header: 'Reference',
            cell: (tender) => tender.reference ?? (tender.tendered ? `${tender.tendered.format()} handed over` : ''),
          },
          { header: 'Amount', isAmount: true, cell: (tender) => <Amount of={tender.amount} /> },
        ]}
      />
    </Card>
  );
}

function Allocations({ allocations }: PaymentPageProps) {
  return (
    <Card title="Applied to" id="allocations" isFlush>
      {allocations.length > 0 ? (
        <DataTable
          caption="Charges this payment went to"
          rows={allocations}
          keyOf={(allocation) => `allocation-${allocation.key}`}
          columns={[
            {
              header: 'Charge',
              isRowHeader: true,
              cell: (allocation) => (
                <>
                  {allocation.name}
                  <span class="under">{formatDate(allocation.on)}</span>
                </>
              ),
            },
            {
              header: 'Invoice',
              cell: ({ invoice }) => (
                <a class="number" href={`/invoices/${invoice.id}`}>
                  {invoice.number}
                </a>
              ),
            },
            { header: 'Amount', isAmount: true, cell: (allocation) => <Amount of={allocation.amount} /> },
          ]}
        />
      ) : (
        <EmptyState title="Nothing is applied" />
      )}
    </Card>
  );
}
