import { Injectable } from '@nestjs/common';
import type { ClinicId } from '../../../kernel/ids';
import { type Principal, RequestContext } from '../../../platform/context/request-context';
import { Transactions } from '../../../platform/database/transactions';
import { type AuditActor, type AuditEntry, AuditEventsRepository } from './audit-events.repository';

/** The tenant of refusals that could not be tied to a clinic (a UUIDv8 of zeros); no clinic can read them. */
export const NO_CLINIC = '00000000-0000-8000-8000-000000000000' as ClinicId;

/** Somebody who has proved nothing yet. */
export const ANONYMOUS: AuditActor = { kind: 'anonymous', label: 'not signed in' };

/**
 * Work of the doorkeeper: done for a clinic that the request's context does not name yet, in a transaction of its own,
 * so that a refusal stays written down although the request fails.
 */
@Injectable()
export class AccessTrail {
  constructor(
    private readonly context: RequestContext,
    private readonly transactions: Transactions,
    private readonly events: AuditEventsRepository,
  ) {}

  /**
   * Does the work, if any, and records the event in the same transaction.
   * @param clinicId undefined when the caller belongs to none we know of
   */
  record(
    clinicId: ClinicId | undefined,
    actor: AuditActor,
    entry: AuditEntry,
    work: () => Promise<void> = async () => undefined,
  ): Promise<void> {
    const { ip } = this.context;
    return this.runFor(clinicId ?? NO_CLINIC, async () => {
      await work();
      this.events.append(clinicId ?? NO_CLINIC, actor, entry, ip);
    });
  }

  /** Does the work in a transaction of that clinic. */
  runFor(clinicId: ClinicId, work: () => Promise<void>): Promise<void> {
    return this.context.runAs({ clinicId, actor: DOORKEEPER }, () => this.transactions.run(work));
  }
}

const DOORKEEPER: Principal['actor'] = { kind: 'system', id: 'access', label: 'access' };
