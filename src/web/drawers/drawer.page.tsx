import { formatDate, formatMoment } from '../ui/text';
import { parseBusinessDate } from '../../kernel/business-date';
import type { FormState } from '../forms/form-state';
import { Amount } from '../ui/amount';
import { Button, ButtonLink } from '../ui/button';
import { DataTable } from '../ui/data-table';
import { Field, MoneyField, SelectField } from '../ui/field';
import { Card, EmptyState, Figures } from '../ui/layout';
import { FormTokens, StaffPage, type Shell } from '../ui/staff-page';
import type { Choice, DrawerShown, OutsideCash } from './drawer-desk';
import type { CountShown, MovementShown } from './drawer-shown';
import { DrawerState } from './drawers.page';
import { overShortWords, SessionSums } from './session-result';

export interface DrawerPageProps extends DrawerShown {
  readonly shell: Shell;
  readonly form: FormState;
  readonly idempotencyKey: string;
  readonly mayWork: boolean;
  readonly accounts: readonly Choice[];
  readonly outside: readonly OutsideCash[];
}

const KINDS = [
  { value: 'paid_in', label: 'Paid in: cash goes into the drawer' },
  { value: 'paid_out', label: 'Paid out: cash leaves the drawer' },
  { value: 'drop', label: 'Dropped into the bank bag' },
];

/** A drawer: who works it and what its people moved, or what its last session came to. */
export function DrawerPage(props: DrawerPageProps) {
  const { shell, drawer, session, timeZone, form, mayWork, outside } = props;
  return (
    <StaffPage
      shell={shell}
      at="/drawers"
      title={`Drawer: ${drawer.name}`}
      heading={
        <>
          {drawer.name} <DrawerState isOpen={drawer.isOpen} />
        </>
      }
      lead={<p>{leadOf(props)}</p>}
      back={{ href: '/drawers', label: 'Cash drawers' }}
      actions={mayWork ? <Actions {...props} /> : null}
      form={form}
    >
      <SessionFigures {...props} />
      <div class="columns columns-main">
        <div class="stack">
          {session?.result ? <SessionSums openFloat={session.openFloat} result={session.result} /> : null}
          <Card title="Paid in, out and dropped" id="movements" isFlush>
            <Movements rows={session?.movements ?? []} timeZone={timeZone} />
          </Card>
          <Card title="Counts" id="counts" isFlush>
            <Counts rows={session?.counts ?? []} timeZone={timeZone} />
          </Card>
        </div>
        <div class="stack">
          {drawer.isOpen && mayWork ? <MoveForm {...props} /> : null}
          {drawer.isOpen && mayWork && outside.length > 0 ? <TakeInForm {...props} /> : null}
        </div>
      </div>
    </StaffPage>
  );
}

function leadOf({ drawer, session, timeZone }: DrawerPageProps): string {
  const place = drawer.location ? `${drawer.location}. ` : '';
  if (!session) return `${place}Never opened.`;
  const { result, heldBy, openedAt } = session;
  return result
    ? `${place}Closed by ${result.closedBy}, ${formatMoment(result.closedAt, timeZone)}`
    : `${place}${heldBy} works it. Open since ${formatMoment(openedAt, timeZone)}`;
}

function Actions({ drawer }: DrawerPageProps) {
  const base = `/drawers/${drawer.id}`;
  if (!drawer.isOpen)
    return (
      <ButtonLink kind="primary" href={`${base}/open`}>
        Open the drawer
      </ButtonLink>
    );
  return (
    <>
      <ButtonLink href={`${base}/handover`}>Hand over</ButtonLink>
      <ButtonLink kind="primary" href={`${base}/close`}>
        Count and close
      </ButtonLink>
    </>
  );
}

