import { Injectable } from '@nestjs/common';
import type { PatientId, ProviderId } from '../../../kernel/ids';
import { invariant } from '../../../kernel/invariant';
import { ClinicsReader } from '../../clinics/clinics.reader';
import type { EstimateView } from '../../estimates/estimate.view';
import { PatientsReader } from '../../patients/patients.reader';
import type { EstimateModel } from '../models/estimate.model';
import { printedPractice } from './printed-parties';

type IssuedEstimate = EstimateView & { readonly number: string; readonly issuedAt: string };

/** Puts an estimate together with who it is for and who gives it. */
@Injectable()
export class EstimateParties {
  constructor(
    private readonly clinics: ClinicsReader,
    private readonly patients: PatientsReader,
  ) {}

  async compose(estimate: IssuedEstimate): Promise<EstimateModel> {
    const [clinic, patient, provider] = await Promise.all([
      this.clinics.current(),
      this.patients.get(estimate.patientId as PatientId),
      this.clinics.provider(estimate.providerId as ProviderId),
    ]);
    invariant(estimate.startsOn && estimate.endsOn && estimate.issuedOn, 'an issued estimate has its days');
    return {
      number: estimate.number,
      version: estimate.version,
      issuedOn: estimate.issuedOn,
      issuedAt: estimate.issuedAt,
      practice: printedPractice(clinic),
      patient: {
        name: [patient.firstName, patient.middleName, patient.lastName].filter(Boolean).join(' '),
        dateOfBirth: patient.dateOfBirth,
      },
      provider: {
        name: `${provider.firstName} ${provider.lastName}, ${provider.credentials}`,
        npi: provider.npi,
        state: provider.licenseState,
      },
      startsOn: estimate.startsOn,
      endsOn: estimate.endsOn,
      ...(estimate.scheduledFor ? { scheduledFor: estimate.scheduledFor } : {}),
      diagnoses: estimate.diagnoses,
      lines: estimate.items.map(({ procedureCodes, serviceCode: _code, reason: _reason, ...item }) => ({
        ...item,
        codes: procedureCodes,
      })),
      totalMinCents: estimate.totalMinCents,
      totalMaxCents: estimate.totalMaxCents,
    };
  }
}
