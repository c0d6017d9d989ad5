import type { Temporal } from 'temporal-polyfill';
import type { BusinessDate } from '../../kernel/business-date';
import type { Money } from '../../kernel/money';
import type { FormState } from '../forms/form-state';
import { Amount } from '../ui/amount';
import { Button, ButtonLink } from '../ui/button';
import { DataTable } from '../ui/data-table';
import { Field } from '../ui/field';
import { Card, EmptyState, Figures } from '../ui/layout';
import { FormTokens, StaffPage, type Shell } from '../ui/staff-page';
import { Tag } from '../ui/status-badge';
import { count, formatDate, formatMoment } from '../ui/text';
import { Agreement, type ThreeWay } from './three-way';

/** Two books that do not say the same. */
export interface DifferenceShown {
  readonly id: string;
  readonly title: string;
  readonly advice: string;
  readonly about: string;
  readonly processor: Money;
  readonly ledger: Money;
  readonly foundAt: Temporal.Instant;
}

/** A payout or a deposit on its way to the bank. */
export interface ToBankShown {
  readonly href: string;
  readonly name: string;
  readonly on: BusinessDate;
  readonly sides: ThreeWay;
  /** It came back. */
  readonly isReturned?: boolean;
}

/** A comparison that was made. */
export interface RunShown {
  readonly id: string;
  readonly from: BusinessDate;
  readonly to: BusinessDate;
  readonly at: Temporal.Instant;
  readonly isDaily: boolean;
  readonly differences: number;
  readonly gone: number;
  readonly processor: Money;
  readonly ledger: Money;
}

export interface ReconciliationPageProps {
  readonly shell: Shell;
  readonly timeZone: string;
  readonly differences: readonly DifferenceShown[];
  /** Statement lines nobody has matched. */
  readonly unmatched: number;
  readonly payouts: readonly ToBankShown[];
  readonly deposits: readonly ToBankShown[];
  readonly runs: readonly RunShown[];
  readonly mayWork: boolean;
  readonly form: FormState;
}

/** What processor, books and bank say about the same money, and where they do not agree. */
export function ReconciliationPage(props: ReconciliationPageProps) {
  const { shell, differences, unmatched, payouts, deposits, runs, timeZone, mayWork, form } = props;
  const [last] = runs;
  return (
    <StaffPage
      shell={shell}
      at="/reconciliation"
      title="Reconcile"
      actions={
        <>
          <ButtonLink href="/unclaimed">Unclaimed credits</ButtonLink>
          <ButtonLink href="/reconciliation/bank-lines?status=unmatched" kind="primary">
            Bank lines
          </ButtonLink>
        </>
      }
      form={form}
    >
      <Figures
        items={[
          {
            label: 'Differences',
            value: String(differences.length),
            note: last ? `compared ${formatMoment(last.at, timeZone)}` : 'not compared yet',
            tone: differences.length > 0 ? 'bad' : last ? 'good' : undefined,
          },
          {
            label: 'Bank lines to match',
            value: String(unmatched),
            tone: unmatched > 0 ? 'bad' : undefined,
          },
        ]}
      />
      <div class="columns columns-main">
        <div class="stack">
          <Card title="Differences" id="differences" isFlush>
            <Differences differences={differences} timeZone={timeZone} />
          </Card>
          <Card title="Payouts of the card processor" id="payouts" isFlush>
            <ToBank rows={payouts} toldBy="Processor" caption="Payouts" empty="No payouts yet" />
          </Card>
          <Card title="Deposits of cash and checks" id="deposits" isFlush>
            <ToBank rows={deposits} toldBy="Slip" caption="Deposits" empty="Nothing was carried to the bank yet" />
          </Card>
        </div>
        <div class="stack">
          {mayWork ? <RunNow {...props} /> : null}
          <Card title="Comparisons" id="runs" isFlush>
            <Runs {...props} />
          </Card>
        </div>
      </div>
    </StaffPage>
  );
}

