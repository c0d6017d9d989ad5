import { Injectable } from '@nestjs/common';
import { Clock, toDate } from '../../../kernel/clock';
import { newId, type PatientId, type WaitlistEntryId } from '../../../kernel/ids';
import { DomainError } from '../../../kernel/errors';
import type { GroupSessionRow } from '../persistence/group-sessions.repository';
import type { AgreedSeatPrice } from '../persistence/seats.repository';
import { type WaitlistRow, WaitlistRepository } from '../persistence/waitlist.repository';
import { Authors } from './author';

/** The queue for a session's seats. Tx: needs one, in which the session is locked. */
@Injectable()
export class Waiting {
  constructor(
    private readonly waitlist: WaitlistRepository,
    private readonly authors: Authors,
    private readonly clock: Clock,
  ) {}

  now(): Date {
    return toDate(this.clock.now());
  }

  async add(session: GroupSessionRow, patientId: PatientId, agreed: AgreedSeatPrice): Promise<WaitlistEntryId> {
    const entries = await this.waitlist.ofSession(session.id);
    if (entries.some((entry) => entry.state === 'waiting' && entry.patientId === patientId))
      throw new DomainError('patient_already_waiting', {
        detail: 'This patient is on the waitlist of the session.',
        errors: [{ pointer: '/patientId', message: 'waits already' }],
      });
    const id = newId<WaitlistEntryId>(this.clock.now());
    const position = (entries.at(-1)?.position ?? 0) + 1;
    await this.waitlist.insert(session.id, { ...agreed, id, position, patientId }, this.authors.now());
    await this.authors.record('wait', session.id, { patientId, position });
    return id;
  }

  /** Those who wait do not any more. */
  async end(session: GroupSessionRow, entries?: readonly WaitlistRow[]): Promise<void> {
    const waiting = (entries ?? (await this.waitlist.ofSession(session.id))).filter(({ state }) => state === 'waiting');
    if (waiting.length === 0) return;
    await this.waitlist.leave(
      waiting.map(({ id }) => id),
      this.now(),
    );
    await this.authors.record('stop_waiting', session.id, { entries: waiting.length });
  }

  /** Errors: `waitlist_entry_unknown`. */
  async entry(session: GroupSessionRow, id: WaitlistEntryId): Promise<WaitlistRow> {
    const found = (await this.waitlist.ofSession(session.id)).find((candidate) => candidate.id === id);
    if (!found) throw new DomainError('waitlist_entry_unknown', { detail: 'Nobody waits under this id.' });
    return found;
  }
}
