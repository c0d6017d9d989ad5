import type { BusinessDate } from '../../kernel/business-date';
import type { Money } from '../../kernel/money';
import { Amount } from '../ui/amount';
import { DataTable } from '../ui/data-table';
import { Card, EmptyState } from '../ui/layout';
import type { PatientHead } from '../ui/patient-head';
import { StaffPage, type Shell } from '../ui/staff-page';
import { Tag } from '../ui/status-badge';
import { formatBirthDate, formatDate } from '../ui/text';

/** An estimate that still has to be given. */
export interface EstimateDue {
  readonly id: string;
  readonly patient: PatientHead;
  readonly what: string;
  readonly dueBy?: BusinessDate;
  readonly isOverdue: boolean;
  readonly expected: Money;
}

export interface EstimatesPageProps {
  readonly shell: Shell;
  readonly rows: readonly EstimateDue[];
}

/** The clock queue: estimates that have to be given, the most urgent first. */
export function EstimatesPage({ shell, rows }: EstimatesPageProps) {
  return (
    <StaffPage shell={shell} at="/estimates" title="Estimates to give">
      <Card isFlush>
        {rows.length > 0 ? (
          <DataTable
            caption="Estimates to give"
            rows={rows}
            keyOf={(row) => `estimate-${row.id}`}
            columns={[
              {
                header: 'Patient',
                isRowHeader: true,
                cell: ({ id, patient }) => (
                  <>
                    <a class="row-link" href={`/estimates/${id}`}>
                      {patient.name}
                    </a>
                    <span class="under">{formatBirthDate(patient.dateOfBirth)}</span>
                  </>
                ),
              },
              { header: 'Estimate', cell: ({ what }) => what },
              {
                header: 'Give by',
                cell: ({ dueBy, isOverdue }) =>
                  dueBy ? (
                    <span>
                      {formatDate(dueBy)} {isOverdue ? <Tag tone="bad">Overdue</Tag> : null}
                    </span>
                  ) : (
                    <span class="quiet">no clock runs</span>
                  ),
              },
              { header: 'Expected', isAmount: true, cell: ({ expected }) => <Amount of={expected} isZeroQuiet /> },
            ]}
          />
        ) : (
          <EmptyState title="Every estimate is given">
            A patient who asks what it costs has to be given an estimate within three business days.
          </EmptyState>
        )}
      </Card>
    </StaffPage>
  );
}
