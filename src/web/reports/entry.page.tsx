import type { Temporal } from 'temporal-polyfill';
import type { BusinessDate } from '../../kernel/business-date';
import type { JournalEntryView } from '../../modules/ledger/entries.reader';
import type { EntryTrail } from '../../modules/reports/entry-trail.reader';
import { Amount } from '../ui/amount';
import { DataTable } from '../ui/data-table';
import { Card, type Definition, DefinitionList } from '../ui/layout';
import { StaffPage, type Shell } from '../ui/staff-page';
import { formatDate, formatMoment } from '../ui/text';
import type { MayOpen } from './may-open';
import { ledgerHref } from './report-cell';
import { inWords } from './report-words';

export interface EntryPageProps {
  readonly shell: Shell;
  readonly entry: Pick<JournalEntryView, 'id' | 'kind' | 'source' | 'reverses' | 'lines'>;
  readonly effectiveOn: BusinessDate;
  readonly recordedAt: Temporal.Instant;
  readonly lateFor: BusinessDate | null;
  readonly timeZone: string;
  readonly trail: EntryTrail;
  readonly mayOpen: MayOpen;
}

/** A journal entry, and what stands behind it. */
export function EntryPage(props: EntryPageProps) {
  const { shell, entry, effectiveOn } = props;
  return (
    <StaffPage
      shell={shell}
      at="/reports"
      title={`Entry of ${formatDate(effectiveOn)}`}
      lead={<p>{`${inWords(entry.source.type)}: ${entry.kind.replaceAll('_', ' ')}`}</p>}
      back={{ href: '/reports', label: 'Reports' }}
      width="narrow"
    >
      <div class="stack">
        <Card title="Lines" id="lines" isFlush>
          <DataTable
            caption="Lines of the entry"
            look="compact"
            rows={entry.lines.map((line, index) => ({ ...line, index }))}
            keyOf={({ index }) => `line-${index + 1}`}
            columns={[
              {
                header: 'Account',
                isRowHeader: true,
                cell: ({ accountNumber, accountName }) => (
                  <a href={ledgerHref(accountNumber, { from: effectiveOn.toString(), to: effectiveOn.toString() })}>
                    <span class="account-number">{accountNumber}</span> {accountName}
                  </a>
                ),
              },
              { header: 'Debit', isAmount: true, cell: ({ debit }) => <Amount of={debit} isZeroQuiet /> },
              { header: 'Credit', isAmount: true, cell: ({ credit }) => <Amount of={credit} isZeroQuiet /> },
            ]}
          />
        </Card>
        <Card title="Behind it" id="behind">
          <DefinitionList items={behind(props)} />
        </Card>
      </div>
    </StaffPage>
  );
}

function behind({ entry, trail, recordedAt, lateFor, timeZone, mayOpen }: EntryPageProps): Definition[] {
  const account = trail.accountNumber ?? '';
  return [
    ...(trail.paymentId
      ? [{ term: 'Payment', value: <a href={`/payments/${trail.paymentId}`}>Open the payment</a> }]
      : []),
    ...(trail.invoiceId
      ? [{ term: 'Bill', value: <a href={`/invoices/${trail.invoiceId}`}>{trail.invoiceNumber}</a> }]
      : []),
    ...(trail.visitId && mayOpen.visit
      ? [{ term: 'Visit', value: <a href={`/visits/${trail.visitId}`}>Open the visit</a> }]
      : []),
    ...(trail.remittanceId && mayOpen.remittance
      ? [{ term: 'Remittance', value: <a href={`/remittances/${trail.remittanceId}`}>Open the remittance</a> }]
      : []),
    ...(trail.patientId
      ? [
          {
            term: 'Account no.',
            value: mayOpen.patient ? <a href={`/patients/${trail.patientId}`}>{account}</a> : account,
          },
        ]
      : []),
    { term: 'Made by', value: trail.person },
    { term: 'Recorded', value: formatMoment(recordedAt, timeZone) },
    ...(lateFor ? [{ term: 'Late for', value: formatDate(lateFor) }] : []),
    ...(entry.reverses ? [{ term: 'Undoes', value: <a href={`/entries/${entry.reverses}`}>The entry before</a> }] : []),
    ...(trail.reversedById
      ? [{ term: 'Undone by', value: <a href={`/entries/${trail.reversedById}`}>A later entry</a> }]
      : []),
  ];
}
