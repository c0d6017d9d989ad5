import { JOURNAL_PROGRAMS, type JournalProgram } from '../../domain/reports/journal-programs';
import { parseBusinessDate } from '../../kernel/business-date';
import { Money } from '../../kernel/money';
import type { AccountMappingView, JournalBatchView } from '../../modules/reports/journal.view';
import type { FormState } from '../forms/form-state';
import { Amount } from '../ui/amount';
import { Button, ButtonLink } from '../ui/button';
import { DataTable } from '../ui/data-table';
import { Field, SelectField } from '../ui/field';
import { Card, EmptyState } from '../ui/layout';
import { FormTokens, StaffPage, type Shell } from '../ui/staff-page';
import { count, formatDate } from '../ui/text';

/** Bookkeeping programs in words. */
export const PROGRAM_NAMES: Readonly<Record<JournalProgram, string>> = {
  qbo: 'QuickBooks Online',
  xero: 'Xero',
  iif: 'QuickBooks Desktop',
};

export interface JournalsPageProps {
  readonly shell: Shell;
  readonly form: FormState;
  readonly idempotencyKey: string;
  readonly batches: readonly JournalBatchView[];
  readonly mayExport: boolean;
}

/** What was handed to the bookkeeping program, and everything since. */
export function JournalsPage(props: JournalsPageProps) {
  const { shell, form } = props;
  return (
    <StaffPage
      shell={shell}
      at="/reports"
      title="Journals for bookkeeping"
      lead={<p>Every entry is in one batch. A batch is the same file as often as it is fetched.</p>}
      back={{ href: '/reports', label: 'Reports' }}
      form={form}
    >
      <div class="columns columns-main">
        <Card title="Batches" id="batches" isFlush>
          <Batches {...props} />
        </Card>
        <div class="stack">
          {props.mayExport ? <NextBatch {...props} /> : null}
          <Card title="Names of accounts" id="names">
            <ul>
              {JOURNAL_PROGRAMS.map((program) => (
                <li key={program}>
                  <a href={`/journals/accounts/${program}`}>{PROGRAM_NAMES[program]}</a>
                </li>
              ))}
            </ul>
          </Card>
        </div>
      </div>
    </StaffPage>
  );
}

function NextBatch({ shell, form, idempotencyKey }: JournalsPageProps) {
  return (
    <Card title="Since the last batch" id="next">
      <form method="post" action="/journals" novalidate data-once>
        <FormTokens csrf={shell.csrf} idempotencyKey={idempotencyKey} />
        <SelectField
          form={form}
          name="program"
          label="For"
          options={JOURNAL_PROGRAMS.map((value) => ({ value, label: PROGRAM_NAMES[value] }))}
        />
        <SelectField
          form={form}
          name="detail"
          label="Journals"
          options={[
            { value: 'day', label: 'One a day' },
            { value: 'entry', label: 'One an entry' },
          ]}
        />
        <div class="form-end">
          <Button kind="primary">Make the batch</Button>
        </div>
      </form>
    </Card>
  );
}

function Batches({ batches, mayExport }: JournalsPageProps) {
  if (batches.length === 0) return <EmptyState title="No batch was made yet" />;
  return (
    <DataTable
      caption="Batches"
      rows={batches}
      keyOf={({ id }) => `batch-${id}`}
      columns={[
        {
          header: 'Batch',
          isRowHeader: true,
          cell: ({ program, number, entryCount }) => (
            <>
              {`${PROGRAM_NAMES[program]} ${number}`}
              <span class="under">{count(entryCount, 'entry', 'entries')}</span>
            </>
          ),
        },
        {
          header: 'Days',
          cell: ({ firstOn, lastOn }) =>
            `${formatDate(parseBusinessDate(firstOn))} to ${formatDate(parseBusinessDate(lastOn))}`,
        },
        { header: 'Debits', isAmount: true, cell: ({ debitCents }) => <Amount of={Money.cents(debitCents)} /> },
        { header: 'Made by', cell: ({ madeBy }) => madeBy },
        {
          header: 'File',
          isHeaderHidden: true,
          cell: ({ fileUrl, program, number }) =>
            mayExport ? (
              <ButtonLink kind="quiet" href={fileUrl} about={`of ${PROGRAM_NAMES[program]} ${number}`}>
                File
              </ButtonLink>
            ) : null,
        },
      ]}
    />
  );
}

export interface AccountNamesPageProps {
  readonly shell: Shell;
  readonly form: FormState;
  readonly idempotencyKey: string;
  readonly program: JournalProgram;
  readonly accounts: readonly AccountMappingView[];
  readonly mayExport: boolean;
}

/** The field of an account's name. */
export const nameField = (accountNumber: number): string => `name.${accountNumber}`;

/** What each account is called in a bookkeeping program. */
export function AccountNamesPage({ shell, form, idempotencyKey, program, accounts, mayExport }: AccountNamesPageProps) {
  return (
    <StaffPage
      shell={shell}
      at="/reports"
      title={`Accounts in ${PROGRAM_NAMES[program]}`}
      lead={<p>Receivables go to a current asset there, never to its own A/R: that would ask for patients by name.</p>}
      back={{ href: '/journals', label: 'Journals for bookkeeping' }}
      form={form}
      width="narrow"
    >
      <form method="post" action={`/journals/accounts/${program}`} novalidate data-once>
        <FormTokens csrf={shell.csrf} idempotencyKey={idempotencyKey} />
        {accounts.map(({ accountNumber, ourName }) => (
          <Field
            key={accountNumber}
            form={form}
            name={nameField(accountNumber)}
            label={`${accountNumber} ${ourName}`}
            maxlength={100}
            width="full"
          />
        ))}
        {mayExport ? (
          <div class="form-end">
            <Button kind="primary">Keep these names</Button>
          </div>
        ) : null}
      </form>
    </StaffPage>
  );
}
