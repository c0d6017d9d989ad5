import { Injectable } from '@nestjs/common';
import { Clock, toDate } from '../../kernel/clock';
import { DomainError } from '../../kernel/errors';
import type { PatientId } from '../../kernel/ids';
import { Transactions } from '../../platform/database/transactions';
import { RecordAuditEvent } from '../access/record-audit-event';
import { ClinicsReader } from '../clinics/clinics.reader';
import { ReaddressNotices } from '../notices/readdress-notices';
import type { PatientDetails } from './patient-details';
import { assertBorn, given } from './patient-rules';
import type { PatientView } from './patient.view';
import { PatientsRepository, toDetails, toPatientView } from './persistence/patients.repository';

/** What to change; what is left out stays, null clears. */
export interface UpdatePatientInput {
  readonly patientId: PatientId;
  /** The version the editor saw. */
  readonly version: number;
  readonly changes: Partial<PatientDetails>;
}

/**
 * Changes a patient's details. Two editors never overwrite each other: the second is told to look again.
 *
 * Tx: joins or opens one. Errors: `patient_unknown`, `version_stale`, `validation_failed` for a birth date in the future.
 */
@Injectable()
export class UpdatePatient {
  constructor(
    private readonly transactions: Transactions,
    private readonly clock: Clock,
    private readonly clinics: ClinicsReader,
    private readonly patients: PatientsRepository,
    private readonly audit: RecordAuditEvent,
    private readonly notices: ReaddressNotices,
  ) {}

  execute({ patientId, version, changes }: UpdatePatientInput): Promise<PatientView> {
    return this.transactions.run(async () => {
      const now = this.clock.now();
      const current = await this.patients.lock(patientId);
      if (!current) throw new DomainError('patient_unknown', { detail: 'This clinic has no such patient.' });
      if (current.version !== version)
        throw new DomainError('version_stale', {
          detail: 'The patient has changed since you read them. Read them again.',
          facts: { currentVersion: current.version },
        });
      if (changes.dateOfBirth) assertBorn(changes.dateOfBirth, await this.clinics.today());
      const row = await this.patients.update(patientId, toDate(now), { ...toDetails(current), ...given(changes) });
      if (row.email !== current.email) await this.notices.execute(patientId, row.email);
      await this.audit.execute({
        action: 'patient.update',
        subject: { type: 'patient', id: patientId },
        facts: { fields: Object.keys(given(changes)).sort().join('+') },
      });
      return toPatientView(row);
    });
  }
}
