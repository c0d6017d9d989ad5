import type { Temporal } from 'temporal-polyfill';
import type { SeatState } from '../../domain/groups/seat-state';
import type { Money } from '../../kernel/money';
import type { PatientHead } from '../ui/patient-head';

/** A seat of the till; a free one has no patient. */
export interface SeatShown {
  readonly place: number;
  readonly seatId?: string;
  readonly patient?: PatientHead;
  readonly state?: SeatState;
  readonly heldUntil?: Temporal.Instant;
  readonly isPaid: boolean;
  /** A card is asked, or the card page is open. */
  readonly isBeingPaid?: boolean;
  readonly hasPrescription: boolean;
  /** The bill, once the session was held. */
  readonly invoiceId?: string;
  /** Only where prices are shown. */
  readonly price?: Money;
}

/** Somebody who waits. */
export interface WaitingShown {
  readonly entryId: string;
  readonly patient: PatientHead;
}
