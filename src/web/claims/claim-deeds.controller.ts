import { Get, Param, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { ClaimId } from '../../kernel/ids';
import { AuditRead } from '../../modules/access/audit-read';
import { Permit } from '../../modules/access/permit';
import { UuidPipe } from '../../platform/http/uuid.pipe';
import type { PageAnswer } from '../http/page-answer';
import { PageController } from '../http/page-controller';
import { type FormValues, PostedForm } from '../http/posted-form';
import { ClaimDeeds } from './claim-deeds';
import { readCopay } from './claim-deed-forms';
import { ClaimDeedPages, type Deed, withNote } from './claim-deed-pages';
import { AppealPage, CopayPage, CorrectClaimPage, GiveUpPage, WithdrawClaimPage } from './claim-deeds.page';

/** /claims/:id/…: what a biller does about a claim the payer has decided. */
@PageController('claims/:id')
export class ClaimDeedsController {
  private readonly appeal: Deed;
  private readonly correct: Deed;
  private readonly withdraw: Deed;
  private readonly giveUp: Deed;
  private readonly copay: Deed;

  constructor(
    deeds: ClaimDeeds,
    private readonly pages: ClaimDeedPages,
  ) {
    this.appeal = { path: 'appeal', component: AppealPage, read: withNote((id, note) => deeds.appeal(id, note)) };
    this.giveUp = { path: 'write-off', component: GiveUpPage, read: withNote((id, note) => deeds.giveUp(id, note)) };
    this.correct = {
      path: 'correct',
      component: CorrectClaimPage,
      read: (_form, id) => () => deeds.replace(id, 'replacement'),
    };
    this.withdraw = {
      path: 'withdraw',
      component: WithdrawClaimPage,
      read: (_form, id) => () => deeds.replace(id, 'void'),
    };
    this.copay = {
      path: 'copay',
      component: CopayPage,
      read: (form, id) => {
        const input = readCopay(form, id);
        return input && (() => deeds.copay(input));
      },
    };
  }

  @Get('appeal')
  @Permit('claims.work')
  @AuditRead('claim')
  showAppeal(@Param('id', UuidPipe) id: ClaimId, @Req() request: FastifyRequest): Promise<PageAnswer> {
    return this.pages.show(request, id, this.appeal);
  }

  @Post('appeal')
  @Permit('claims.work')
  doAppeal(
    @Param('id', UuidPipe) id: ClaimId,
    @Req() request: FastifyRequest,
    @PostedForm() values: FormValues,
  ): Promise<PageAnswer> {
    return this.pages.run(this.appeal, { id, request, values });
  }

  @Get('correct')
  @Permit('claims.work')
  @AuditRead('claim')
  showCorrect(@Param('id', UuidPipe) id: ClaimId, @Req() request: FastifyRequest): Promise<PageAnswer> {
    return this.pages.show(request, id, this.correct);
  }

  @Post('correct')
  @Permit('claims.work')
  doCorrect(
    @Param('id', UuidPipe) id: ClaimId,
    @Req() request: FastifyRequest,
    @PostedForm() values: FormValues,
  ): Promise<PageAnswer> {
    return this.pages.run(this.correct, { id, request, values });
  }

  @Get('withdraw')
  @Permit('claims.work')
  @AuditRead('claim')
  showWithdraw(@Param('id', UuidPipe) id: ClaimId, @Req() request: FastifyRequest): Promise<PageAnswer> {
    return this.pages.show(request, id, this.withdraw);
  }

  @Post('withdraw')
  @Permit('claims.work')
  doWithdraw(
    @Param('id', UuidPipe) id: ClaimId,
    @Req() request: FastifyRequest,
    @PostedForm() values: FormValues,
  ): Promise<PageAnswer> {
    return this.pages.run(this.withdraw, { id, request, values });
  }

  @Get('write-off')
  @Permit('adjustments.make')
  @AuditRead('claim')
  showGiveUp(@Param('id', UuidPipe) id: ClaimId, @Req() request: FastifyRequest): Promise<PageAnswer> {
    return this.pages.show(request, id, this.giveUp);
  }

  @Post('write-off')
  @Permit('adjustments.make')
  doGiveUp(
    @Param('id', UuidPipe) id: ClaimId,
    @Req() request: FastifyRequest,
    @PostedForm() values: FormValues,
  ): Promise<PageAnswer> {
    return this.pages.run(this.giveUp, { id, request, values });
  }

  @Get('copay')
  @Permit('claims.work')
  @AuditRead('claim')
  showCopay(@Param('id', UuidPipe) id: ClaimId, @Req() request: FastifyRequest): Promise<PageAnswer> {
    return this.pages.show(request, id, this.copay);
  }

  @Post('copay')
  @Permit('claims.work')
  doCopay(
    @Param('id', UuidPipe) id: ClaimId,
    @Req() request: FastifyRequest,
    @PostedForm() values: FormValues,
  ): Promise<PageAnswer> {
    return this.pages.run(this.copay, { id, request, values });
  }
}
