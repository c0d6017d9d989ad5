import { Injectable } from '@nestjs/common';
import { MISSED, type SeatTerms } from '../../../domain/groups/seat-terms';
import { parseBusinessDate } from '../../../kernel/business-date';
import { DomainError } from '../../../kernel/errors';
import type { InvoiceId, PaymentId, VisitId } from '../../../kernel/ids';
import { Money } from '../../../kernel/money';
import { PostVisitCharges, type VisitLineInput } from '../../charges/post-visit-charges';
import type { VisitView } from '../../charges/visit.view';
import { ClinicsReader } from '../../clinics/clinics.reader';
import { ApplyCredit } from '../../payments/apply-credit';
import { RaiseTask } from '../../tasks/raise-task';
import type { GroupSessionRow } from '../persistence/group-sessions.repository';
import { type SeatRow, SeatsRepository } from '../persistence/seats.repository';
import { toAgreedPrice } from './seat-prices';

/** What a visit of the session bills to one patient. */
interface SeatVisit {
  readonly on: string;
  readonly diagnoses: readonly string[];
  readonly line: VisitLineInput;
}

/**
 * What becomes of a seat's money: earned when the care was given, owed back, or a fee.
 *
 * Tx: needs one, in which the session is locked.
 */
@Injectable()
export class SeatMoney {
  constructor(
    private readonly seats: SeatsRepository,
    private readonly visits: PostVisitCharges,
    private readonly credit: ApplyCredit,
    private readonly clinics: ClinicsReader,
    private readonly tasks: RaiseTask,
  ) {}

  /**
   * Charges the session at the price that was agreed, and pays it with the deposit of the seat.
   * Posts: Dr 1100 / Cr revenue, Dr 4910 / Cr 1100, Dr 2100 / Cr 1100.
   */
  async earn(session: GroupSessionRow, seat: SeatRow, diagnoses: readonly string[]): Promise<void> {
    const line = { serviceCode: session.serviceCode, agreedPrice: toAgreedPrice(seat) };
    const { id } = await this.bill(session, seat, { on: session.sessionOn, diagnoses, line });
    await this.seats.settle(seat.id, { state: 'attended', visitId: id, rule: null });
  }

  /** A booked seat whose patient did not come. Posts, where the clinic has a fee: as {@link earn}. */
  async miss(session: GroupSessionRow, seat: SeatRow): Promise<void> {
    const visitId = seat.state === 'booked' ? await this.chargeFee(session, seat, session.sessionOn) : null;
    await this.seats.settle(seat.id, { state: 'no_show', visitId, rule: MISSED.rule });
  }

  /** A seat that is given up, by its terms. Posts, where a fee is due: as {@link earn}. */
  async release(session: GroupSessionRow, seat: SeatRow, terms: SeatTerms): Promise<void> {
    const held = Money.fromColumn(seat.heldCents);
    const today = (await this.clinics.today()).toString();
    const visitId = terms.isFeeDue ? await this.chargeFee(session, seat, today) : null;
    const due = terms.givesMoneyBack ? held : Money.ZERO;
    await this.seats.setTerms(seat.id, { rule: terms.rule, refundDueCents: due.toCents().toString(), visitId });
    if (due.isPositive() && seat.paymentId) await this.giveBack(seat, { paymentId: seat.paymentId, amount: due });
  }

  /** Money that came for a seat somebody else has: the patient's, held until somebody gives it back. */
  async lose(seat: SeatRow, paid: { paymentId: PaymentId; amount: Money }): Promise<void> {
    const refundDueCents = paid.amount.toCents().toString();
    await this.seats.setTerms(seat.id, { rule: 'seat_lost', refundDueCents, visitId: null });
    await this.giveBack(seat, paid);
  }

  /** Money that came after the care was given pays its bill. Posts: Dr 2100 / Cr 1100. */
  async payBill(seat: SeatRow, paymentId: PaymentId): Promise<void> {
    const invoiceId = await this.seats.invoiceOf(seat.id);
    if (invoiceId) await this.applyDeposit(seat, paymentId, invoiceId);
  }

  /** Somebody is told to give it back. */
  giveBack(seat: SeatRow, { paymentId, amount }: { paymentId: PaymentId; amount: Money }): Promise<void> {
    return this.tasks.execute({
      kind: 'seat_money_to_return',
      subject: { type: 'payment', id: paymentId },
      patientId: seat.patientId,
      amount,
      facts: { seatId: seat.id, sessionId: seat.sessionId },
    });
  }

  private async chargeFee(session: GroupSessionRow, seat: SeatRow, on: string): Promise<VisitId | null> {
    const { policies } = await this.clinics.settings();
    const serviceCode = policies.groupSeats.missedSeatServiceCode;
    if (serviceCode === null) return null;
    const { id } = await this.bill(session, seat, { on, diagnoses: [], line: { serviceCode } });
    return id;
  }

  private async bill(session: GroupSessionRow, seat: SeatRow, { on, diagnoses, line }: SeatVisit): Promise<VisitView> {
    const visit = await this.visits.execute({
      patientId: seat.patientId,
      providerId: session.providerId,
      locationId: session.locationId,
      dateOfService: parseBusinessDate(on),
      diagnoses,
      lines: [line],
    });
    if (visit.invoiceId && seat.paymentId) await this.applyDeposit(seat, seat.paymentId, visit.invoiceId);
    return visit;
  }

  /** What is left of the deposit; one that was given back, or is about to be, leaves the bill open. */
  private async applyDeposit({ patientId }: SeatRow, paymentId: PaymentId, invoiceId: InvoiceId): Promise<void> {
    try {
      await this.credit.execute({ patientId, invoiceId, paymentId });
    } catch (error) {
      if (!(error instanceof DomainError) || !NOTHING_TO_APPLY.includes(error.code)) throw error;
    }
  }
}

/** Nothing is held any more, or nothing is owed (a price of zero). */
const NOTHING_TO_APPLY: readonly string[] = ['credit_nothing_to_apply', 'invoice_closed'];
