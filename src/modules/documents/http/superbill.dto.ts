import type { PatientId, VisitId } from '../../../kernel/ids';
import { BooleanField, DateField, TextListField, UuidField } from '../../../platform/http/fields';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** For which visits: `visitIds`, or all from one day to another. */
export class IssueSuperbillBody {
  @UuidField()
  patientId: PatientId;

  @TextListField({ optional: true, minItems: 1, maxItems: 100, pattern: UUID, description: 'Instead of from and to.' })
  visitIds?: VisitId[];

  @DateField({ optional: true, description: 'First day of service; with `to`, instead of visitIds.' })
  from?: string;

  @DateField({ optional: true, description: 'Last day of service.' })
  to?: string;

  @BooleanField({ optional: true, description: 'Words beside the diagnosis codes; codes alone unless told.' })
  showDiagnosisDescriptions?: boolean;
}
