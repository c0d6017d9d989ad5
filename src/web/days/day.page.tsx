import { COUNTED_TENDERS, type TenderTotal } from '../../domain/cashiering/day-tenders';
import type { BusinessDate } from '../../kernel/business-date';
import { Money } from '../../kernel/money';
import type { FormState } from '../forms/form-state';
import { Amount } from '../ui/amount';
import { Button } from '../ui/button';
import { DataTable } from '../ui/data-table';
import { Field, MoneyField } from '../ui/field';
import { Card, EmptyState } from '../ui/layout';
import { FormTokens, StaffPage, type Shell } from '../ui/staff-page';
import { Tag } from '../ui/status-badge';
import { formatDate, formatLongDate } from '../ui/text';
import { COUNT_HINTS, dayTenderName, reasonField, totalField } from './day-form';

export interface DayPageProps {
  readonly shell: Shell;
  readonly form: FormState;
  readonly idempotencyKey: string;
  readonly on: BusinessDate;
  readonly locationId: string;
  /** Where the clinic has several locations. */
  readonly places: readonly { readonly href: string; readonly name: string; readonly isShown: boolean }[];
  /** Sealed, with nothing of its own to show. */
  readonly isDone: boolean;
  /** A close of the day that something was added to since. */
  readonly closedBefore?: { readonly number: string; readonly href: string };
  readonly drawers: readonly { readonly id: string; readonly name: string; readonly heldBy: string }[];
  readonly payments: readonly string[];
  /** The payments of refunds whose outcome is not known. */
  readonly refunds: readonly string[];
  readonly reopened: readonly { readonly number: string; readonly on: BusinessDate; readonly href: string }[];
  readonly tenders: readonly TenderTotal[];
  readonly isCashWithheld: boolean;
  readonly mayClose: boolean;
}

/** A business day on its way to its close: what stands in the way, what the books say, what was counted. */
export function DayPage(props: DayPageProps) {
  const { shell, form, on, places, isDone, closedBefore, mayClose } = props;
  const isBlocked = blockers(props) > 0;
  return (
    <StaffPage
      shell={shell}
      at="/days"
      title={`Day: ${formatDate(on)}`}
      heading={
        <>
          {formatLongDate(on)} {isDone ? <Tag tone="good">Sealed</Tag> : <Tag tone="info">Open</Tag>}
        </>
      }
      lead={<p>{formatDate(on)}</p>}
      back={{ href: '/days', label: 'Days' }}
      form={form}
    >
      {places.length > 1 ? <Places places={places} /> : null}
      {isDone ? (
        <Card>
          <EmptyState title="The books are sealed through this day">
            Nothing of it was at this location. What comes late stands on the next open day.
          </EmptyState>
        </Card>
      ) : (
        <div class="stack">
          {closedBefore ? (
            <div class="notice notice-warn" role="status">
              <p>
                Closed as <a href={closedBefore.href}>{closedBefore.number}</a>, and something came since. Close it
                again to cover that too.
              </p>
            </div>
          ) : null}
          {isBlocked ? <Blockers {...props} /> : null}
          <Books {...props} />
          {mayClose && !isBlocked ? <CloseForm {...props} /> : null}
        </div>
      )}
    </StaffPage>
  );
}

function Places({ places }: Pick<DayPageProps, 'places'>) {
  return (
    <nav class="filters filters-alone" aria-label="Location">
      {places.map(({ href, name, isShown }) => (
        <a key={href} href={href} aria-current={isShown ? 'true' : undefined}>
          {name}
        </a>
      ))}
    </nav>
  );
}

const blockers = ({ drawers, payments, refunds, reopened }: DayPageProps): number =>
  drawers.length + payments.length + refunds.length + reopened.length;

