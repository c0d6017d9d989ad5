import { Get, Param, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { ClaimId } from '../../kernel/ids';
import { AuditRead } from '../../modules/access/audit-read';
import { Permit } from '../../modules/access/permit';
import { UuidPipe } from '../../platform/http/uuid.pipe';
import type { PageAnswer } from '../http/page-answer';
import { PageController } from '../http/page-controller';
import { type FormValues, PostedForm } from '../http/posted-form';
import { ClaimDeedPages, type Deed, withNote } from './claim-deed-pages';
import { NextPlanDeeds } from './next-plan-deeds';
import { NextPlanPage, ReleasePage } from './next-plan.page';

/** /claims/:id/next-plan, /claims/:id/release: what becomes of what a payer left, when the patient has a further plan. */
@PageController('claims/:id')
@Permit('claims.work')
export class NextPlanController {
  private readonly nextPlan: Deed;
  private readonly release: Deed;

  constructor(
    deeds: NextPlanDeeds,
    private readonly pages: ClaimDeedPages,
  ) {
    this.nextPlan = { path: 'next-plan', component: NextPlanPage, read: (_form, id) => () => deeds.follow(id) };
    this.release = { path: 'release', component: ReleasePage, read: withNote((id, note) => deeds.release(id, note)) };
  }

  @Get('next-plan')
  @AuditRead('claim')
  showNextPlan(@Param('id', UuidPipe) id: ClaimId, @Req() request: FastifyRequest): Promise<PageAnswer> {
    return this.pages.show(request, id, this.nextPlan);
  }

  @Post('next-plan')
  doNextPlan(
    @Param('id', UuidPipe) id: ClaimId,
    @Req() request: FastifyRequest,
    @PostedForm() values: FormValues,
  ): Promise<PageAnswer> {
    return this.pages.run(this.nextPlan, { id, request, values });
  }

  @Get('release')
  @AuditRead('claim')
  showRelease(@Param('id', UuidPipe) id: ClaimId, @Req() request: FastifyRequest): Promise<PageAnswer> {
    return this.pages.show(request, id, this.release);
  }

  @Post('release')
  doRelease(
    @Param('id', UuidPipe) id: ClaimId,
    @Req() request: FastifyRequest,
    @PostedForm() values: FormValues,
  ): Promise<PageAnswer> {
    return this.pages.run(this.release, { id, request, values });
  }
}
