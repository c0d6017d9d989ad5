import type { ChargeId, ClaimId, CoverageId, PatientId, VisitId } from '../../../kernel/ids';

/** A line of a claim about to be made. */
export interface NewClaimLine {
  readonly chargeId: ChargeId;
  readonly procedureCode?: string;
  readonly modifiers: readonly string[];
  readonly units?: number;
  readonly amountCents: number;
  readonly diagnosisPointers: readonly number[];
  readonly doseMg?: number;
}

export interface NewClaim {
  readonly id: ClaimId;
  readonly patientId: PatientId;
  readonly visitId: VisitId;
  readonly coverageId: CoverageId;
  readonly dateOfService: string;
  readonly totalCents: number;
  /** Days after the service by plan type, where the payer has no rule of its own. */
  readonly timelyFilingDays: Readonly<Record<string, number>>;
  readonly lines: readonly NewClaimLine[];
}
