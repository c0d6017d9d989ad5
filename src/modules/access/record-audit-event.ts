import { Injectable } from '@nestjs/common';
import { RequestContext } from '../../platform/context/request-context';
import { type AuditFacts, AuditEventsRepository } from './persistence/audit-events.repository';

/** One thing that somebody did. */
export interface RecordAuditEventInput {
  /** `<subject>.<verb>`, e.g. `patient.register`. */
  readonly action: string;
  /** The record it was done to; `id` is absent for a list. */
  readonly subject: { readonly type: string; readonly id?: string };
  /** Amounts in cents, counts, codes, ids. Text that could be a name is withheld. */
  readonly facts?: AuditFacts;
}

/**
 * Writes down who did what, in the transaction of the deed: neither is ever kept without the other.
 * Who, for which clinic, in which request and from where come from the request's context.
 *
 * Tx: needs one. Errors: `unauthenticated` outside any context.
 */
@Injectable()
export class RecordAuditEvent {
  constructor(
    private readonly context: RequestContext,
    private readonly events: AuditEventsRepository,
  ) {}

  async execute(input: RecordAuditEventInput): Promise<void> {
    this.events.append(this.context.clinicId, this.context.actor, input);
  }
}
