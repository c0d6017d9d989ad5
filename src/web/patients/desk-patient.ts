import { Injectable } from '@nestjs/common';
import type { PatientId } from '../../kernel/ids';
import { Authorize } from '../../modules/access/authorize';
import { ClinicsReader } from '../../modules/clinics/clinics.reader';
import { PatientsReader } from '../../modules/patients/patients.reader';
import type { PatientHead } from '../ui/patient-head';
import { toPatientHead } from './patient-heads';

/** A patient as far as whoever looks may see them. */
export interface SeenPatient {
  /** Left out for a role that sees money and not people. */
  readonly patient?: PatientHead;
  readonly timeZone: string;
  readonly mayIssueDocuments: boolean;
}

/** Tells pages about money whose it is, as far as the role allows. */
@Injectable()
export class DeskPatient {
  constructor(
    private readonly patients: PatientsReader,
    private readonly clinics: ClinicsReader,
    private readonly authorize: Authorize,
  ) {}

  async of(id: PatientId): Promise<SeenPatient> {
    const { timeZone } = await this.clinics.current();
    const patient = this.authorize.may('patients.read') ? toPatientHead(await this.patients.get(id)) : undefined;
    return { patient, timeZone, mayIssueDocuments: this.authorize.may('documents.issue') };
  }
}
