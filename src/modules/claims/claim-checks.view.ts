import { CLAIM_GATES, type ClaimGate } from '../../domain/claims/claim-gates';
import { CLAIM_STATES, type ClaimState } from '../../domain/claims/claim-state';
import type { FindingCode } from '../../domain/claims/finding';
import type { ClaimId } from '../../kernel/ids';
import { BooleanField, EnumField, ListField, TextField, UuidField } from '../../platform/http/fields';

/** Something a claim needs before it is sent. */
export class GateView {
  @EnumField(CLAIM_GATES)
  readonly gate: ClaimGate;

  @BooleanField()
  readonly isMet: boolean;

  @BooleanField({ description: 'Whether the claim waits for it.' })
  readonly isBlocking: boolean;

  @TextField({ description: 'What to do while it is not met.' })
  readonly detail: string;
}

/** Something wrong with a claim. */
export class FindingView {
  @TextField({ example: 'ndc_not_the_dose' })
  readonly code: FindingCode;

  @EnumField(['error', 'warning'], { description: 'An error keeps the claim from being sent.' })
  readonly severity: 'error' | 'warning';

  @TextField({ example: '/lines/0/drug/ndc', description: 'JSON pointer into the claim.' })
  readonly pointer: string;

  @TextField({ max: 500 })
  readonly message: string;

  @TextField({ description: 'Where the rule comes from.' })
  readonly source: string;
}

/** POST /v1/claims/:id/checks */
export class ClaimChecksView {
  @UuidField()
  readonly claimId: ClaimId;

  @EnumField(CLAIM_STATES)
  readonly status: ClaimState;

  @BooleanField({ description: 'No error, and no gate it waits for.' })
  readonly isReady: boolean;

  @ListField(() => FindingView)
  readonly findings: readonly FindingView[];

  @ListField(() => GateView)
  readonly gates: readonly GateView[];
}
