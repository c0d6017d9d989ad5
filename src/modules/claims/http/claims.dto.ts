import { CLAIM_STATES } from '../../../domain/claims/claim-state';
import type { ClaimId, PatientId } from '../../../kernel/ids';
import {
  BooleanField,
  DateField,
  EnumField,
  InstantField,
  TextField,
  TextListField,
  UuidField,
} from '../../../platform/http/fields';
import { PageQuery } from '../../../platform/http/pagination';

/** GET /v1/claims */
export class ClaimsListQuery extends PageQuery {
  @EnumField(CLAIM_STATES, { optional: true })
  status?: string;

  @UuidField({ optional: true })
  patientId?: PatientId;

  @TextField({ max: 80, optional: true })
  payerId?: string;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** POST /v1/claim-batches */
export class BuildClaimBatchBody {
  @TextListField({
    minItems: 1,
    maxItems: 500,
    pattern: UUID,
    optional: true,
    description: 'These, all of them or none; every validated claim unless told.',
  })
  claimIds?: ClaimId[];

  @TextField({ max: 80, optional: true, description: 'Of this payer alone.' })
  payerId?: string;
}

/** PUT /v1/visits/:id/observation: the whole record; what is left out is not known. */
export class RecordObservationBody {
  @InstantField({ optional: true, nullable: true })
  startedAt?: string | null;

  @InstantField({ optional: true, nullable: true })
  endedAt?: string | null;

  @TextField({ max: 50, optional: true, nullable: true })
  remsPatientId?: string | null;

  @DateField({ optional: true, nullable: true })
  remsEnrolledOn?: string | null;

  @TextField({ max: 14, optional: true, nullable: true, example: '50458-028-02' })
  ndc?: string | null;

  @BooleanField({ optional: true, nullable: true })
  isEstablishedPatient?: boolean | null;

  @DateField({ optional: true, nullable: true })
  monitoringFormOn?: string | null;
}
