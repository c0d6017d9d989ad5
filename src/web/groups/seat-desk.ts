import { Injectable } from '@nestjs/common';
import { Temporal } from 'temporal-polyfill';
import { releaseTerms } from '../../domain/groups/seat-terms';
import { Clock } from '../../kernel/clock';
import type { GroupSessionId, PatientId, SeatId } from '../../kernel/ids';
import { Money } from '../../kernel/money';
import { PricesReader } from '../../modules/catalog/prices.reader';
import type { GroupSeatPolicy } from '../../modules/clinics/clinic-policies';
import { ClinicsReader } from '../../modules/clinics/clinics.reader';
import type { GroupSessionView } from '../../modules/groups/group-session.view';
import { GroupSessionsReader } from '../../modules/groups/group-sessions.reader';
import type { SeatView } from '../../modules/groups/seat.view';
import { SeatsReader } from '../../modules/groups/seats.reader';
import { PatientsReader } from '../../modules/patients/patients.reader';
import { toPatientHead } from '../patients/patient-heads';
import { count, formatMoment } from '../ui/text';

/** What the pages of one seat show. */
@Injectable()
export class SeatDesk {
  constructor(
    private readonly sessions: GroupSessionsReader,
    private readonly seats: SeatsReader,
    private readonly patients: PatientsReader,
    private readonly clinics: ClinicsReader,
    private readonly prices: PricesReader,
    private readonly clock: Clock,
  ) {}

  /** Patients by name, for whom a seat is taken. */
  async find(id: GroupSessionId, query: string) {
    const session = await this.sessions.get(id);
    const found = query === '' ? [] : (await this.patients.search({ query, limit: 20 })).data;
    return { groupId: id, when: await this.when(session), query, patients: found.map(toPatientHead) };
  }

  /** Errors: `group_session_unknown`, `patient_unknown`. */
  async booking(id: GroupSessionId, patientId: PatientId) {
    const [session, patient, { policies }] = await Promise.all([
      this.sessions.get(id),
      this.patients.get(patientId),
      this.clinics.settings(),
    ]);
    const { slidingScale } = await this.prices.service(session.serviceCode);
    return {
      groupId: id,
      when: await this.when(session),
      patient: toPatientHead(patient),
      isFull: session.seatsFree === 0,
      hasScale: slidingScale !== null,
      mayConfirm: policies.groupSeats.prepayment === 'optional',
    };
  }

  /** Errors: `group_session_unknown`, `seat_unknown`. */
  async paying(id: GroupSessionId, seatId: SeatId) {
    const { session, seat, ...head } = await this.seatOf(id, seatId);
    const { timeZone } = await this.clinics.settings();
    return {
      ...head,
      when: await this.when(session),
      price: Money.cents(seat.priceCents),
      why: seat.priceSource.reason,
      holdNote: seat.holdExpiresAt
        ? `held until ${formatMoment(Temporal.Instant.from(seat.holdExpiresAt), timeZone)}`
        : undefined,
      isPaid: seat.isPaid,
      pageUrl: seat.pageUrl ?? undefined,
      patientId: seat.patientId,
    };
  }

  /** Errors: `group_session_unknown`, `seat_unknown`. */
  async releasing(id: GroupSessionId, seatId: SeatId) {
    const { session, seat, ...head } = await this.seatOf(id, seatId);
    const { policies } = await this.clinics.settings();
    return {
      ...head,
      when: await this.when(session),
      consequence: this.consequence(session, seat, policies.groupSeats),
      waiting: session.waitlist.length,
    };
  }

  private async seatOf(id: GroupSessionId, seatId: SeatId) {
    const [session, seat] = await Promise.all([this.sessions.get(id), this.seats.get(id, seatId)]);
    const patient = toPatientHead(await this.patients.get(seat.patientId));
    return { session, seat, groupId: id, seatId, patient };
  }

  private async when(session: GroupSessionView): Promise<string> {
    const { timeZone } = await this.clinics.settings();
    return `${session.description}, ${formatMoment(Temporal.Instant.from(session.startsAt), timeZone)}`;
  }

  private consequence(session: GroupSessionView, seat: SeatView, policy: GroupSeatPolicy): string {
    const held = Money.cents(seat.heldCents);
    const terms = releaseTerms({
      reason: 'patient_canceled',
      wasBooked: seat.status === 'booked',
      at: this.clock.now(),
      startsAt: Temporal.Instant.from(session.startsAt),
      freeCancellationHours: policy.freeCancellationHours,
    });
    if (terms.givesMoneyBack)
      return held.isPositive()
        ? `${held.format()} was paid ahead and goes back to the patient: it is put on the to-do list.`
        : 'Nothing was paid for the seat, and nothing is charged.';
    const late = `It is less than ${count(policy.freeCancellationHours, 'hour')} before the session.`;
    const fee = policy.missedSeatServiceCode === null ? '' : ' The clinic’s fee for a missed seat is charged.';
    const kept = held.isPositive()
      ? ` ${held.format()} was paid ahead: what no fee takes stays held for the patient.`
      : '';
    return `${late}${fee}${kept}${fee === '' && kept === '' ? ' Nothing is charged.' : ''}`;
  }
}
