import type { ClaimId } from '../../../kernel/ids';
import { CentsField, DateField, EnumField, TextField, UuidField } from '../../../platform/http/fields';
import { PageQuery } from '../../../platform/http/pagination';
import { REMITTANCE_STATUSES } from '../remittance.view';

/** GET /v1/remittances */
export class RemittancesListQuery extends PageQuery {
  @EnumField(REMITTANCE_STATUSES, { optional: true })
  status?: string;
}

/** POST /v1/remittances/:id/unpost */
export class UnpostRemittanceBody {
  @TextField({ max: 500 })
  reason: string;
}

/** POST /v1/remittances/:id/claims/:claimRowId/match */
export class MatchSuspenseBody {
  @UuidField({ description: 'The claim of ours it is about.' })
  claimId: ClaimId;

  @TextField({ max: 500, description: 'How you know; no names.' })
  reason: string;
}

/** POST /v1/remittances/:id/claims/:claimRowId/unmatch */
export class UnmatchBody {
  @TextField({ max: 500, description: 'Why; no names.' })
  reason: string;
}

/** POST /v1/remittances/deposits */
export class PayerDepositBody {
  @TextField({ max: 50, description: 'TRN02 of the remittance, as the bank shows it.' })
  traceNumber: string;

  @CentsField({ min: 1 })
  amountCents: number;

  @DateField()
  receivedOn: string;

  @TextField({ max: 100, description: 'The bank’s own number of it.' })
  bankReference: string;
}
