import {
  ADJUSTMENT_GROUPS,
  CLAIM_FREQUENCIES,
  type AdjustmentGroup,
  type ClaimFrequency,
} from '../../domain/claims/claim-form';
import type { ClaimGate } from '../../domain/claims/claim-gates';
import { CLAIM_STATES, type ClaimState } from '../../domain/claims/claim-state';
import type { ChargeId, ClaimId, PatientId, VisitId } from '../../kernel/ids';
import {
  CentsField,
  DateField,
  EnumField,
  InstantField,
  IntField,
  ListField,
  ObjectField,
  TextField,
  TextListField,
  UuidField,
} from '../../platform/http/fields';

import { GateView } from './claim-checks.view';

const ANY_CENTS = -1_000_000_000;

/** A line of a claim, and what became of it. */
export class ClaimLineView {
  @UuidField()
  readonly chargeId: ChargeId;

  @IntField({ min: 1 })
  readonly lineNumber: number;

  @TextField({ example: 'L0001' })
  readonly controlNumber: string;

  @TextField({ nullable: true })
  readonly procedureCode: string | null;

  @TextListField({ maxItems: 4 })
  readonly modifiers: readonly string[];

  @IntField({ nullable: true })
  readonly units: number | null;

  @CentsField()
  readonly amountCents: number;

  @IntField({ nullable: true })
  readonly doseMg: number | null;

  @CentsField({ description: 'Paid by the payer.', min: ANY_CENTS })
  readonly paidCents: number;

  @CentsField({ description: 'Given up by contract.', min: ANY_CENTS })
  readonly contractualCents: number;

  @CentsField({ description: 'The patient’s share, as the payer said.', min: ANY_CENTS })
  readonly patientCents: number;

  @CentsField({
    description:
      'Left to the patient by this payer; another plan is asked for it first, so it is still with insurance.',
    min: ANY_CENTS,
  })
  readonly forwardedCents: number;

  @CentsField({
    description: 'Still open with insurance in the ledger (1200); of a charge with several lines on its first.',
  })
  readonly openCents: number;
}

/** Why a payer did not pay part of a claim. */
export class ClaimAdjustmentView {
  @EnumField(ADJUSTMENT_GROUPS)
  readonly group: AdjustmentGroup;

  @TextField({ example: '197', description: 'Claim adjustment reason code.' })
  readonly reason: string;

  @CentsField({ min: ANY_CENTS })
  readonly amountCents: number;
}

/** One move of a claim. */
export class ClaimEventView {
  @TextField()
  readonly event: string;

  @EnumField(CLAIM_STATES)
  readonly status: ClaimState;

  @TextField({ nullable: true })
  readonly note: string | null;

  @InstantField()
  readonly recordedAt: string;
}

/** That a denial be given up, waiting for a second person. */
export class PendingWriteOffView {
  @CentsField()
  readonly amountCents: number;

  @UuidField({ description: 'POST /v1/approvals/:id/approve carries it out.' })
  readonly approvalId: string;
}

/** A claim: what is asked of a payer for one visit, what it still needs, and what became of it. */
export class ClaimView {
  @UuidField()
  readonly id: ClaimId;

  @TextField({ example: 'C0000001', description: 'What the payer knows it by (CLM01).' })
  readonly controlNumber: string;

  @EnumField(CLAIM_STATES)
  readonly status: ClaimState;

  @EnumField(Object.keys(CLAIM_FREQUENCIES))
  readonly frequency: ClaimFrequency;

  @UuidField({ nullable: true, description: 'The claim it replaces or withdraws.' })
  readonly replacesId: ClaimId | null;

  @UuidField({ nullable: true, description: 'The claim to the plan that was asked before this one.' })
  readonly priorClaimId: ClaimId | null;

  @UuidField()
  readonly patientId: PatientId;

  @UuidField()
  readonly visitId: VisitId;

  @UuidField()
  readonly coverageId: string;

  @TextField()
  readonly payerId: string;

  @TextField()
  readonly payerName: string;

  @TextField({ nullable: true, description: 'The payer’s own number of it.' })
  readonly payerClaimNumber: string | null;

  @DateField()
  readonly dateOfService: string;

  @CentsField()
  readonly totalCents: number;

  @CentsField({ min: ANY_CENTS })
  readonly paidCents: number;

  @CentsField({ min: ANY_CENTS })
  readonly contractualCents: number;

  @CentsField({ min: ANY_CENTS })
  readonly patientCents: number;

  @CentsField({ description: 'Left to the patient, of which another plan is asked first.', min: ANY_CENTS })
  readonly forwardedCents: number;

  @CentsField({ description: 'Still open with insurance in the ledger (1200).' })
  readonly openCents: number;

  @DateField({ description: 'The last day the payer takes it.' })
  readonly filingDueOn: string;

  @DateField({ nullable: true, description: 'The last day of an appeal, once it was denied.' })
  readonly appealDueOn: string | null;

  @ObjectField(() => PendingWriteOffView, {
    nullable: true,
    description: 'Above the clinic’s limit a second person agrees.',
  })
  readonly pendingWriteOff: PendingWriteOffView | null;

  @ListField(() => ClaimLineView)
  readonly lines: readonly ClaimLineView[];

  @ListField(() => GateView)
  readonly gates: readonly GateView[];

  @TextListField({ description: 'The gates that are not met and that it waits for.' })
  readonly missing: readonly ClaimGate[];

  @ListField(() => ClaimAdjustmentView, { description: 'Reasons of the payer’s latest decision.' })
  readonly adjustments: readonly ClaimAdjustmentView[];

  @TextListField({ description: 'Remark codes of the payer’s latest decision.' })
  readonly remarkCodes: readonly string[];

  @ListField(() => ClaimEventView, { description: 'The oldest first.' })
  readonly history: readonly ClaimEventView[];

  @InstantField()
  readonly createdAt: string;
}
