import { parseBusinessDate } from '../../kernel/business-date';
import { Money } from '../../kernel/money';
import type { ReportPage as ReportRead } from '../../modules/reports/read-report';
import { type Cell, tieOf } from '../../modules/reports/report-result';
import type { FormState } from '../forms/form-state';
import { Ties } from '../payments/entry-lines';
import { Amount } from '../ui/amount';
import { BarChart } from '../ui/bar-chart';
import { ButtonLink } from '../ui/button';
import { DataTable } from '../ui/data-table';
import { Field, SelectField } from '../ui/field';
import { Card, EmptyState, Figures } from '../ui/layout';
import { StaffPage, type Shell } from '../ui/staff-page';
import { count, formatDate } from '../ui/text';
import { type BackgroundExport, BackgroundForm } from './background-form';
import { type CellContext, isFigure, ReportCell } from './report-cell';
import { chartOf } from './report-words';

export interface ReportFilter {
  readonly name: string;
  readonly label: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
}

export interface ReportPageProps {
  readonly shell: Shell;
  readonly form: FormState;
  readonly title: string;
  readonly path: string;
  /** Which days it can be asked for. */
  readonly asks: 'range' | 'day';
  readonly presets: readonly { readonly href: string; readonly label: string; readonly isShown: boolean }[];
  readonly filters: readonly ReportFilter[];
  /** Nothing while the form is wrong. */
  readonly report?: ReportRead;
  readonly context: CellContext;
  readonly files: readonly { readonly href: string; readonly label: string }[];
  readonly background: BackgroundExport;
}

/** A report: which days, how it ties, a picture, its rows, and its files. */
export function ReportPage(props: ReportPageProps) {
  const { shell, form, title, report } = props;
  return (
    <StaffPage
      shell={shell}
      at="/reports"
      title={title}
      heading={
        <>
          {title} {report ? <Ties isTied={isTied(report)} /> : null}
        </>
      }
      lead={report ? <p>{daysOf(props, report)}</p> : undefined}
      back={{ href: '/reports', label: 'Reports' }}
      actions={report && isTied(report) ? <Files {...props} /> : null}
      form={form}
    >
      <Presets {...props} />
      <Questions {...props} />
      {report ? <Answer {...props} report={report} /> : null}
    </StaffPage>
  );
}

const isTied = ({ head }: ReportRead): boolean => head.differenceCents === 0 && head.differences.length === 0;

function daysOf({ asks }: ReportPageProps, { head }: ReportRead): string {
  const { from, to, asOf, knownAt } = head.query;
  const days =
    asks === 'day'
      ? `At the end of ${formatDate(parseBusinessDate(asOf))}`
      : `${formatDate(parseBusinessDate(from))} to ${formatDate(parseBusinessDate(to))}`;
  return knownAt ? `${days}, as the books were recorded at ${knownAt}` : days;
}

function Files({ files }: ReportPageProps) {
  return (
    <>
      {files.map(({ href, label }) => (
        <ButtonLink key={href} href={href}>
          {label}
        </ButtonLink>
      ))}
    </>
  );
}

function Presets({ presets }: ReportPageProps) {
  return (
    <nav class="filters filters-alone" aria-label="Days">
      {presets.map(({ href, label, isShown }) => (
        <a key={label} href={href} aria-current={isShown ? 'page' : undefined}>
          {label}
        </a>
      ))}
    </nav>
  );
}

function Questions({ form, path, asks, filters }: ReportPageProps) {
  return (
    <form class="as-of as-of-wide" method="get" action={path}>
      {asks === 'range' ? (
        <>
          <Field form={form} name="from" label="From" type="date" width="half" />
          <Field form={form} name="to" label="To" type="date" width="half" />
        </>
      ) : (
        <Field form={form} name="asOf" label="At the end of" type="date" width="half" />
      )}
      {filters.map(({ name, label, options }) => (
        <SelectField key={name} form={form} name={name} label={label} options={options} width="half" isOptional />
      ))}
      <button type="submit" class="button button-secondary">
        Show
      </button>
    </form>
  );
}

function Answer({ report, context, shell, background }: ReportPageProps & { readonly report: ReportRead }) {
  const { head, rows } = report;
  const chart = chartOf(report);
  return (
    <div class="stack">
      <Figures
        items={[
          {
            label: 'Control total',
            value: <Amount of={Money.cents(head.controlTotalCents)} />,
            note: 'From the report’s own rows',
          },
          {
            label: 'Ledger total',
            value: <Amount of={Money.cents(head.ledgerTotalCents)} />,
            note: head.query.narrowedBy.length > 0 ? 'Part of the journal' : 'From the journal',
          },
          {
            label: 'Difference',
            value: <Amount of={Money.cents(head.differenceCents)} />,
            tone: isTied(report) ? 'good' : 'bad',
            note: isTied(report) ? 'Both agree' : count(head.differences.length, 'row differs', 'rows differ'),
          },
        ]}
      />
      {isTied(report) ? null : <Differences report={report} />}
      {chart ? <BarChart title={chart.title} bars={chart.bars} /> : null}
      <Card isFlush>
        {rows.length > 0 ? <Rows report={report} context={context} /> : <EmptyState title="Nothing in these days" />}
      </Card>
      {rows.length < head.rowCount ? (
        <>
          <p class="more">{`The first ${rows.length} of ${head.rowCount} rows. The file has all of them.`}</p>
          {isTied(report) ? <BackgroundForm csrf={shell.csrf} of={background} /> : null}
        </>
      ) : null}
      <p class="hint">{`How it is proved: ${tieOf(head)}`}</p>
    </div>
  );
}

function Differences({ report: { head } }: { readonly report: ReportRead }) {
  return (
    <Card title="What differs" id="differences">
      <p>No file is handed out until these are explained.</p>
      <ul>
        {head.differences.map(({ subject, controlCents, ledgerCents }) => (
          <li key={subject}>
            {subject}: {Money.cents(controlCents).format()} in the report, {Money.cents(ledgerCents).format()} in the
            ledger
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Rows({ report: { head, rows }, context }: { readonly report: ReportRead; readonly context: CellContext }) {
  const indexed = rows.map((cells, index) => ({ cells, index }));
  const isSummed = Object.keys(head.totals).length > 0;
  // What nothing was asked of stays out of the way; the files have every column.
  const shown = head.columns.flatMap((column, place) =>
    isFigure(column) || rows.some((row) => row[place] !== null) ? [{ ...column, place }] : [],
  );
  return (
    <div class="wide-table" tabIndex={0} role="region" aria-label={`${head.report.title}, rows`}>
      <DataTable<{ cells: readonly Cell[]; index: number }>
        caption={head.report.title}
        look="compact"
        rows={indexed}
        keyOf={({ index }) => `row-${index + 1}`}
        totals={
          isSummed
            ? shown.map((column, index) => {
                const sum = head.totals[column.key];
                if (sum === undefined) return index === 0 ? `Total of ${head.rowCount}` : null;
                return column.type === 'cents' ? <Amount of={Money.cents(sum)} /> : sum;
              })
            : undefined
        }
        columns={shown.map((column, index) => ({
          header: column.title,
          isAmount: isFigure(column),
          isRowHeader: index === 0 && !isFigure(column),
          cell: ({ cells }) => <ReportCell cell={cells[column.place] ?? null} column={column} context={context} />,
        }))}
      />
    </div>
  );
}
