import type { BankAccountKind } from '../../domain/reconciliation/match-bank-lines';
import type { BusinessDate } from '../../kernel/business-date';
import type { Money } from '../../kernel/money';
import type { FormState } from '../forms/form-state';
import { Amount } from '../ui/amount';
import { Button, ButtonLink } from '../ui/button';
import { DataTable } from '../ui/data-table';
import { SelectField, TextAreaField } from '../ui/field';
import { Card, EmptyState } from '../ui/layout';
import { FormTokens, StaffPage, type Shell } from '../ui/staff-page';
import { Tag } from '../ui/status-badge';
import { count, formatDate } from '../ui/text';
import { ACCOUNT_NAMES } from './reconciliation-words';

/** A line of a statement. */
export interface BankLineShown {
  readonly id: string;
  readonly account: BankAccountKind;
  readonly on: BusinessDate;
  readonly description: string;
  readonly reference?: string;
  /** Positive when money came in. */
  readonly amount: Money;
  /** What it is and how that was found; left out while nobody has said. */
  readonly match?: string;
}

export interface BankLineFilterLink {
  readonly href: string;
  readonly label: string;
  readonly count?: number;
  readonly isShown: boolean;
}

/** What a statement file did. */
export interface ImportedShown {
  readonly recorded: number;
  readonly unchanged: number;
  readonly matched: number;
}

export interface BankLinesPageProps {
  readonly shell: Shell;
  readonly filters: readonly BankLineFilterLink[];
  readonly lines: readonly BankLineShown[];
  readonly nextHref?: string;
  readonly imported?: ImportedShown;
  readonly mayWork: boolean;
  readonly form: FormState;
}

/** As much as a form takes: some thousand lines of a statement. */
export const LONGEST_STATEMENT = 400_000;

/** The statements of bank and Venmo, line by line, and what each line is. */
export function BankLinesPage(props: BankLinesPageProps) {
  const { shell, filters, lines, nextHref, imported, mayWork, form } = props;
  return (
    <StaffPage
      shell={shell}
      at="/reconciliation"
      title="Bank lines"
      back={{ href: '/reconciliation', label: 'Reconcile' }}
      form={form}
    >
      {imported ? <Imported {...imported} /> : null}
      <div class="columns columns-main">
        <div class="stack">
          <Card title="Lines" id="lines" isFlush>
            <nav class="filters" aria-label="Which lines">
              {filters.map(({ href, label, count: n, isShown }) => (
                <a key={href} href={href} aria-current={isShown ? 'true' : undefined}>
                  {label} {n === undefined ? null : <span class="count">{n}</span>}
                </a>
              ))}
            </nav>
            {lines.length > 0 ? (
              <Lines {...props} />
            ) : (
              <EmptyState title="No lines here">Import a statement to compare it with the books.</EmptyState>
            )}
          </Card>
          {nextHref ? (
            <p class="more">
              <a href={nextHref}>Older</a>
            </p>
          ) : null}
        </div>
        {mayWork ? <Import shell={shell} form={form} /> : null}
      </div>
    </StaffPage>
  );
}

function Imported({ recorded, unchanged, matched }: ImportedShown) {
  return (
    <div class="notice notice-good" role="status">
      <p>
        {`${count(recorded, 'line')} recorded, ${unchanged} known already, ${matched} matched ${matched === 1 ? 'to the only thing it' : 'to the only thing they'} can be.`}
      </p>
    </div>
  );
}

function Lines({ lines, mayWork }: BankLinesPageProps) {
  return (
    <DataTable
      caption="Lines of statements"
      rows={lines}
      keyOf={({ id }) => `line-${id}`}
      columns={[
        {
          header: 'The statement says',
          isRowHeader: true,
          cell: ({ id, on, description, reference, account }) => (
            <>
              <a class="row-link" href={`/reconciliation/bank-lines/${id}`}>
                {description}
              </a>
              <span class="under">
                {[formatDate(on), ACCOUNT_NAMES[account], reference].filter(Boolean).join(' · ')}
              </span>
            </>
          ),
        },
        {
          header: 'What it is',
          cell: ({ match }) => (match ? match : <Tag tone="warn">Not matched</Tag>),
        },
        { header: 'Amount', isAmount: true, cell: ({ amount }) => <Amount of={amount} /> },
        {
          header: 'Actions',
          isHeaderHidden: true,
          cell: ({ id, match, description }) =>
            mayWork && !match ? (
              <ButtonLink href={`/reconciliation/bank-lines/${id}`} kind="quiet" about={description}>
                Match
              </ButtonLink>
            ) : null,
        },
      ]}
    />
  );
}

function Import({ shell, form }: Pick<BankLinesPageProps, 'shell' | 'form'>) {
  return (
    <Card
      title="Import a statement"
      id="import"
      aside={
        <a href="/v1/bank-lines/template.csv" download>
          Template (CSV)
        </a>
      }
    >
      <form method="post" action="/reconciliation/bank-lines" novalidate data-once>
        <FormTokens csrf={shell.csrf} />
        <div class="fields">
          <SelectField
            form={form}
            name="account"
            label="Whose statement"
            options={[
              { value: 'operating_bank', label: 'The bank’s' },
              { value: 'venmo', label: 'Venmo’s' },
            ]}
          />
          <div class="field field-full script-only">
            <label for="statement-file">File</label>
            <input id="statement-file" type="file" accept=".csv,text/csv" data-fills="csv" />
          </div>
          <TextAreaField
            form={form}
            name="csv"
            label="The lines"
            hint="As CSV: date, description, amount, reference. Days as 2026-11-24, amounts as -12.50; the first line names the columns."
            rows={8}
            maxlength={LONGEST_STATEMENT}
          />
        </div>
        <p class="hint">All lines or none. The same file twice adds nothing.</p>
        <div class="form-end">
          <Button kind="primary">Import</Button>
        </div>
      </form>
    </Card>
  );
}
