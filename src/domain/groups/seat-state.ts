/** Where a seat of a group session stands. */
export const SEAT_STATES = [
  /** Kept for the patient until its hold ends. */
  'held',
  /** Sure: paid, or booked without prepayment. */
  'booked',
  /** Given up, by the patient, the clinic or the end of its hold: somebody else may have its place. */
  'released',
  'attended',
  'no_show',
] as const;
export type SeatState = (typeof SEAT_STATES)[number];

/** What can happen to a seat. `retaken`: its hold had ended, and a place was still free when its money came. */
export const SEAT_EVENTS = ['booked', 'released', 'retaken', 'came', 'missed'] as const;
export type SeatEvent = (typeof SEAT_EVENTS)[number];

type Moves = Readonly<Partial<Record<SeatEvent, SeatState>>>;

/** The transitions that exist; what the session made of a seat is final. */
const MOVES: Readonly<Record<SeatState, Moves>> = {
  held: { booked: 'booked', released: 'released', came: 'attended', missed: 'no_show' },
  booked: { released: 'released', came: 'attended', missed: 'no_show' },
  released: { retaken: 'booked' },
  attended: {},
  no_show: {},
};

/** Where a seat goes; undefined when that cannot happen to it. */
export const nextSeatState = (state: SeatState, event: SeatEvent): SeatState | undefined => MOVES[state][event];

/** Whether the patient may still get up from it or pay for it. */
export const isSeatOpen = (state: SeatState): state is 'held' | 'booked' => state === 'held' || state === 'booked';
