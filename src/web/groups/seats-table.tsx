import type { Temporal } from 'temporal-polyfill';
import type { SeatState } from '../../domain/groups/seat-state';
import { Amount } from '../ui/amount';
import { Button, ButtonLink } from '../ui/button';
import { type Column, DataTable } from '../ui/data-table';
import { FormTokens, type Shell } from '../ui/staff-page';
import { StatusBadge, Tag, type Tone } from '../ui/status-badge';
import { formatMoment } from '../ui/text';
import type { SeatShown } from './till-shown';

interface SeatsTableProps {
  readonly shell: Shell;
  readonly id: string;
  readonly timeZone: string;
  readonly seats: readonly SeatShown[];
  readonly showsPrices: boolean;
  readonly mayConfirm: boolean;
  readonly isOpen: boolean;
  readonly hasBegun: boolean;
}

const STATES: Readonly<Record<SeatState, readonly [string, Tone]>> = {
  held: ['Held', 'warn'],
  booked: ['Booked', 'good'],
  released: ['Given up', 'neutral'],
  attended: ['Came', 'good'],
  no_show: ['Did not come', 'bad'],
};

/** The seats by place: one row each, a price only where prices are shown. */
export function SeatsTable(props: SeatsTableProps) {
  const { seats, showsPrices, timeZone } = props;
  const price: Column<SeatShown> = {
    header: 'Price',
    isAmount: true,
    cell: ({ price: amount }) => (amount ? <Amount of={amount} /> : ''),
  };
  return (
    <DataTable
      caption="Seats"
      rows={seats}
      keyOf={({ place, seatId }) => `seat-${seatId ?? place}`}
      columns={[
        {
          header: 'Patient',
          isRowHeader: true,
          cell: ({ place, patient }) => (
            <>
              <span class="account-number">{place}</span>
              {patient ? <a href={`/patients/${patient.id}`}>{patient.name}</a> : <span class="hint">Free</span>}
            </>
          ),
        },
        { header: 'State', cell: (seat) => <SeatStateCell seat={seat} timeZone={timeZone} /> },
        { header: 'Paid', cell: (seat) => <PaidCell seat={seat} /> },
        { header: 'Prescription', cell: (seat) => <PrescriptionCell {...props} seat={seat} /> },
        ...(showsPrices ? [price] : []),
        { header: 'Actions', isHeaderHidden: true, cell: (seat) => <SeatActions {...props} seat={seat} /> },
      ]}
    />
  );
}

function SeatStateCell({ seat, timeZone }: { readonly seat: SeatShown; readonly timeZone: string }) {
  if (!seat.state) return null;
  const [words, tone] = STATES[seat.state];
  return (
    <span>
      <Tag tone={tone}>{words}</Tag>
      {seat.heldUntil ? <HoldEnd until={seat.heldUntil} timeZone={timeZone} /> : null}
    </span>
  );
}

const HoldEnd = ({ until, timeZone }: { readonly until: Temporal.Instant; readonly timeZone: string }) => (
  <span class="under">{`until ${formatMoment(until, timeZone)}`}</span>
);

function PaidCell({ seat: { state, isPaid, isBeingPaid } }: { readonly seat: SeatShown }) {
  if (!state || (state === 'no_show' && isPaid)) return null;
  if (isBeingPaid && !isPaid) return <Tag tone="info">Being paid</Tag>;
  return <StatusBadge state={isPaid ? 'paid' : 'unpaid'} />;
}

type RowProps = SeatsTableProps & { readonly seat: SeatShown };

const isOpenSeat = ({ state }: SeatShown): boolean => state === 'held' || state === 'booked';

function PrescriptionCell({ shell, id, seat, isOpen }: RowProps) {
  const { seatId, patient, hasPrescription } = seat;
  if (!seatId || !patient) return null;
  const words = hasPrescription ? 'Brought' : 'Not yet';
  if (!isOpen || !isOpenSeat(seat)) return <>{words}</>;
  return (
    <form method="post" action={`/groups/${id}/seats/${seatId}/prescription`} class="tags">
      <FormTokens csrf={shell.csrf} />
      <input type="hidden" name="brought" value={hasPrescription ? 'no' : 'yes'} />
      <Tag tone={hasPrescription ? 'good' : 'neutral'}>{words}</Tag>
      <Button kind="quiet">
        {hasPrescription ? 'Undo' : 'Brought'}
        <span class="visually-hidden">{`: prescription of ${patient.name}`}</span>
      </Button>
    </form>
  );
}

function SeatActions({ shell, id, seat, isOpen, mayConfirm, hasBegun }: RowProps) {
  const { seatId, patient, invoiceId, isPaid, state, place } = seat;
  const at = `/groups/${id}/seats/${seatId ?? ''}`;
  if (!seatId || !patient)
    return isOpen && !hasBegun ? (
      <ButtonLink kind="quiet" href={`/groups/${id}/book`} about={`on seat ${place}`}>
        Book
      </ButtonLink>
    ) : null;
  const pay = invoiceId ? `/invoices/${invoiceId}/pay` : isOpenSeat(seat) ? `${at}/pay` : undefined;
  return (
    <div class="row-actions">
      {pay && !isPaid ? (
        <ButtonLink href={pay} about={`of ${patient.name}`}>
          Take money
        </ButtonLink>
      ) : null}
      {state === 'held' && mayConfirm ? (
        <form method="post" action={`${at}/confirm`}>
          <FormTokens csrf={shell.csrf} />
          <Button kind="quiet">
            Confirm<span class="visually-hidden">{` the seat of ${patient.name}`}</span>
          </Button>
        </form>
      ) : null}
      {isOpen && isOpenSeat(seat) ? (
        <ButtonLink kind="quiet" href={`${at}/release`} about={`the seat of ${patient.name}`}>
          Give up
        </ButtonLink>
      ) : null}
    </div>
  );
}
