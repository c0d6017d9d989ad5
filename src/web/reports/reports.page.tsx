import { ButtonLink } from '../ui/button';
import { Card } from '../ui/layout';
import { StaffPage, type Shell } from '../ui/staff-page';

export interface ReportLink {
  readonly name: string;
  readonly title: string;
  readonly summary: string;
}

export interface ReportsPageProps {
  readonly shell: Shell;
  readonly groups: readonly { readonly title: string; readonly reports: readonly ReportLink[] }[];
}

/** Every report, by what somebody looks for. */
export function ReportsPage({ shell, groups }: ReportsPageProps) {
  return (
    <StaffPage
      shell={shell}
      at="/reports"
      title="Reports"
      lead={<p>Each one is proved against the ledger; none is handed out while it differs.</p>}
      actions={
        <>
          <ButtonLink href="/exports">Exports</ButtonLink>
          <ButtonLink href="/periods">Months</ButtonLink>
          <ButtonLink href="/journals">Journals for bookkeeping</ButtonLink>
        </>
      }
    >
      <div class="columns">
        {groups.map(({ title, reports }, index) => (
          <Card key={title} title={title} id={`group-${index}`} isFlush>
            <ul class="queue">
              {reports.map(({ name, title: report, summary }) => (
                <li key={name}>
                  <div class="queue-text">
                    <a href={`/reports/${name}`}>{report}</a>
                    <span class="under">{summary}</span>
                  </div>
                </li>
              ))}
            </ul>
          </Card>
        ))}
      </div>
    </StaffPage>
  );
}
