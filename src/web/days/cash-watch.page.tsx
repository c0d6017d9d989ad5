import type { BusinessDate } from '../../kernel/business-date';
import type { Money } from '../../kernel/money';
import { Amount } from '../ui/amount';
import { DataTable } from '../ui/data-table';
import { Card, EmptyState } from '../ui/layout';
import type { PatientHead } from '../ui/patient-head';
import { StaffPage, type Shell } from '../ui/staff-page';
import { Tag } from '../ui/status-badge';
import { formatBirthDate, formatDate } from '../ui/text';

/** A payer whose cash of twelve months came to $8,000.00 or more. */
export interface CashPayerRow {
  readonly patientId: string;
  /** Left out for a role that sees money and not people. */
  readonly patient?: PatientHead;
  readonly running: Money;
  readonly level?: 'near' | 'reportable';
  /** What has to be reported, and by when. */
  readonly reports: readonly { readonly key: string; readonly total: Money; readonly dueOn: BusinessDate }[];
}

export interface CashWatchPageProps {
  readonly shell: Shell;
  readonly rows: readonly CashPayerRow[];
}

/** Cash that has to be reported to the IRS, or soon may. */
export function CashWatchPage({ shell, rows }: CashWatchPageProps) {
  return (
    <StaffPage
      shell={shell}
      at="/days"
      title="Large cash (Form 8300)"
      back={{ href: '/days', label: 'Days' }}
      lead={
        <p>
          Cash over $10,000.00 from one payer within twelve months is reported to the IRS on Form 8300 within 15 days.
        </p>
      }
    >
      <Card isFlush>
        {rows.length > 0 ? (
          <DataTable
            caption="Payers of much cash"
            rows={rows}
            keyOf={({ patientId }) => `payer-${patientId}`}
            columns={[
              { header: 'Payer', isRowHeader: true, cell: (row) => <Payer {...row} /> },
              { header: 'State', cell: (row) => <Level {...row} /> },
              {
                header: 'To report',
                cell: ({ reports }) =>
                  reports.map(({ key, total, dueOn }) => (
                    <span key={key} class="under">{`${total.format()} by ${formatDate(dueOn)}`}</span>
                  )),
              },
              { header: 'Not reported yet', isAmount: true, cell: ({ running }) => <Amount of={running} /> },
            ]}
          />
        ) : (
          <EmptyState title="Nobody has paid that much in cash">
            From $8,000.00 within twelve months on, a payer is listed here.
          </EmptyState>
        )}
      </Card>
    </StaffPage>
  );
}

function Payer({ patient, patientId }: CashPayerRow) {
  if (!patient) return <span class="quiet">{`Payer ${patientId.slice(-8)}`}</span>;
  return (
    <>
      <a class="row-link" href={`/patients/${patient.id}`}>
        {patient.name}
      </a>
      <span class="under">{formatBirthDate(patient.dateOfBirth)}</span>
    </>
  );
}

function Level({ level, reports }: CashPayerRow) {
  if (level === 'reportable' || reports.length > 0) return <Tag tone="bad">To be reported</Tag>;
  return level === 'near' ? <Tag tone="warn">Near the limit</Tag> : <Tag>Below</Tag>;
}