function Blockers(props: DayPageProps) {
  const { drawers, payments, refunds, reopened, mayClose } = props;
  return (
    <Card title="Still in the way" id="blockers" isFlush aside={<span class="count">{blockers(props)}</span>}>
      <ul class="queue">
        {drawers.map(({ id, name, heldBy }) => (
          <li key={id}>
            <div class="queue-text">
              <a href={`/drawers/${id}${mayClose ? '/close' : ''}`}>{`Drawer ${name} is open`}</a>
              <span class="under">{`${heldBy} works it. Count and close it first.`}</span>
            </div>
          </li>
        ))}
        {payments.map((id, index) => (
          <li key={id}>
            <div class="queue-text">
              <a href={`/payments/${id}`}>{`Payment ${index + 1} of ${payments.length} is being checked`}</a>
              <span class="under">Whether the money was taken is not known yet. Opening it asks again.</span>
            </div>
          </li>
        ))}
        {refunds.map((paymentId, index) => (
          <li key={`refund-${paymentId}`}>
            <div class="queue-text">
              <a
                href={`/payments/${paymentId}#refunds`}
              >{`Refund ${index + 1} of ${refunds.length} is being checked`}</a>
              <span class="under">
                Whether the money was given back is not known yet. It is asked about every minute.
              </span>
            </div>
          </li>
        ))}
        {reopened.map(({ number, on, href }) => (
          <li key={number}>
            <div class="queue-text">
              <a href={href}>{`${formatDate(on)} was reopened (${number})`}</a>
              <span class="under">Close that day first.</span>
            </div>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Books({ tenders, isCashWithheld }: DayPageProps) {
  return (
    <Card title="What the books say" id="books" isFlush>
      {tenders.length > 0 ? (
        <DataTable
          caption="Tender by tender"
          rows={tenders}
          keyOf={({ tender }) => `tender-${tender}`}
          columns={[
            {
              header: 'Tender',
              isRowHeader: true,
              cell: ({ tender, reason }) => (
                <>
                  {dayTenderName(tender)}
                  {reason ? <span class="under">{reason}</span> : null}
                </>
              ),
            },
            { header: 'Taken', isAmount: true, cell: ({ taken }) => <Amount of={taken} isZeroQuiet /> },
            { header: 'Given back', isAmount: true, cell: ({ returned }) => <Amount of={returned} isZeroQuiet /> },
            { header: 'Books', isAmount: true, cell: ({ system }) => <Amount of={system} /> },
            { header: 'Counted', isAmount: true, cell: ({ counted }) => (counted ? <Amount of={counted} /> : '') },
          ]}
        />
      ) : (
        <EmptyState title={isCashWithheld ? 'Nothing but what is in the drawers' : 'No money was taken'} />
      )}
      {isCashWithheld ? <p class="card-note">Cash is told once every drawer is counted.</p> : null}
    </Card>
  );
}

function CloseForm({ shell, form, idempotencyKey, on, locationId, tenders }: DayPageProps) {
  const booked = (tender: string): Money => tenders.find((total) => total.tender === tender)?.system ?? Money.ZERO;
  return (
    <form method="post" action={`/days/${on.toString()}/close`} novalidate data-once>
      <FormTokens csrf={shell.csrf} idempotencyKey={idempotencyKey} />
      <input type="hidden" name="location" value={locationId} />
      <Card title="Counted, or reported by somebody else" id="counted" isFlush>
        {COUNTED_TENDERS.map((tender) => (
          <div key={tender} class="tender fields-all-optional">
            <div class="tender-text">
              <h3>{dayTenderName(tender)}</h3>
              <p class="hint">{`${COUNT_HINTS[tender]} The books say ${booked(tender).format()}.`}</p>
            </div>
            <MoneyField form={form} name={totalField(tender)} label="Counted" isOptional />
            <Field form={form} name={reasonField(tender)} label="Why it differs" maxlength={500} isOptional />
          </div>
        ))}
      </Card>
      <p class="form-end hint">
        What is left blank was not counted. Closing seals the day: what comes later stands on the next open day, and to
        open it again takes two people.
      </p>
      <div class="form-end">
        <Button kind="primary" isLarge>
          Close and seal the day
        </Button>
      </div>
    </form>
  );
}
