import { Body, Controller, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { ErrorCode } from '../../../kernel/error-codes';
import type { RemittanceId } from '../../../kernel/ids';
import { Answers } from '../../../platform/http/answers';
import { MoneyRoute } from '../../../platform/http/money-route';
import { UuidPipe } from '../../../platform/http/uuid.pipe';
import { Permit } from '../../access/permit';
import { MatchSuspense } from '../match-suspense';
import { RemittanceView } from '../remittance.view';
import { UnmatchRemittanceClaim } from '../unmatch-remittance-claim';
import { MatchSuspenseBody, UnmatchBody } from './remittances.dto';

const PROBLEMS: readonly ErrorCode[] = [
  'not_found',
  'remittance_unknown',
  'remittance_claim_unknown',
  'remittance_state_conflict',
  'idempotency_key_missing',
  'idempotency_key_invalid',
  'idempotency_key_reused',
  'idempotency_in_progress',
];

/** /v1/remittances/:id/claims/:rowId, what a person decides about money in suspense. */
@ApiTags('claims')
@Controller('v1/remittances/:id/claims/:rowId')
export class SuspenseController {
  constructor(
    private readonly matchSuspense: MatchSuspense,
    private readonly unmatchClaim: UnmatchRemittanceClaim,
  ) {}

  @Post('match')
  @Permit('remittances.post')
  @MoneyRoute({ isKeyOptional: true })
  @Answers({
    type: RemittanceView,
    description: 'Lays a claim of the remittance that fitted none of ours on the one that is named, and books it.',
    problems: [...PROBLEMS, 'claim_unknown', 'remittance_match_invalid'],
  })
  match(
    @Param('id', UuidPipe) remittanceId: RemittanceId,
    @Param('rowId', UuidPipe) remittanceClaimId: string,
    @Body() body: MatchSuspenseBody,
  ) {
    return this.matchSuspense.execute({ remittanceId, remittanceClaimId, ...body });
  }

  @Post('unmatch')
  @Permit('remittances.post')
  @MoneyRoute({ isKeyOptional: true })
  @Answers({
    type: RemittanceView,
    description:
      'Takes a claim of the remittance off ours: that stands where it stood, and the money waits in suspense.',
    problems: [...PROBLEMS, 'amount_exceeds_balance'],
  })
  unmatch(
    @Param('id', UuidPipe) remittanceId: RemittanceId,
    @Param('rowId', UuidPipe) remittanceClaimId: string,
    @Body() { reason }: UnmatchBody,
  ) {
    return this.unmatchClaim.execute({ remittanceId, remittanceClaimId, reason });
  }
}
