import { CLAIM_STATES } from '../../../domain/claims/claim-state';
import type { ClaimId, PatientId } from '../../../kernel/ids';
import {
  BooleanField,
  CentsField,
  DateField,
  EnumField,
  InstantField,
  ObjectField,
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

/** What a patient signed: which services, at what price, when. */
export class SelfPayAgreementBody {
  @TextListField({
    minItems: 1,
    maxItems: 20,
    maxLength: 40,
    description: 'The services it names, by the clinic’s codes.',
  })
  serviceCodes: string[];

  @CentsField({ description: 'What the patient agreed to pay for them.', example: 105_000 })
  amountCents: number;

  @InstantField()
  signedAt: string;

  @TextField({ optional: true, description: 'Where the signed paper is kept.' })
  reference?: string;
}

/** POST /v1/claims/:id/convert-to-self-pay */
export class ConvertToSelfPayBody {
  @ObjectField(() => SelfPayAgreementBody, { optional: true, description: 'Without it the patient is not billed.' })
  agreement?: SelfPayAgreementBody;
}

/** POST /v1/claims/:id/write-off and /appeal */
export class ClaimNoteBody {
  @TextField({ max: 500, description: 'For the file; no names, no diagnoses.' })
  note: string;
}

/** POST /v1/claims/:id/replacements */
export class ReplaceClaimBody {
  @EnumField(['replacement', 'void'], { description: 'A corrected claim, or its withdrawal.' })
  frequency: 'replacement' | 'void';
}

/** POST /v1/claims/:id/manufacturer-copays */
export class ManufacturerCopayBody {
  @CentsField({ min: 1 })
  amountCents: number;

  @TextField({ description: 'The program’s own number of it.' })
  reference: string;
}
