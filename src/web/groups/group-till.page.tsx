import type { Temporal } from 'temporal-polyfill';
import type { FormState } from '../forms/form-state';
import { ButtonLink } from '../ui/button';
import { Card, Figures } from '../ui/layout';
import { StaffPage, type Shell } from '../ui/staff-page';
import { count, formatMoment } from '../ui/text';
import { AttendanceCard } from './attendance-card';
import { type GroupState, GroupStateTag } from './groups.page';
import { SeatsTable } from './seats-table';
import type { SeatShown, WaitingShown } from './till-shown';
import { WaitlistCard } from './waitlist-card';

export interface GroupTillPageProps {
  readonly shell: Shell;
  readonly id: string;
  readonly name: string;
  readonly provider: string;
  readonly startsAt: Temporal.Instant;
  readonly timeZone: string;
  readonly state: GroupState;
  readonly hasBegun: boolean;
  readonly capacity: number;
  readonly leastPatients?: number;
  /** By place, free ones too. */
  readonly seats: readonly SeatShown[];
  readonly waiting: readonly WaitingShown[];
  /** Whether each row shows its price; never on a screen others can see. */
  readonly showsPrices: boolean;
  readonly mayConfirm: boolean;
  readonly isSeatLost: boolean;
  readonly idempotencyKey: string;
  readonly form: FormState;
}

/** The till of a group session: every seat with who has it, whether it is paid, and what is next. */
export function GroupTillPage(props: GroupTillPageProps) {
  const { shell, id, name, state, startsAt, timeZone, provider, seats, waiting, hasBegun, form } = props;
  const taken = seats.filter(({ patient }) => patient !== undefined);
  const unpaid = taken.filter(({ isPaid }) => !isPaid);
  const when = formatMoment(startsAt, timeZone);
  return (
    <StaffPage
      shell={shell}
      at="/groups"
      title={`${name}, ${when}`}
      heading={
        <>
          {name} <GroupStateTag state={state} />
        </>
      }
      back={{ href: '/groups', label: 'Group sessions' }}
      lead={<p>{`${when}, with ${provider}`}</p>}
      actions={<Actions {...props} />}
      form={form}
    >
      <Notices {...props} taken={taken.length} />
      <Figures
        items={[
          { label: 'Seats taken', value: `${taken.length} of ${props.capacity}` },
          { label: 'Unpaid', value: String(unpaid.length), tone: unpaid.length > 0 ? 'bad' : 'good' },
          { label: 'Waiting', value: String(waiting.length) },
        ]}
      />
      <div class="stack">
        <Card
          title="Seats"
          id="seats"
          isFlush
          aside={
            <a href={`/groups/${id}${props.showsPrices ? '' : '?prices=shown'}#seats`}>
              {props.showsPrices ? 'Hide prices' : 'Show prices'}
            </a>
          }
        >
          <SeatsTable {...props} isOpen={state === 'scheduled'} />
          <p class="card-note">
            {props.showsPrices
              ? 'Each patient’s price is their own. Hide the prices before anybody else looks at this screen.'
              : 'Prices are hidden: this screen may be shared with the group.'}
          </p>
        </Card>
        {state === 'scheduled' && hasBegun && taken.length > 0 ? <AttendanceCard {...props} taken={taken} /> : null}
        {state === 'scheduled' ? <WaitlistCard {...props} /> : null}
      </div>
    </StaffPage>
  );
}

function Actions({ id, state, hasBegun, seats }: GroupTillPageProps) {
  if (state !== 'scheduled') return null;
  const isFull = seats.every(({ patient }) => patient !== undefined);
  return (
    <>
      <ButtonLink href={`/groups/${id}/cancel`}>Call it off</ButtonLink>
      {hasBegun ? null : (
        <ButtonLink href={`/groups/${id}/book`} kind="primary">
          {isFull ? 'Join the waitlist' : 'Book a seat'}
        </ButtonLink>
      )}
    </>
  );
}

function Notices({ isSeatLost, leastPatients, taken, state }: GroupTillPageProps & { readonly taken: number }) {
  return (
    <>
      {isSeatLost ? (
        <div class="notice" role="status">
          <p>
            The hold had ended and the seat is somebody else’s. The money was taken and is held for the patient: it is
            on the <a href="/tasks">to-do list</a> to be given back.
          </p>
        </div>
      ) : null}
      {state === 'scheduled' && leastPatients !== undefined && taken < leastPatients ? (
        <div class="notice notice-warn" role="status">
          <p>{`The session is held for at least ${count(leastPatients, 'patient')}; ${taken} so far.`}</p>
        </div>
      ) : null}
    </>
  );
}
