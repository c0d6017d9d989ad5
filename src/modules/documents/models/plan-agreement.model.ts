import type { AgreementContent } from '../../../domain/plans/plan-agreement';
import type { PrintedPractice } from '../sources/document-parties';

/** Everything the paper of a payment plan says: what was agreed, word for word, and who signed it. */
export interface PlanAgreementContent {
  readonly practice: PrintedPractice;
  readonly planVersion: number;
  readonly agreement: AgreementContent;
  /** SHA-256 of the agreement, lower-case hex. */
  readonly agreementSha256: string;
  /** Null while nobody has signed: the paper has a line to sign on. */
  readonly signature: {
    readonly signedName: string;
    readonly signedOn: string;
    readonly method: string;
  } | null;
}
