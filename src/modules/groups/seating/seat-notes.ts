import { Injectable } from '@nestjs/common';
import type { Temporal } from 'temporal-polyfill';
import type { GroupSessionId, PatientId, SeatId } from '../../../kernel/ids';
import { RecordAuditEvent, type RecordAuditEventInput } from '../../access/record-audit-event';
import { CloseTask } from '../../tasks/close-task';
import { RaiseTask } from '../../tasks/raise-task';
import type { Author } from '../persistence/group-sessions.repository';
import { Authors } from './author';

interface NotedSeat {
  readonly id: SeatId;
  readonly sessionId: GroupSessionId;
  readonly patientId: PatientId;
}

/** What is written down of a seat beside its row: the audit trail, and what the desk has to do about it. Tx: needs one. */
@Injectable()
export class SeatNotes {
  constructor(
    private readonly audit: RecordAuditEvent,
    private readonly tasks: RaiseTask,
    private readonly closing: CloseTask,
    private readonly authors: Authors,
  ) {}

  author(): Author {
    return this.authors.now();
  }

  /** `take` -> action `group_seat.take`. */
  record(verb: string, seat: NotedSeat, facts: RecordAuditEventInput['facts'] = {}): Promise<void> {
    return this.audit.execute({
      action: `group_seat.${verb}`,
      subject: { type: 'group_seat', id: seat.id },
      facts: { sessionId: seat.sessionId, patientId: seat.patientId, ...facts },
    });
  }

  /** A seat for somebody who waited: the desk has to call them before the hold ends. */
  async offered(seat: NotedSeat, until: Temporal.Instant): Promise<void> {
    await this.record('offer', seat);
    await this.tasks.execute({
      kind: 'seat_offered',
      subject: { type: 'group_seat', id: seat.id },
      patientId: seat.patientId,
      facts: { sessionId: seat.sessionId },
      dueAt: until,
    });
  }

  /** Nobody has to be called about the seat any more. */
  decided(id: SeatId, how: string): Promise<void> {
    return this.closing.about('seat_offered', id, how);
  }
}
