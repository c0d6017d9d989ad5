import { RELEASE_REASONS, type ReleaseReason, type SeatTerms } from '../../domain/groups/seat-terms';
import { SEAT_STATES, type SeatState } from '../../domain/groups/seat-state';
import type { GroupSessionId, InvoiceId, PatientId, PaymentId, SeatId, VisitId } from '../../kernel/ids';
import {
  BooleanField,
  CentsField,
  DateField,
  EnumField,
  InstantField,
  IntField,
  ObjectField,
  TextField,
  UuidField,
} from '../../platform/http/fields';
import { PriceSourceView } from '../charges/quote.view';

const MONEY_RULES = [
  'canceled_in_time',
  'canceled_late',
  'clinic_canceled',
  'seat_lost',
  'missed',
] as const satisfies readonly SeatTerms['rule'][];

/** A seat as everybody may see it who sees the session: no price, no income, no amount. */
export class RosterSeatView {
  @UuidField()
  readonly id: SeatId;

  @IntField({ min: 1, description: 'Which of the seats.' })
  readonly place: number;

  @UuidField()
  readonly patientId: PatientId;

  @EnumField(SEAT_STATES)
  readonly status: SeatState;

  @InstantField({ nullable: true, description: 'When the hold ends; null when the seat is not held.' })
  readonly holdExpiresAt: string | null;

  @UuidField({ nullable: true, description: 'Of the visit that charged it; null before the session.' })
  readonly invoiceId: InvoiceId | null;

  @BooleanField({ description: 'Nothing is left to pay for it.' })
  readonly isPaid: boolean;

  @BooleanField({ description: 'A card is asked for it, or its hosted page is open.' })
  readonly isBeingPaid: boolean;

  @BooleanField({ description: 'The patient has brought their prescription.' })
  readonly prescriptionBrought: boolean;
}

/** A seat with its money: for the person it belongs to and the desk alone. */
export class SeatView extends RosterSeatView {
  @UuidField()
  readonly sessionId: GroupSessionId;

  @CentsField({ description: 'What the patient pays, fixed when the seat was taken.', example: 18000 })
  readonly priceCents: number;

  @CentsField({ description: 'Before the discount.', example: 22000 })
  readonly listPriceCents: number;

  @CentsField()
  readonly discountCents: number;

  @ObjectField(() => PriceSourceView)
  readonly priceSource: PriceSourceView;

  @DateField({ description: 'The day the price was fixed.' })
  readonly agreedOn: string;

  @UuidField({
    nullable: true,
    description: 'The deposit that pays it ahead, or is about to; its receipt and refunds go by it.',
  })
  readonly paymentId: PaymentId | null;

  @TextField({ nullable: true, max: 2000, description: 'The hosted page it can be paid on, while it is open.' })
  readonly pageUrl: string | null;

  @CentsField({ description: 'Still held of that deposit, on account 2100.' })
  readonly heldCents: number;

  @UuidField({ nullable: true, description: 'The visit that charged it, or its fee.' })
  readonly visitId: VisitId | null;

  @CentsField({ description: 'Still open on its invoice.' })
  readonly owedCents: number;

  @EnumField(RELEASE_REASONS, { nullable: true })
  readonly releaseReason: ReleaseReason | null;

  @EnumField(MONEY_RULES, { nullable: true, description: 'By which rule its money went back, stayed or cost a fee.' })
  readonly moneyRule: SeatTerms['rule'] | null;

  @CentsField({ description: 'Of the deposit, to give back by a refund of it.' })
  readonly refundDueCents: number;
}
