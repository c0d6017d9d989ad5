import { Body, Controller, Delete, Get, Param, Patch, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { GroupSessionId, SeatId } from '../../../kernel/ids';
import { Answers } from '../../../platform/http/answers';
import { MoneyRoute } from '../../../platform/http/money-route';
import { UuidPipe } from '../../../platform/http/uuid.pipe';
import { AuditRead } from '../../access/audit-read';
import { Permit } from '../../access/permit';
import { CheckoutBody } from '../../payments/checkout.view';
import { ConfirmSeat } from '../confirm-seat';
import { NotePrescription } from '../note-prescription';
import { PaySeat } from '../pay-seat';
import { ReleaseSeat } from '../release-seat';
import { SeatView } from '../seat.view';
import { SeatsReader } from '../seats.reader';
import { TakeSeat } from '../take-seat';
import { ChangeSeatDto, JoinWaitlistDto, PaySeatDto, TakeSeatDto } from './groups.dto';
import { SeatTenderDto } from './seat-tender.dto';

/** /v1/group-sessions/:id/seats. What a seat costs is shown of one seat at a time. */
@ApiTags('groups')
@Controller('v1/group-sessions/:id/seats')
export class SeatsController {
  constructor(
    private readonly take: TakeSeat,
    private readonly pay: PaySeat,
    private readonly confirm: ConfirmSeat,
    private readonly release: ReleaseSeat,
    private readonly prescription: NotePrescription,
    private readonly seats: SeatsReader,
  ) {}

  @Post()
  @Permit('groups.work')
  @MoneyRoute()
  @Answers({
    status: 201,
    type: SeatView,
    description: 'Take a seat for a patient and fix its price; it is held until it is paid or booked.',
    problems: [
      'not_found',
      'group_session_unknown',
      'group_session_over',
      'group_session_full',
      'patient_unknown',
      'patient_already_seated',
      'household_size_required',
      'price_not_set',
      'price_rule_invalid',
      'seat_prepayment_required',
      'idempotency_key_missing',
      'idempotency_key_invalid',
    ],
  })
  async create(@Param('id', UuidPipe) sessionId: GroupSessionId, @Body() body: TakeSeatDto): Promise<SeatView> {
    const household = JoinWaitlistDto.household(body);
    const { patientId, confirm } = body;
    return this.seats.get(sessionId, await this.take.execute({ ...household, sessionId, patientId, confirm }));
  }

  @Get(':seatId')
  @Permit('groups.read')
  @AuditRead('group_seat')
  @Answers({ type: SeatView, description: 'One seat with its money.', problems: ['not_found', 'seat_unknown'] })
  get(@Param('id', UuidPipe) sessionId: GroupSessionId, @Param('seatId', UuidPipe) seatId: SeatId): Promise<SeatView> {
    return this.seats.get(sessionId, seatId);
  }

  @Patch(':seatId')
  @Permit('groups.work')
  @Answers({
    type: SeatView,
    description: 'Write down whether the patient has brought their prescription.',
    problems: ['not_found', 'group_session_unknown', 'seat_unknown', 'seat_not_open'],
  })
  async change(
    @Param('id', UuidPipe) sessionId: GroupSessionId,
    @Param('seatId', UuidPipe) seatId: SeatId,
    @Body() { prescriptionBrought }: ChangeSeatDto,
  ): Promise<SeatView> {
    await this.prescription.execute(sessionId, seatId, prescriptionBrought);
    return this.seats.get(sessionId, seatId);
  }

  @Post(':seatId/payments')
  @Permit('deposits.take')
  @MoneyRoute()
  @Answers({
    status: 201,
    type: SeatView,
    description:
      'Take the price of a seat ahead, as a deposit, and book it. After its hold has ended the seat is booked while one is free; else the money is held for the patient and the answer says `released`.',
    problems: [
      'not_found',
      'group_session_unknown',
      'seat_unknown',
      'seat_not_open',
      'seat_already_paid',
      'payment_in_progress',
      'seat_payment_incomplete',
      'amount_exceeds_balance',
      'hsa_fsa_not_eligible',
      'tender_reference_required',
      'tender_reference_taken',
      'tender_field_not_allowed',
      'tender_not_offered',
      'cash_tendered_too_low',
      'payment_method_unknown',
      'payment_method_mismatch',
      'card_consent_missing',
      'card_amount_too_small',
      'card_declined',
      'authentication_required',
      'card_unavailable',
      'period_closed',
      'idempotency_key_missing',
      'idempotency_key_invalid',
    ],
  })
  async payAhead(
    @Param('id', UuidPipe) sessionId: GroupSessionId,
    @Param('seatId', UuidPipe) seatId: SeatId,
    @Body() body: PaySeatDto,
  ): Promise<SeatView> {
    await this.pay.execute({ sessionId, seatId, tenders: body.tenders.map(SeatTenderDto.toInput) });
    return this.seats.get(sessionId, seatId);
  }

  @Post(':seatId/checkout-sessions')
  @Permit('deposits.take')
  @MoneyRoute({ staged: true })
  @Answers({
    status: 201,
    type: CheckoutBody,
    description: 'Open a hosted page for the price of a seat. The seat is held while the page is open.',
    problems: [
      'not_found',
      'group_session_unknown',
      'seat_unknown',
      'seat_not_open',
      'seat_already_paid',
      'payment_in_progress',
      'checkout_unavailable',
      'idempotency_key_missing',
      'idempotency_key_invalid',
    ],
  })
  checkout(
    @Param('id', UuidPipe) sessionId: GroupSessionId,
    @Param('seatId', UuidPipe) seatId: SeatId,
  ): Promise<CheckoutBody> {
    return this.pay.onHostedPage({ sessionId, seatId });
  }

  @Post(':seatId/confirm')
  @Permit('groups.work')
  @Answers({
    type: SeatView,
    description: 'Book a held seat that is paid at the session.',
    problems: ['not_found', 'group_session_unknown', 'seat_unknown', 'seat_not_open', 'seat_prepayment_required'],
  })
  async book(
    @Param('id', UuidPipe) sessionId: GroupSessionId,
    @Param('seatId', UuidPipe) seatId: SeatId,
  ): Promise<SeatView> {
    await this.confirm.execute(sessionId, seatId);
    return this.seats.get(sessionId, seatId);
  }

  @Delete(':seatId')
  @Permit('groups.work')
  @Answers({
    type: SeatView,
    description: 'Give up a seat; `moneyRule` and `refundDueCents` say what becomes of its money.',
    problems: [
      'not_found',
      'group_session_unknown',
      'seat_unknown',
      'seat_not_open',
      'payment_in_progress',
      'period_closed',
    ],
  })
  async giveUp(
    @Param('id', UuidPipe) sessionId: GroupSessionId,
    @Param('seatId', UuidPipe) seatId: SeatId,
  ): Promise<SeatView> {
    await this.release.execute(sessionId, seatId);
    return this.seats.get(sessionId, seatId);
  }
}
