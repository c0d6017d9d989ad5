import { Injectable } from '@nestjs/common';
import { Clock, toDate } from '../../kernel/clock';
import { newId, type PatientId } from '../../kernel/ids';
import { Transactions } from '../../platform/database/transactions';
import { RecordAuditEvent } from '../access/record-audit-event';
import { ClinicsReader } from '../clinics/clinics.reader';
import type { PatientDetails } from './patient-details';
import { assertBorn, given } from './patient-rules';
import type { RegisteredPatientView } from './patient.view';
import { PatientsRepository, toPatientView } from './persistence/patients.repository';

/** A person as the front desk writes them down; names are legal names. */
export type RegisterPatientInput = Pick<PatientDetails, 'firstName' | 'lastName' | 'dateOfBirth'> &
  Partial<Omit<PatientDetails, 'firstName' | 'lastName' | 'dateOfBirth'>>;

const UNSAID = {
  middleName: null,
  preferredName: null,
  otherNames: [],
  sex: null,
  email: null,
  phone: null,
  address: null,
};

/**
 * Registers a patient and gives them the clinic's next account number. Says whom the record may duplicate (same date of
 * birth, a shared word of the last or a former name) and never refuses because of it: twins exist.
 *
 * Tx: joins or opens one. Errors: `validation_failed` for a birth date in the future.
 */
@Injectable()
export class RegisterPatient {
  constructor(
    private readonly transactions: Transactions,
    private readonly clock: Clock,
    private readonly clinics: ClinicsReader,
    private readonly patients: PatientsRepository,
    private readonly audit: RecordAuditEvent,
  ) {}

  execute(input: RegisterPatientInput): Promise<RegisteredPatientView> {
    const details: PatientDetails = { ...UNSAID, ...given(input) };
    return this.transactions.run(async () => {
      const now = this.clock.now();
      assertBorn(details.dateOfBirth, await this.clinics.today());
      const possibleDuplicates = await this.patients.possibleDuplicates(details);
      const row = await this.patients.insert(newId<PatientId>(now), toDate(now), details);
      await this.audit.execute({ action: 'patient.register', subject: { type: 'patient', id: row.id } });
      return { ...toPatientView(row), possibleDuplicates };
    });
  }
}
