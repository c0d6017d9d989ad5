import type { FormState } from '../forms/form-state';
import { Amount } from '../ui/amount';
import { Button, ButtonLink } from '../ui/button';
import { DataTable } from '../ui/data-table';
import { Field } from '../ui/field';
import { Card, DefinitionList, type Definition, EmptyState } from '../ui/layout';
import { FormTokens, StaffPage, type Shell } from '../ui/staff-page';
import { Tag } from '../ui/status-badge';
import { formatDate, formatLongDate, formatMoment } from '../ui/text';
import type { ClosedDayShown } from './closed-day-shown';
import { CloseState } from './days.page';

export interface ClosedDayPageProps extends ClosedDayShown {
  readonly shell: Shell;
  readonly form: FormState;
  readonly idempotencyKey: string;
  readonly timeZone: string;
  /** The one the books were sealed through last: only that one can be reopened. */
  readonly isLatest: boolean;
  /** Why somebody wants it reopened, while another person has still to decide. */
  readonly waitingReason?: string;
  /** Where a reopened day is closed again. */
  readonly againHref?: string;
  readonly mayReopen: boolean;
  readonly mayClose: boolean;
}

/** A closed day as it was closed, and what came too late for it. */
export function ClosedDayPage(props: ClosedDayPageProps) {
  const { shell, form, id, number, on, location, againHref, mayReopen, mayClose, waitingReason, isLatest } = props;
  return (
    <StaffPage
      shell={shell}
      at="/days"
      title={`${number}: ${formatDate(on)}`}
      heading={
        <>
          {formatLongDate(on)} <CloseState {...props} />
        </>
      }
      lead={<p>{[formatDate(on), number, location].filter(Boolean).join(', ')}</p>}
      back={{ href: '/days', label: 'Days' }}
      actions={
        <>
          {againHref && mayClose ? <ButtonLink href={againHref}>Close the day again</ButtonLink> : null}
          <ButtonLink href={`/v1/daily-closes/${id}.pdf`} kind="primary" shortcut="r">
            Daily close (PDF)
          </ButtonLink>
        </>
      }
      form={form}
    >
      <div class="columns columns-main">
        <div class="stack">
          <Tenders {...props} />
          <Lines {...props} />
          <Drawers {...props} />
          <Late {...props} />
        </div>
        <div class="stack">
          <Facts {...props} />
          {waitingReason ? <Waiting reason={waitingReason} /> : null}
          {mayReopen && isLatest && !waitingReason ? <ReopenForm {...props} /> : null}
        </div>
      </div>
    </StaffPage>
  );
}

function Tenders({ tenders, outsideCash }: ClosedDayPageProps) {
  return (
    <Card title="Tender by tender" id="tenders" isFlush>
      {tenders.length > 0 ? (
        <DataTable
          caption="Tender by tender"
          rows={tenders}
          keyOf={({ key }) => `tender-${key}`}
          columns={[
            {
              header: 'Tender',
              isRowHeader: true,
              cell: ({ name, reason }) => (
                <>
                  {name}
                  {reason ? <span class="under">{reason}</span> : null}
                </>
              ),
            },
            { header: 'Books', isAmount: true, cell: ({ system }) => <Amount of={system} /> },
            {
              header: 'Counted',
              isAmount: true,
              cell: ({ counted }) => (counted ? <Amount of={counted} /> : <span class="quiet">not counted</span>),
            },
            {
              header: 'Difference',
              isAmount: true,
              cell: ({ difference }) => (difference ? <Amount of={difference} isZeroQuiet /> : ''),
            },
          ]}
        />
      ) : (
        <EmptyState title="No money was taken" />
      )}
      {outsideCash ? <p class="card-note">{`${outsideCash.format()} in cash went through no drawer.`}</p> : null}
    </Card>
  );
}

function Lines({ lines }: ClosedDayPageProps) {
  if (lines.length === 0) return null;
  return (
    <Card title="Who took what" id="lines" isFlush>
      <DataTable
        caption="By person and tender"
        rows={lines}
        keyOf={({ key }) => `line-${key}`}
        columns={[
          {
            header: 'Who',
            isRowHeader: true,
            cell: ({ who, tender }) => (
              <>
                {who}
                <span class="under">{tender}</span>
              </>
            ),
          },
          { header: 'Taken', isAmount: true, cell: ({ taken }) => <Amount of={taken} isZeroQuiet /> },
          { header: 'Given back', isAmount: true, cell: ({ returned }) => <Amount of={returned} isZeroQuiet /> },
          { header: 'Left', isAmount: true, cell: ({ net }) => <Amount of={net} /> },
        ]}
      />
    </Card>
  );
}

