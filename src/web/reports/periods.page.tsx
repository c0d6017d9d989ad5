import { monthOf } from '../../domain/reports/accounting-month';
import type { PeriodSummaryView, PeriodView } from '../../modules/reports/period.view';
import type { FormState } from '../forms/form-state';
import { Button } from '../ui/button';
import { DataTable } from '../ui/data-table';
import { Field } from '../ui/field';
import { Card, DefinitionList, EmptyState } from '../ui/layout';
import { FormTokens, StaffPage, type Shell } from '../ui/staff-page';
import { Tag } from '../ui/status-badge';
import { count, formatDate, formatMonth } from '../ui/text';
import { Money } from '../../kernel/money';
import { parseBusinessDate } from '../../kernel/business-date';
import { Amount } from '../ui/amount';
import { inWords } from './report-words';

export interface PeriodsPageProps {
  readonly shell: Shell;
  readonly months: readonly PeriodSummaryView[];
}

const nameOf = (month: string): string => formatMonth(monthOf(month).firstDay);

function State({ status }: Pick<PeriodSummaryView, 'status'>) {
  return status === 'closed' ? <Tag tone="good">Closed</Tag> : <Tag tone="info">Open</Tag>;
}

/** Months of the books, the newest first. */
export function PeriodsPage({ shell, months }: PeriodsPageProps) {
  return (
    <StaffPage shell={shell} at="/reports" title="Months" back={{ href: '/reports', label: 'Reports' }} width="narrow">
      <Card isFlush>
        {months.length === 0 ? (
          <EmptyState title="Nothing is booked yet" />
        ) : (
          <DataTable
            caption="Months of the books"
            rows={months}
            keyOf={({ month }) => `month-${month}`}
            columns={[
              {
                header: 'Month',
                isRowHeader: true,
                cell: ({ month }) => (
                  <a class="row-link" href={`/periods/${month}`}>
                    {nameOf(month)}
                  </a>
                ),
              },
              { header: 'State', cell: (row) => <State {...row} /> },
            ]}
          />
        )}
      </Card>
    </StaffPage>
  );
}

export interface PeriodPageProps {
  readonly shell: Shell;
  readonly form: FormState;
  readonly idempotencyKey: string;
  readonly period: PeriodView;
  readonly mayClose: boolean;
  /** It is the month that was closed last. */
  readonly isLatestClosed: boolean;
}

/** A month: what keeps it from being closed, what came too late for it, and closing or reopening it. */
export function PeriodPage(props: PeriodPageProps) {
  const { shell, form, period } = props;
  return (
    <StaffPage
      shell={shell}
      at="/reports"
      title={nameOf(period.month)}
      heading={
        <>
          {nameOf(period.month)} <State status={period.status} />
        </>
      }
      back={{ href: '/periods', label: 'Months' }}
      form={form}
      width="narrow"
    >
      <div class="stack">
        {period.status === 'open' ? <Open {...props} /> : <Closed {...props} />}
        <Late {...props} />
        <Changes {...props} />
      </div>
    </StaffPage>
  );
}

function Open({ shell, period, mayClose, idempotencyKey }: PeriodPageProps) {
  const { unsealedDays, firstUnsealedDay, unsettled, month } = period;
  const isReady = unsealedDays === 0 && unsettled.length === 0;
  return (
    <Card title="Close the month" id="close">
      {firstUnsealedDay ? (
        <p>
          {`${count(unsealedDays, 'day')} from ${formatDate(parseBusinessDate(firstUnsealedDay))} on `}
          {unsealedDays === 1 ? 'is' : 'are'} not sealed. <a href="/days">Close them</a>; a later day closes those
          before it.
        </p>
      ) : null}
      {unsettled.length > 0 ? (
        <>
          <p>What became of these is not known yet:</p>
          <ul>
            {unsettled.map(({ type, id, status, amountCents }) => (
              <li key={id}>
                {type === 'payment' ? <a href={`/payments/${id}`}>Payment</a> : 'Refund'} of{' '}
                {Money.cents(amountCents).format()}: {inWords(status)}
              </li>
            ))}
          </ul>
        </>
      ) : null}
      {isReady ? (
        <p>
          Every day is sealed and everything in it is known. What comes later will stand on an open day and say which it
          is late for.
        </p>
      ) : null}
      {mayClose && isReady ? (
        <form method="post" action={`/periods/${month}/close`} data-once>
          <FormTokens csrf={shell.csrf} idempotencyKey={idempotencyKey} />
          <div class="form-end">
            <Button kind="primary">Close the month</Button>
          </div>
        </form>
      ) : null}
    </Card>
  );
}

function Closed({ shell, form, period, mayClose, isLatestClosed, idempotencyKey }: PeriodPageProps) {
  if (period.reopening)
    return (
      <Card title="Reopening" id="reopening">
        <p>Another person has to agree: {period.reopening.reason}</p>
      </Card>
    );
  if (!mayClose || !isLatestClosed) return null;
  return (
    <Card title="Reopen the month" id="reopening">
      <p>Another person has to agree. Corrections are better made by entries in an open month.</p>
      <form method="post" action={`/periods/${period.month}/reopen`} novalidate data-once>
        <FormTokens csrf={shell.csrf} idempotencyKey={idempotencyKey} />
        <Field form={form} name="reason" label="Why" maxlength={500} />
        <div class="form-end">
          <Button>Ask to reopen</Button>
        </div>
      </form>
    </Card>
  );
}

function Late({ period: { lateCorrections } }: PeriodPageProps) {
  if (lateCorrections.length === 0) return null;
  return (
    <Card title="Came too late for it" id="late" isFlush>
      <DataTable
        caption="Entries that came too late"
        look="compact"
        rows={lateCorrections}
        keyOf={({ entryId }) => `late-${entryId}`}
        columns={[
          { header: 'Belongs to', isRowHeader: true, cell: ({ sealedOn }) => formatDate(parseBusinessDate(sealedOn)) },
          { header: 'Stands on', cell: ({ effectiveOn }) => formatDate(parseBusinessDate(effectiveOn)) },
          {
            header: 'What',
            cell: ({ entryId, sourceType }) => <a href={`/entries/${entryId}`}>{inWords(sourceType)}</a>,
          },
          { header: 'Amount', isAmount: true, cell: ({ amountCents }) => <Amount of={Money.cents(amountCents)} /> },
        ]}
      />
    </Card>
  );
}

function Changes({ period: { changes } }: PeriodPageProps) {
  if (changes.length === 0) return null;
  return (
    <Card title="Closed and reopened" id="changes">
      <DefinitionList
        items={changes.map(({ kind, changedAt, changedBy, hash, intact }) => ({
          term: `${inWords(kind)} ${changedAt.slice(0, 10)}`,
          value: (
            <>
              {changedBy} <Tag tone={intact ? 'good' : 'bad'}>{intact ? 'Intact' : 'Altered since'}</Tag>
              <span class="under">
                <code>{hash.slice(0, 16)}</code>
              </span>
            </>
          ),
        }))}
      />
    </Card>
  );
}
