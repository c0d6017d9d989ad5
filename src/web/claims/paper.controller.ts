import { Get, Param, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { nextClaimState } from '../../domain/claims/claim-state';
import type { ClaimId } from '../../kernel/ids';
import { AuditRead } from '../../modules/access/audit-read';
import { Authorize } from '../../modules/access/authorize';
import { Permit } from '../../modules/access/permit';
import { Cms1500Reader } from '../../modules/claims/cms1500.reader';
import { MailClaim } from '../../modules/claims/mail-claim';
import { UuidPipe } from '../../platform/http/uuid.pipe';
import { EMPTY_FORM } from '../forms/form-state';
import { type Refusal, refusalOf } from '../forms/refusal';
import { goTo, page, type PageAnswer } from '../http/page-answer';
import { PageController } from '../http/page-controller';
import { PageShell } from '../http/page-shell';
import { ClaimDesk } from './claim-desk';
import { PaperPage } from './paper.page';
import { toSheet } from './paper-shown';

/** /claims/:id/paper: the claim as the form CMS-1500, and that it was mailed. */
@PageController('claims/:id/paper')
export class PaperPagesController {
  constructor(
    private readonly desk: ClaimDesk,
    private readonly papers: Cms1500Reader,
    private readonly mail: MailClaim,
    private readonly authorize: Authorize,
    private readonly shell: PageShell,
  ) {}

  @Get()
  @Permit('claims.read')
  @AuditRead('claim_form')
  show(@Param('id', UuidPipe) id: ClaimId, @Req() request: FastifyRequest): Promise<PageAnswer> {
    return this.page(request, id, { status: 200, form: EMPTY_FORM });
  }

  /** A claim that has left cannot leave again: no key is needed. */
  @Post()
  @Permit('claims.work')
  async mailed(@Param('id', UuidPipe) id: ClaimId, @Req() request: FastifyRequest): Promise<PageAnswer> {
    try {
      await this.mail.execute(id);
      return goTo(`/claims/${id}`);
    } catch (error) {
      return this.page(request, id, refusalOf(error, {}));
    }
  }

  private async page(request: FastifyRequest, id: ClaimId, { status, form }: Refusal): Promise<PageAnswer> {
    const { view, claim, patient } = await this.desk.about(id);
    const { sheets } = await this.papers.get(id);
    const hasNotLeft = nextClaimState(view.status, 'pass_checks') !== undefined;
    const props = {
      shell: await this.shell.of(request),
      id,
      controlNumber: claim.controlNumber,
      payerName: claim.payerName,
      patient,
      sheets: sheets.map(toSheet),
      mayMail: hasNotLeft && this.authorize.may('claims.work'),
      form,
    };
    return page(PaperPage, props, { status });
  }
}