function SessionFigures({ session }: DrawerPageProps) {
  if (!session) return null;
  const { result, openFloat } = session;
  if (!result) return <Figures items={[{ label: 'Float at the start', value: <Amount of={openFloat} /> }]} />;
  return (
    <Figures
      items={[
        { label: 'Counted', value: <Amount of={result.counted} /> },
        {
          label: overShortWords(result.overShort),
          value: <Amount of={result.overShort} />,
          tone: result.overShort.isZero() ? 'good' : 'bad',
        },
        { label: 'To the bank', value: <Amount of={result.deposit} /> },
        { label: 'Left for the next session', value: <Amount of={result.nextFloat} /> },
      ]}
    />
  );
}

function Movements({ rows, timeZone }: { readonly rows: readonly MovementShown[]; readonly timeZone: string }) {
  if (rows.length === 0) return <EmptyState title="Nothing was moved" />;
  return (
    <DataTable
      caption="Paid in, out and dropped"
      rows={rows}
      keyOf={({ key }) => `movement-${key}`}
      columns={[
        {
          header: 'What',
          isRowHeader: true,
          cell: ({ what, why }) => (
            <>
              {what}
              {why ? <span class="under">{why}</span> : null}
            </>
          ),
        },
        { header: 'When', cell: ({ at }) => formatMoment(at, timeZone) },
        { header: 'Amount', isAmount: true, cell: ({ amount }) => <Amount of={amount} /> },
      ]}
    />
  );
}

function Counts({ rows, timeZone }: { readonly rows: readonly CountShown[]; readonly timeZone: string }) {
  if (rows.length === 0) return <EmptyState title="It was never counted" />;
  return (
    <DataTable
      caption="Counts"
      rows={rows}
      keyOf={({ key }) => `count-${key}`}
      columns={[
        {
          header: 'When counted',
          isRowHeader: true,
          cell: ({ what, at, why }) => (
            <>
              {what}
              <span class="under">{formatMoment(at, timeZone)}</span>
              {why ? <span class="under">{why}</span> : null}
            </>
          ),
        },
        { header: 'By', cell: ({ by }) => by },
        { header: 'Counted', isAmount: true, cell: ({ counted }) => <Amount of={counted} /> },
      ]}
    />
  );
}

function MoveForm({ shell, drawer, form, idempotencyKey, accounts }: DrawerPageProps) {
  return (
    <Card title="Pay in, pay out, drop" id="move">
      <form method="post" action={`/drawers/${drawer.id}/movements`} novalidate data-once>
        <FormTokens csrf={shell.csrf} idempotencyKey={idempotencyKey} />
        <div class="fields">
          <SelectField form={form} name="kind" label="What" options={KINDS} />
          <MoneyField form={form} name="amount" label="Amount" />
          <Field form={form} name="reason" label="Reason" hint="No names of patients." maxlength={500} />
          <Field
            form={form}
            name="reference"
            label="Reference"
            hint="Receipt, bag or slip number"
            maxlength={100}
            isOptional
          />
          <SelectField form={form} name="accountNumber" label="From or to" options={accounts} isOptional />
        </div>
        <div class="form-end">
          <Button kind="primary">Write it down</Button>
        </div>
      </form>
    </Card>
  );
}

/** An outside entry in words. */
export const outsideLabel = ({ amount, on }: OutsideCash): string =>
  `${amount.format()} of ${formatDate(parseBusinessDate(on))}`;

function TakeInForm({ shell, drawer, form, idempotencyKey, outside }: DrawerPageProps) {
  const options = outside.map((entry) => ({ value: entry.entryId, label: outsideLabel(entry) }));
  return (
    <Card title="Cash outside any drawer" id="outside">
      <form method="post" action={`/drawers/${drawer.id}/outside-cash`} novalidate data-once>
        <FormTokens csrf={shell.csrf} idempotencyKey={idempotencyKey} />
        <p class="hint">Taken or given while no drawer was open for it. If it lies in this one now, put it in.</p>
        <div class="fields">
          <SelectField form={form} name="entryId" label="Which" options={options} />
          <Field form={form} name="takenInReason" label="Where it was" maxlength={500} />
        </div>
        <div class="form-end">
          <Button>Put it into this drawer</Button>
        </div>
      </form>
    </Card>
  );
}
