import type { VisitId } from '../../kernel/ids';
import { BooleanField, DateField, InstantField, IntField, TextField, UuidField } from '../../platform/http/fields';

/** What a Spravato claim has to know of a visit beside its charges. */
export class ObservationView {
  @UuidField()
  readonly visitId: VisitId;

  @InstantField({ nullable: true, description: 'When the patient began to be observed.' })
  readonly startedAt: string | null;

  @InstantField({ nullable: true, description: 'When the patient was fit to leave.' })
  readonly endedAt: string | null;

  @IntField({ nullable: true, description: 'Whole minutes between the two; 120 are needed.' })
  readonly observedMinutes: number | null;

  @TextField({ nullable: true, description: 'The patient’s number in the REMS.' })
  readonly remsPatientId: string | null;

  @DateField({ nullable: true, description: 'Enrolled in the REMS; as an earlier visit says when null.' })
  readonly remsEnrolledOn: string | null;

  @TextField({ nullable: true, description: 'Of the kit used, eleven digits.', example: '50458002802' })
  readonly ndc: string | null;

  @BooleanField({ nullable: true, description: 'Seen by this group within three years; null: as its own visits say.' })
  readonly isEstablishedPatient: boolean | null;

  @DateField({ nullable: true, description: 'When the monitoring form was sent to the REMS.' })
  readonly monitoringFormOn: string | null;
}