function Drawers({ drawers }: ClosedDayPageProps) {
  if (drawers.length === 0) return null;
  return (
    <Card title="Drawers" id="drawers" isFlush>
      <DataTable
        caption="Drawers"
        rows={drawers}
        keyOf={({ key }) => `drawer-${key}`}
        columns={[
          {
            header: 'Drawer',
            isRowHeader: true,
            cell: ({ name, reason }) => (
              <>
                {name}
                {reason ? <span class="under">{reason}</span> : null}
              </>
            ),
          },
          { header: 'Counted', isAmount: true, cell: ({ counted }) => <Amount of={counted} /> },
          { header: 'Over or short', isAmount: true, cell: ({ overShort }) => <Amount of={overShort} isZeroQuiet /> },
          { header: 'To the bank', isAmount: true, cell: ({ deposit }) => <Amount of={deposit} /> },
        ]}
      />
    </Card>
  );
}

function Late({ late }: ClosedDayPageProps) {
  return (
    <Card title="Came too late for it" id="late" isFlush>
      {late.length > 0 ? (
        <DataTable
          caption="Later corrections"
          rows={late}
          keyOf={({ key }) => `late-${key}`}
          columns={[
            { header: 'What', isRowHeader: true, cell: ({ what }) => what },
            { header: 'Belongs to', cell: ({ belongsTo }) => formatDate(belongsTo) },
            { header: 'Stands on', cell: ({ standsOn }) => formatDate(standsOn) },
            { header: 'Amount', isAmount: true, cell: ({ amount }) => <Amount of={amount} /> },
          ]}
        />
      ) : (
        <EmptyState title="Nothing came after it was closed" />
      )}
    </Card>
  );
}

function Facts(props: ClosedDayPageProps) {
  return (
    <Card
      title="The seal"
      id="seal"
      aside={props.isIntact ? <Tag tone="good">Intact</Tag> : <Tag tone="bad">Does not hold</Tag>}
    >
      <DefinitionList items={sealOf(props)} />
      <p class="hint">Hash</p>
      <p class="link-url">{props.hash}</p>
      <p class="hint">{props.previousHash ? 'Hash of the close before' : 'The first close of the clinic'}</p>
      {props.previousHash ? <p class="link-url">{props.previousHash}</p> : null}
    </Card>
  );
}

function sealOf({ number, from, on, by, at, timeZone, entryCount, replaces, replacedBy }: ClosedDayPageProps) {
  const link = (close: { href: string; number: string }) => <a href={close.href}>{close.number}</a>;
  return [
    { term: 'Number', value: number },
    ...(from ? [{ term: 'Covers', value: `${formatDate(from)} to ${formatDate(on)}` }] : []),
    { term: 'Closed by', value: by },
    { term: 'Closed', value: formatMoment(at, timeZone) },
    { term: 'Journal entries', value: String(entryCount) },
    ...(replaces ? [{ term: 'Replaces', value: link(replaces) }] : []),
    ...(replacedBy ? [{ term: 'Replaced by', value: link(replacedBy) }] : []),
  ] satisfies Definition[];
}

function Waiting({ reason }: { readonly reason: string }) {
  return (
    <Card title="Reopening is asked for" id="reopening">
      <p>{reason}</p>
      <p class="hint">
        Another person has to approve it, under <a href="/tasks#approvals">To do</a>. Until then the day stays sealed.
      </p>
    </Card>
  );
}

function ReopenForm({ shell, form, idempotencyKey, id, on }: ClosedDayPageProps) {
  return (
    <Card title="Reopen the day?" id="reopening">
      <form method="post" action={`/days/${on.toString()}/${id}/reopen`} novalidate data-once>
        <FormTokens csrf={shell.csrf} idempotencyKey={idempotencyKey} />
        <Field
          form={form}
          name="reason"
          label="Reason"
          hint="Another person has to approve it. No names of patients."
          maxlength={500}
        />
        <div class="form-end">
          <Button>Ask to reopen it</Button>
        </div>
      </form>
    </Card>
  );
}
