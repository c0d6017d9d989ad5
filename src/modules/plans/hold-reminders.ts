import { Injectable } from '@nestjs/common';
import { Clock, toDate } from '../../kernel/clock';
import { newId, type PatientId } from '../../kernel/ids';
import { RequestContext } from '../../platform/context/request-context';
import { Transactions } from '../../platform/database/transactions';
import { RecordAuditEvent } from '../access/record-audit-event';
import { PatientsReader } from '../patients/patients.reader';
import type { HoldReason } from './hold-reasons';
import { ReminderHoldsRepository } from './persistence/reminder-holds.repository';

/**
 * Holds everything that asks a patient for money by itself, reminders and automatic payments alike: because they dispute a
 * Good Faith Estimate (45 CFR 149.620; DOMAIN.md S7), or because a person says so. What is owed stays owed.
 *
 * Tx: opens or joins one. Idempotent by: the one hold of a patient that stands. Errors: `patient_unknown`.
 */
@Injectable()
export class HoldReminders {
  constructor(
    private readonly tx: Transactions,
    private readonly patients: PatientsReader,
    private readonly holds: ReminderHoldsRepository,
    private readonly audit: RecordAuditEvent,
    private readonly context: RequestContext,
    private readonly clock: Clock,
  ) {}

  start(patientId: PatientId, reason: HoldReason): Promise<void> {
    return this.tx.run(async () => {
      await this.patients.get(patientId);
      if (await this.holds.isHeld(patientId)) return;
      const now = this.clock.now();
      const { kind, id } = this.context.actor;
      await this.holds.start(newId<string>(now), { patientId, reason }, { kind, id, at: toDate(now) });
      await this.record('reminders.hold', patientId, { reason });
    });
  }

  end(patientId: PatientId): Promise<void> {
    return this.tx.run(async () => {
      await this.patients.get(patientId);
      if ((await this.holds.end(patientId, toDate(this.clock.now()))) > 0)
        await this.record('reminders.release', patientId, {});
    });
  }

  /** Why nobody is asked; null when they are. Errors: `patient_unknown`. */
  of(patientId: PatientId): Promise<HoldReason | null> {
    return this.tx.run(async () => {
      await this.patients.get(patientId);
      return (await this.holds.live(patientId))?.reason ?? null;
    });
  }

  private record(action: string, patientId: PatientId, facts: Record<string, string>): Promise<void> {
    return this.audit.execute({ action, subject: { type: 'patient', id: patientId }, facts });
  }
}
