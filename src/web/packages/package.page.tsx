import type { PaymentState } from '../../domain/payments/payment-state';
import type { BusinessDate } from '../../kernel/business-date';
import type { Money } from '../../kernel/money';
import { Amount } from '../ui/amount';
import { ButtonLink } from '../ui/button';
import { DataTable } from '../ui/data-table';
import { Card, DefinitionList, EmptyState, Figures } from '../ui/layout';
import { PatientFacts, type PatientHead } from '../ui/patient-head';
import { QrCode } from '../ui/qr-code';
import { StaffPage } from '../ui/staff-page';
import { PAYMENT_STATES } from '../ui/shown-states';
import { StatusBadge, Tag } from '../ui/status-badge';
import { formatDate } from '../ui/text';
import { AgreementText } from './agreement-text';
import { CancelCard, type CancelCardProps } from './cancel-card';

export interface PackagePageProps extends CancelCardProps {
  readonly patient: PatientHead;
  readonly number: string;
  readonly name: string;
  readonly status: 'active' | 'completed' | 'canceled';
  readonly soldOn: BusinessDate;
  readonly price: Money;
  readonly listPrice: Money;
  readonly unpaid: Money;
  readonly deferred: Money;
  readonly earned: Money;
  readonly lines: readonly {
    readonly serviceCode: string;
    readonly description: string;
    readonly bought: number;
    readonly done: number;
    readonly left: number;
    readonly price: Money;
  }[];
  readonly payments: readonly {
    readonly id: string;
    readonly status: PaymentState;
    readonly amount: Money;
    readonly pageUrl?: string;
  }[];
  readonly signedBy: string;
  readonly agreement: string;
  readonly maySell: boolean;
  /** The plan it is paid by. */
  readonly plan?: { readonly id: string; readonly number: string };
  /** Whether it may be put on one: whoever paid less for paying ahead may not (DOMAIN.md §7.3). */
  readonly mayPlan: boolean;
}

const STATUS = {
  active: ['Sessions left', 'info'],
  completed: ['All sessions given', 'good'],
  canceled: ['Canceled', 'neutral'],
} as const;

/** A package: sessions bought, done and left; what is held, earned and still to be paid; what canceling would give back. */
export function PackagePage(props: PackagePageProps) {
  const { shell, form, patient, id, number, name, status, unpaid, deferred, earned, maySell } = props;
  const [words, tone] = STATUS[status];
  const isToBePaid = unpaid.isPositive();
  return (
    <StaffPage
      shell={shell}
      at="/patients"
      title={`Package ${number}`}
      heading={
        <>
          {name} <span class="number">{number}</span> <Tag tone={tone}>{words}</Tag>
        </>
      }
      back={{ href: `/patients/${patient.id}/packages`, label: 'Packages and course' }}
      lead={<PatientFacts patient={patient} isNamed />}
      form={form}
      actions={
        <>
          {props.mayPlan ? (
            <ButtonLink href={`/patients/${patient.id}/plans/new?package=${id}`}>Payment plan</ButtonLink>
          ) : null}
          {maySell && isToBePaid ? (
            <ButtonLink href={`/packages/${id}/pay`} kind="primary" shortcut="p">
              Take a payment
            </ButtonLink>
          ) : null}
        </>
      }
    >
      <Figures
        items={[
          { label: 'Held, not earned yet', value: <Amount of={deferred} /> },
          { label: 'Earned', value: <Amount of={earned} /> },
          { label: 'Left to pay', value: <Amount of={unpaid} />, tone: isToBePaid ? 'bad' : undefined },
        ]}
      />
      <div class="columns columns-main">
        <div class="stack">
          <Sessions {...props} />
          <CardPage {...props} />
          <CancelCard {...props} />
          <Card title="Agreement" id="agreement">
            <AgreementText text={props.agreement} />
          </Card>
        </div>
        <div class="stack">
          <Facts {...props} />
          <Payments {...props} />
        </div>
      </div>
    </StaffPage>
  );
}

function Sessions({ lines, price }: PackagePageProps) {
  return (
    <Card title="Sessions" id="sessions" isFlush>
      <DataTable
        caption="Sessions of the package"
        rows={lines}
        keyOf={({ serviceCode }) => `line-${serviceCode}`}
        columns={[
          { header: 'Session', isRowHeader: true, cell: (line) => line.description },
          { header: 'Bought', isAmount: true, cell: (line) => line.bought },
          { header: 'Done', isAmount: true, cell: (line) => line.done },
          { header: 'Left', isAmount: true, cell: (line) => line.left },
          { header: 'Share of the price', isAmount: true, cell: (line) => <Amount of={line.price} /> },
        ]}
        totals={['Price', '', '', '', <Amount key="price" of={price} />]}
      />
    </Card>
  );
}

/** The page the patient may pay on now. */
function CardPage({ payments }: PackagePageProps) {
  const open = payments.find(({ pageUrl }) => pageUrl);
  if (!open?.pageUrl) return null;
  return (
    <Card title="Card page" id="card-page">
      <div class="link-card">
        <QrCode text={open.pageUrl} label="QR code of the card page" />
        <div class="link-text">
          <p class="link-amount">
            <Amount of={open.amount} />
          </p>
          <p>
            The patient scans the code, or opens <a href={open.pageUrl}>the card page</a>. It is open for half an hour;
            taking money here ends it.
          </p>
        </div>
      </div>
    </Card>
  );
}

function Facts({ soldOn, signedBy, listPrice, plan }: PackagePageProps) {
  return (
    <Card title="About it" id="about">
      <DefinitionList
        items={[
          { term: 'Sold', value: formatDate(soldOn) },
          { term: 'Signed by', value: signedBy },
          { term: 'Paid singly', value: <Amount of={listPrice} /> },
          ...(plan ? [{ term: 'Paid by plan', value: <a href={`/plans/${plan.id}`}>{plan.number}</a> }] : []),
        ]}
      />
    </Card>
  );
}

function Payments({ payments }: PackagePageProps) {
  return (
    <Card title="Payments" id="payments" isFlush={payments.length > 0}>
      {payments.length > 0 ? (
        <ul class="queue">
          {payments.map(({ id, status, amount }) => (
            <li key={id}>
              <div class="queue-text">
                <a href={`/payments/${id}`}>Payment</a>
                <span class="under">
                  <StatusBadge state={PAYMENT_STATES[status]} />
                </span>
              </div>
              <Amount of={amount} />
            </li>
          ))}
        </ul>
      ) : (
        <EmptyState title="Nothing was paid yet" />
      )}
    </Card>
  );
}
