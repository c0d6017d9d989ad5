import type { GroupSessionView, WaitlistEntryView } from '../../../../src/modules/groups/group-session.view';
import type { SeatView } from '../../../../src/modules/groups/seat.view';
import type { TestApp } from '../../../support/app';
import type { Answer, Desk } from '../../charges/support/desk';

/** A refusal or what was asked for. */
export type Told<Body> = Answer<Body & { readonly code?: string }>;

/** A session of the demo group service, and what the desk does with it. */
export interface GroupDesk {
  /** Opens a session; tomorrow at ten in the clinic's zone, six seats, unless told. */
  open(session?: object): Promise<GroupSessionView>;
  session(id: string): Promise<GroupSessionView>;
  seat(sessionId: string, seatId: string): Promise<SeatView>;
  take(sessionId: string, patientId: string, more?: object): Promise<Told<SeatView>>;
  /** A seat that must be had. */
  taken(sessionId: string, patientId: string, more?: object): Promise<SeatView>;
  pay(seat: SeatView, tenders?: object[]): Promise<Told<SeatView>>;
  confirm(seat: SeatView): Promise<Told<SeatView>>;
  release(seat: SeatView): Promise<Told<SeatView>>;
  wait(sessionId: string, patientId: string, more?: object): Promise<Told<WaitlistEntryView>>;
  complete(sessionId: string, attendance: object[]): Promise<Told<GroupSessionView>>;
  cancel(sessionId: string): Promise<Told<GroupSessionView>>;
  /** Registers that many patients; gives their ids. */
  patients(count: number): Promise<string[]>;
  /** Open tasks of the kind. */
  tasks(kind: string): Promise<{ subject_id: string; amount_cents: string | null }[]>;
}

/** An id of nothing. */
export const ABSENT = '01a20433-4a80-7b40-b043-704afc1c00b0';

/** 187.97% of the guideline of one person (S6). */
export const LOW_INCOME = { householdSize: 1, householdIncomeCents: 3_000_000 };

export const SESSION_AT = '2026-11-24T18:00:00Z';

/** @param app where the desk's clinic lives, for what only the database tells */
export function groupDesk(app: TestApp, desk: Desk): GroupDesk {
  const at = (sessionId: string): string => `/v1/group-sessions/${sessionId}`;
  const seatAt = ({ sessionId, id }: SeatView): string => `${at(sessionId)}/seats/${id}`;
  const ok = <Body extends object>(answer: Answer<Body>): Body => {
    if (answer.status >= 300) throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body;
  };
  const register = async (index: number): Promise<string> => {
    const patient = { firstName: `Guest${index}`, lastName: 'Canary', dateOfBirth: '1990-02-28' };
    return ok(await desk.post<{ id: string }>('/v1/patients', patient)).id;
  };
  const take: GroupDesk['take'] = (sessionId, patientId, more = {}) =>
    desk.post(`${at(sessionId)}/seats`, { patientId, ...more });
  return {
    open: async (session = {}) =>
      ok(
        await desk.post<GroupSessionView>('/v1/group-sessions', {
          serviceCode: 'group-im',
          startsAt: SESSION_AT,
          providerId: desk.providerId,
          ...session,
        }),
      ),
    session: async (id) => ok(await desk.get<GroupSessionView>(at(id))),
    seat: async (sessionId, seatId) => ok(await desk.get<SeatView>(`${at(sessionId)}/seats/${seatId}`)),
    take,
    taken: async (sessionId, patientId, more) => ok(await take(sessionId, patientId, more)),
    pay: (seat, tenders = [{ type: 'cash', amountCents: seat.priceCents }]) =>
      desk.post(`${seatAt(seat)}/payments`, { tenders }),
    confirm: (seat) => desk.post(`${seatAt(seat)}/confirm`, {}),
    release: (seat) => desk.delete(seatAt(seat)),
    wait: (sessionId, patientId, more = {}) => desk.post(`${at(sessionId)}/waitlist`, { patientId, ...more }),
    complete: (sessionId, attendance) => desk.post(`${at(sessionId)}/complete`, { attendance }),
    cancel: (sessionId) => desk.post(`${at(sessionId)}/cancel`, {}),
    patients: (count) => Promise.all(Array.from({ length: count }, (_, index) => register(index))),
    tasks: (kind) =>
      app.database.query(
        `SELECT subject_id, amount_cents FROM tasks WHERE clinic_id = $1 AND kind = $2 AND state <> 'done' ORDER BY raised_at`,
        [desk.clinicId, kind],
      ),
  };
}

/** Changes how the clinic of the desk holds seats. */
export async function setSeatPolicy(desk: Desk, policy: object): Promise<void> {
  const admin = await desk.as('admin');
  const { body } = await admin.get<{ version: number; policies: { groupSeats: object } }>('/v1/clinic');
  const groupSeats = { ...body.policies.groupSeats, ...policy };
  const { status } = await admin.patch('/v1/clinic/policies', { version: body.version, groupSeats });
  expect(status).toBe(200);
}
