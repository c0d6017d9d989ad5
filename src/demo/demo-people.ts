import { Injectable } from '@nestjs/common';
import { parseBusinessDate, type BusinessDate } from '../kernel/business-date';
import type { PatientId } from '../kernel/ids';
import { CreateStaffUser } from '../modules/access/create-staff-user';
import { IssueApiKey } from '../modules/access/issue-api-key';
import { ClinicsReader } from '../modules/clinics/clinics.reader';
import { AddAuthorization } from '../modules/coverage/add-authorization';
import { AddCoverage } from '../modules/coverage/add-coverage';
import { RegisterPatient } from '../modules/patients/register-patient';
import type { DemoClinic, DemoPatient } from './data/demo-clinic';
import type { DemoUser } from './demo-credentials';

const DISPLAY_NAMES: Readonly<Record<DemoUser['role'], string>> = {
  front_desk: 'Demo Front Desk',
  biller: 'Demo Biller',
  accountant: 'Demo Accountant',
  admin: 'Demo Admin',
};

/** The staff and the patients of a demo clinic. Tx: needs one. */
@Injectable()
export class DemoPeople {
  constructor(
    private readonly clinics: ClinicsReader,
    private readonly createStaffUser: CreateStaffUser,
    private readonly issueApiKey: IssueApiKey,
    private readonly registerPatient: RegisterPatient,
    private readonly addCoverage: AddCoverage,
    private readonly addAuthorization: AddAuthorization,
  ) {}

  /** Each user with their API key. */
  async employ(users: readonly DemoUser[]): Promise<void> {
    for (const { role, email, password, apiKey } of users) {
      const { id } = await this.createStaffUser.execute({ email, displayName: DISPLAY_NAMES[role], role, password });
      await this.issueApiKey.execute({ label: `demo ${role}`, role, staffUserId: id, key: apiKey });
    }
  }

  async register({ clinic, patients }: DemoClinic): Promise<void> {
    const { city, state, postalCode } = clinic.address;
    const today = await this.clinics.today();
    for (const patient of patients) {
      const { id } = await this.registerPatient.execute({
        firstName: patient.firstName,
        lastName: patient.lastName,
        dateOfBirth: parseBusinessDate(patient.dateOfBirth),
        address: { line1: patient.line1, line2: null, city, state, postalCode },
      });
      if (patient.coverage) await this.insure(id, patient.coverage, today);
    }
  }

  private async insure(
    patientId: PatientId,
    { authorization, ...plan }: NonNullable<DemoPatient['coverage']>,
    today: BusinessDate,
  ): Promise<void> {
    const effectiveFrom = parseBusinessDate('2025-01-01');
    const { id: coverageId } = await this.addCoverage.execute({ patientId, ...plan, effectiveFrom });
    if (!authorization) return;
    const period = { from: today.subtract({ days: 30 }), to: today.add({ days: 180 }) };
    await this.addAuthorization.execute({ patientId, coverageId, ...authorization, ...period });
  }
}
