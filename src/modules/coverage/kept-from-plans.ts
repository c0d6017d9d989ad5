import { Injectable } from '@nestjs/common';
import type { PatientId } from '../../kernel/ids';
import { CodeSetsReader } from '../catalog/code-sets.reader';
import { ClinicsReader } from '../clinics/clinics.reader';
import { AssertDisclosable } from './assert-disclosable';
import { coversCode } from './authorization-units';

/** Knows which codes would tell a plan of care that is kept from it. Tx: joins the open one or opens its own. */
@Injectable()
export class KeptFromPlans {
  constructor(
    private readonly disclosable: AssertDisclosable,
    private readonly codeSets: CodeSetsReader,
    private readonly clinics: ClinicsReader,
  ) {}

  /** That none of the codes is billed for a service the patient keeps from plans. Errors: `disclosure_restricted`. */
  async assertDisclosable({ patientId, codes }: { patientId: PatientId; codes: readonly string[] }): Promise<void> {
    const on = await this.clinics.today();
    const kept = await this.disclosable.keptServices(patientId, on);
    const sets = kept.length === 0 ? [] : [...(await this.codeSets.codesFor({ serviceCodes: kept, on })).values()];
    const told = sets.filter(
      ({ lines }) =>
        lines.length > 0 &&
        coversCode(
          codes,
          lines.map(({ code }) => code),
        ),
    );
    await this.disclosable.execute({ patientId, on, serviceCodes: told.map(({ serviceCode }) => serviceCode) });
  }
}
