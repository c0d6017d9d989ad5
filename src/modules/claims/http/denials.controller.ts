import { Body, Controller, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Temporal } from 'temporal-polyfill';
import type { ErrorCode } from '../../../kernel/error-codes';
import type { ClaimId } from '../../../kernel/ids';
import { Money } from '../../../kernel/money';
import { Answers } from '../../../platform/http/answers';
import { MoneyRoute } from '../../../platform/http/money-route';
import { UuidPipe } from '../../../platform/http/uuid.pipe';
import { Permit } from '../../access/permit';
import { ClaimView } from '../claim.view';
import { ConvertToSelfPay } from '../convert-to-self-pay';
import { FollowClaim } from '../follow-claim';
import { ReleaseToPatient } from '../release-to-patient';
import { RecordManufacturerCopay } from '../record-manufacturer-copay';
import { WorkClaim } from '../work-claim';
import { WriteOffClaim } from '../write-off-claim';
import { ClaimNoteBody, ConvertToSelfPayBody, ManufacturerCopayBody, ReplaceClaimBody } from './claims.dto';

const WORK: readonly ErrorCode[] = ['not_found', 'claim_unknown', 'claim_state_conflict'];
const MONEY: readonly ErrorCode[] = [
  'idempotency_key_missing',
  'idempotency_key_invalid',
  'idempotency_key_reused',
  'idempotency_in_progress',
];

/** /v1/claims/:id, after the payer has decided. */
@ApiTags('claims')
@Controller('v1/claims/:id')
export class DenialsController {
  constructor(
    private readonly work: WorkClaim,
    private readonly writeOff: WriteOffClaim,
    private readonly convert: ConvertToSelfPay,
    private readonly copays: RecordManufacturerCopay,
    private readonly followClaim: FollowClaim,
    private readonly releaseToPatient: ReleaseToPatient,
  ) {}

  @Post('appeal')
  @Permit('claims.work')
  @Answers({ type: ClaimView, description: 'Notes that an appeal was sent.', problems: WORK })
  appeal(@Param('id', UuidPipe) claimId: ClaimId, @Body() { note }: ClaimNoteBody) {
    return this.work.appeal({ claimId, note });
  }

  @Post('replacements')
  @Permit('claims.work')
  @Answers({
    status: 201,
    type: ClaimView,
    description: 'Makes the claim that replaces or withdraws one the payer has.',
    problems: WORK,
  })
  replace(@Param('id', UuidPipe) claimId: ClaimId, @Body() { frequency }: ReplaceClaimBody) {
    return this.work.replace({ claimId, frequency });
  }

  @Post('secondary-claims')
  @Permit('claims.work')
  @Answers({
    status: 201,
    type: ClaimView,
    description:
      'Makes the claim to the patient’s next plan, with what this one decided; the one that is there, if it is.',
    problems: [...WORK, 'next_plan_missing'],
  })
  follow(@Param('id', UuidPipe) claimId: ClaimId) {
    return this.followClaim.execute(claimId);
  }

  @Post('release-to-patient')
  @Permit('claims.work')
  @MoneyRoute({ isKeyOptional: true })
  @Answers({
    type: ClaimView,
    description: 'Bills the patient what the plan before left to them and this one did not take.',
    problems: [...WORK, ...MONEY],
  })
  release(@Param('id', UuidPipe) claimId: ClaimId, @Body() { note }: ClaimNoteBody) {
    return this.releaseToPatient.execute({ claimId, reason: note });
  }

  @Post('write-off')
  @Permit('adjustments.make')
  @MoneyRoute({ isKeyOptional: true })
  @Answers({
    type: ClaimView,
    description:
      'Gives up what the payer denied; the patient owes nothing of it. Above the clinic’s limit a second person agrees first.',
    problems: [...WORK, ...MONEY],
  })
  giveUp(@Param('id', UuidPipe) claimId: ClaimId, @Body() { note }: ClaimNoteBody) {
    return this.writeOff.execute({ claimId, reason: note });
  }

  @Post('convert-to-self-pay')
  @Permit('claims.work')
  @MoneyRoute()
  @Answers({
    type: ClaimView,
    description: 'Bills the patient what the payer put on them, at the price they agreed to in writing.',
    problems: [...WORK, 'self_pay_not_allowed', 'self_pay_agreement_required', 'signing_before_discharge', ...MONEY],
  })
  toSelfPay(@Param('id', UuidPipe) claimId: ClaimId, @Body() { agreement }: ConvertToSelfPayBody) {
    return this.convert.execute({
      claimId,
      agreement: agreement && {
        ...agreement,
        amount: Money.cents(agreement.amountCents),
        signedAt: Temporal.Instant.from(agreement.signedAt),
      },
    });
  }

  @Post('manufacturer-copays')
  @Permit('claims.work')
  @MoneyRoute({ isKeyOptional: true })
  @Answers({
    type: ClaimView,
    description: 'Books what the manufacturer’s savings program takes over of the patient’s share of the medication.',
    problems: [...WORK, 'manufacturer_copay_not_allowed', 'amount_exceeds_balance', ...MONEY],
  })
  copay(@Param('id', UuidPipe) claimId: ClaimId, @Body() { amountCents, reference }: ManufacturerCopayBody) {
    return this.copays.execute({ claimId, amount: Money.cents(amountCents), reference });
  }
}
