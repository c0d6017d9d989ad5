import { Injectable } from '@nestjs/common';
import type { BusinessDate } from '../../../kernel/business-date';
import type { PatientId } from '../../../kernel/ids';
import type { ClinicView } from '../../clinics/clinic.view';
import { ClinicsReader } from '../../clinics/clinics.reader';
import { type NumberKind, TakeNumber } from '../../clinics/take-number';
import type { PatientView } from '../../patients/patient.view';
import { PatientsReader } from '../../patients/patients.reader';
import { PayLinks } from '../../payments/pay-links';

/** Who writes and who is written to, on which day, under which number, and where the patient pays. Tx: needs one. */
@Injectable()
export class PaperSources {
  constructor(
    private readonly clinics: ClinicsReader,
    private readonly patients: PatientsReader,
    private readonly payLinks: PayLinks,
    private readonly numbers: TakeNumber,
  ) {}

  /** Errors: `patient_unknown`. */
  async parties(patientId: PatientId): Promise<{ clinic: ClinicView; patient: PatientView }> {
    return { patient: await this.patients.get(patientId), clinic: await this.clinics.current() };
  }

  /** The patient's permanent page. */
  async payUrl(patientId: PatientId): Promise<string> {
    return (await this.payLinks.ensure(patientId)).url;
  }

  /** The clinic's business day. */
  today(): Promise<BusinessDate> {
    return this.clinics.today();
  }

  number(kind: NumberKind): Promise<string> {
    return this.numbers.execute(kind);
  }
}