function Differences({ differences, timeZone }: Pick<ReconciliationPageProps, 'differences' | 'timeZone'>) {
  if (differences.length === 0) return <EmptyState title="Nothing differs" />;
  return (
    <DataTable
      caption="Differences"
      rows={differences}
      keyOf={({ id }) => `difference-${id}`}
      columns={[
        {
          header: 'What',
          isRowHeader: true,
          cell: ({ title, advice, about, foundAt }) => (
            <>
              {title}
              <span class="under">{advice}</span>
              <span class="under">{`${about} · found ${formatMoment(foundAt, timeZone)}`}</span>
            </>
          ),
        },
        { header: 'Processor', isAmount: true, cell: ({ processor }) => <Amount of={processor} isZeroQuiet /> },
        { header: 'Books', isAmount: true, cell: ({ ledger }) => <Amount of={ledger} isZeroQuiet /> },
        {
          header: 'Apart',
          isAmount: true,
          cell: ({ processor, ledger }) => <Amount of={processor.minus(ledger)} />,
        },
      ]}
    />
  );
}

interface ToBankProps {
  readonly rows: readonly ToBankShown[];
  readonly toldBy: string;
  readonly caption: string;
  readonly empty: string;
}

function ToBank({ rows, toldBy, caption, empty }: ToBankProps) {
  if (rows.length === 0) return <EmptyState title={empty} />;
  return (
    <DataTable
      caption={caption}
      rows={rows}
      keyOf={({ href }) => `row-${href}`}
      columns={[
        {
          header: 'What',
          isRowHeader: true,
          cell: ({ href, name, on }) => (
            <>
              <a class="row-link" href={href}>
                {name}
              </a>
              <span class="under">{formatDate(on)}</span>
            </>
          ),
        },
        {
          header: 'State',
          cell: ({ sides, isReturned }) => (isReturned ? <Tag tone="bad">Came back</Tag> : <Agreement sides={sides} />),
        },
        { header: toldBy, isAmount: true, cell: ({ sides }) => <Amount of={sides.told} /> },
        { header: 'Books', isAmount: true, cell: ({ sides }) => <Amount of={sides.ledger} isZeroQuiet /> },
        {
          header: 'Bank',
          isAmount: true,
          cell: ({ sides }) => (sides.bank === undefined ? '–' : <Amount of={sides.bank} />),
        },
      ]}
    />
  );
}

function RunNow({ shell, form }: ReconciliationPageProps) {
  return (
    <Card title="Compare now" id="run">
      <p class="hint">It is compared every night by itself. Left blank: the last month.</p>
      <form method="post" action="/reconciliation" novalidate data-once>
        <FormTokens csrf={shell.csrf} />
        <div class="fields">
          <Field form={form} name="from" label="From" type="date" width="half" isOptional />
          <Field form={form} name="to" label="To" type="date" width="half" isOptional />
        </div>
        <div class="form-end">
          <Button kind="primary">Compare now</Button>
        </div>
      </form>
    </Card>
  );
}

function Runs({ runs, timeZone }: ReconciliationPageProps) {
  if (runs.length === 0) return <EmptyState title="Not compared yet" />;
  return (
    <ul class="queue">
      {runs.map(({ id, from, to, at, isDaily, differences, gone }) => (
        <li key={id}>
          <div class="queue-text">
            <strong>{`${formatDate(from)} to ${formatDate(to)}`}</strong>
            <span class="under">{`${formatMoment(at, timeZone)}${isDaily ? '' : ', asked for'}`}</span>
            {gone > 0 ? <span class="under">{`${count(gone, 'earlier difference')} gone`}</span> : null}
          </div>
          {differences === 0 ? <Tag tone="good">Agree</Tag> : <Tag tone="bad">{count(differences, 'difference')}</Tag>}
        </li>
      ))}
    </ul>
  );
}
