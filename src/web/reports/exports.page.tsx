import { Temporal } from 'temporal-polyfill';
import type { ErrorCode } from '../../kernel/error-codes';
import type { ExportState, ReportExportView } from '../../modules/reports/export.view';
import { PROBLEMS } from '../../platform/http/problem-table';
import type { FormState } from '../forms/form-state';
import { Button, ButtonLink } from '../ui/button';
import { DataTable } from '../ui/data-table';
import { Card, EmptyState } from '../ui/layout';
import { FormTokens, StaffPage, type Shell } from '../ui/staff-page';
import { Tag, type Tone } from '../ui/status-badge';
import { formatMoment } from '../ui/text';

/** An export with the title of its report. */
export interface ShownExport extends ReportExportView {
  readonly title: string;
}

export interface ExportsPageProps {
  readonly shell: Shell;
  readonly form: FormState;
  readonly timeZone: string;
  readonly exports: readonly ShownExport[];
}

const STATES: Readonly<Record<ExportState, readonly [string, Tone]>> = {
  waiting: ['Waiting', 'warn'],
  running: ['Being made', 'warn'],
  done: ['Ready', 'good'],
  failed: ['Not made', 'bad'],
  canceled: ['Called off', 'neutral'],
  expired: ['Expired', 'neutral'],
};

const FORMATS: Readonly<Record<string, string>> = { csv: 'CSV', xlsx: 'Excel', json: 'JSON' };

const isOnItsWay = ({ status }: ShownExport): boolean => status === 'waiting' || status === 'running';

/** Reports made in the background: how far each is, and its file until it expires. */
export function ExportsPage(props: ExportsPageProps) {
  const { shell, form, exports } = props;
  return (
    <StaffPage
      shell={shell}
      at="/reports"
      title="Exports"
      lead={<p>Large files are made while you go on. Each is kept for a day.</p>}
      back={{ href: '/reports', label: 'Reports' }}
      actions={exports.some(isOnItsWay) ? <ButtonLink href="/exports">Look again</ButtonLink> : null}
      form={form}
    >
      <Card title="Files" id="files" isFlush>
        {exports.length > 0 ? (
          <ExportTable {...props} />
        ) : (
          <EmptyState title="Nothing was asked for">
            <p>A report of more rows than its page shows can be made here.</p>
          </EmptyState>
        )}
      </Card>
    </StaffPage>
  );
}

function ExportTable({ exports, timeZone, shell }: ExportsPageProps) {
  return (
    <DataTable
      caption="Exports"
      rows={exports}
      keyOf={({ id }) => `export-${id}`}
      columns={[
        {
          header: 'Report',
          isRowHeader: true,
          cell: ({ title, format, fileName }) => (
            <>
              {`${title}, ${FORMATS[format] ?? format}`}
              {fileName ? <span class="under">{fileName}</span> : null}
            </>
          ),
        },
        { header: 'Asked for', cell: ({ requestedAt }) => formatMoment(Temporal.Instant.from(requestedAt), timeZone) },
        { header: 'State', cell: (shown) => <Standing shown={shown} timeZone={timeZone} /> },
        {
          header: 'File',
          isHeaderHidden: true,
          cell: (shown) => <NextStep shown={shown} shell={shell} />,
        },
      ]}
    />
  );
}

function Standing({ shown, timeZone }: { readonly shown: ShownExport; readonly timeZone: string }) {
  const [words, tone] = STATES[shown.status];
  const note = noteOf(shown, timeZone);
  return (
    <div>
      <Tag tone={tone}>{words}</Tag>
      {shown.status === 'running' ? (
        <progress
          class="export-progress"
          max={100}
          value={shown.progress}
          aria-label={`${shown.title}, percent made`}
        />
      ) : null}
      {note ? <span class="under">{note}</span> : null}
    </div>
  );
}

function noteOf(shown: ShownExport, timeZone: string): string | undefined {
  const { status, rowCount, rowsWritten, progress, expiresAt, problem } = shown;
  if (status === 'running')
    return rowCount === null || rowCount === 0
      ? 'Its totals are being proved'
      : `${progress}%: ${rowsWritten.toLocaleString('en-US')} of ${rowCount.toLocaleString('en-US')} rows`;
  if (status === 'done' && expiresAt) return `Until ${formatMoment(Temporal.Instant.from(expiresAt), timeZone)}`;
  if (status === 'failed' && problem) return PROBLEMS[problem.code as ErrorCode]?.title ?? problem.code;
  return undefined;
}

function NextStep({ shown, shell }: { readonly shown: ShownExport; readonly shell: Shell }) {
  const about = `of ${shown.title}, asked for at ${shown.requestedAt}`;
  if (shown.fileUrl)
    return (
      <ButtonLink kind="quiet" href={shown.fileUrl} about={about}>
        Download
      </ButtonLink>
    );
  if (!isOnItsWay(shown)) return null;
  return (
    <form method="post" action={`/exports/${shown.id}/cancel`}>
      <FormTokens csrf={shell.csrf} />
      <Button kind="quiet">
        Call off <span class="visually-hidden">{about}</span>
      </Button>
    </form>
  );
}
