import { Injectable } from '@nestjs/common';
import type { CoverageId, PatientId } from '../../../kernel/ids';
import { CodeSetsReader } from '../../catalog/code-sets.reader';
import { ClinicsReader } from '../../clinics/clinics.reader';
import { AssertDisclosable } from './assert-disclosable';
import { coversCode, crosswalked } from '../units/authorization-units';
import { CoverageReader } from '../coverage.reader';

/** Codes a plan would be asked about. */
export interface CodesToTell {
  readonly patientId: PatientId;
  readonly coverageId: CoverageId;
  readonly codes: readonly string[];
}

/** Knows which codes would tell a plan of care that is kept from it. Tx: joins the open one or opens its own. */
@Injectable()
export class KeptFromPlans {
  constructor(
    private readonly disclosable: AssertDisclosable,
    private readonly codeSets: CodeSetsReader,
    private readonly clinics: ClinicsReader,
    private readonly coverages: CoverageReader,
  ) {}

  /** That none of the codes is billed for a service the patient keeps from plans. Errors: `disclosure_restricted`. */
  async assertDisclosable({ patientId, coverageId, codes }: CodesToTell): Promise<void> {
    const on = await this.clinics.today();
    const kept = await this.disclosable.keptServices(patientId, on);
    if (kept.length === 0) return this.disclosable.execute({ patientId, on });
    const { payerId } = await this.coverages.get(coverageId);
    const sets = [...(await this.codeSets.codesFor({ serviceCodes: kept, payerId, on })).values()];
    const told = sets.filter(
      ({ lines }) =>
        lines.length > 0 &&
        coversCode(
          crosswalked(codes),
          lines.map(({ code }) => code),
        ),
    );
    await this.disclosable.execute({ patientId, on, serviceCodes: told.map(({ serviceCode }) => serviceCode) });
  }
}
