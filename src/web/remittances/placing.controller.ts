import { Get, Param, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { RemittanceId } from '../../kernel/ids';
import { AuditRead } from '../../modules/access/audit-read';
import { Permit } from '../../modules/access/permit';
import { UuidPipe } from '../../platform/http/uuid.pipe';
import { FormReader } from '../forms/form-reader';
import { EMPTY_FORM } from '../forms/form-state';
import { type Refusal, refusalOf } from '../forms/refusal';
import { shortText } from '../forms/short-text';
import { FormOnce } from '../http/form-once';
import { page, type PageAnswer } from '../http/page-answer';
import { PageController } from '../http/page-controller';
import { PageShell } from '../http/page-shell';
import { type FormValues, PostedForm } from '../http/posted-form';
import { PlacingDesk, type RemittanceClaimKey } from './placing-desk';
import { MatchPage, UnmatchPage } from './placing.page';

const FRESH: Refusal = { status: 200, form: EMPTY_FORM };

/** /remittances/:id/claims/:rowId: laying a payer's money on a claim by hand, and taking it off one. */
@PageController('remittances/:id/claims/:rowId')
@Permit('remittances.post')
export class PlacingPagesController {
  constructor(
    private readonly desk: PlacingDesk,
    private readonly shell: PageShell,
    private readonly once: FormOnce,
  ) {}

  @Get('match')
  @AuditRead('remittance')
  showMatch(
    @Param('id', UuidPipe) remittanceId: RemittanceId,
    @Param('rowId', UuidPipe) remittanceClaimId: string,
    @Req() request: FastifyRequest,
  ): Promise<PageAnswer> {
    return this.matchPage(request, { remittanceId, remittanceClaimId }, FRESH);
  }

  @Post('match')
  async match(
    @Param('id', UuidPipe) remittanceId: RemittanceId,
    @Param('rowId', UuidPipe) remittanceClaimId: string,
    @Req() request: FastifyRequest,
    @PostedForm() values: FormValues,
  ): Promise<PageAnswer> {
    const key = { remittanceId, remittanceClaimId };
    const typed = new FormReader(values);
    const how = await this.desk.read(typed);
    if (!how) return this.matchPage(request, key, { status: 422, form: typed.state });
    try {
      const post = { route: 'POST /remittances/:id/claims/:rowId/match', about: remittanceClaimId, values };
      return await this.once.run(post, () => this.desk.match(key, how));
    } catch (error) {
      return this.matchPage(request, key, refusalOf(error, values));
    }
  }

  @Get('unmatch')
  @AuditRead('remittance')
  showUnmatch(
    @Param('id', UuidPipe) remittanceId: RemittanceId,
    @Param('rowId', UuidPipe) remittanceClaimId: string,
    @Req() request: FastifyRequest,
  ): Promise<PageAnswer> {
    return this.unmatchPage(request, { remittanceId, remittanceClaimId }, FRESH);
  }

  @Post('unmatch')
  async unmatch(
    @Param('id', UuidPipe) remittanceId: RemittanceId,
    @Param('rowId', UuidPipe) remittanceClaimId: string,
    @Req() request: FastifyRequest,
    @PostedForm() values: FormValues,
  ): Promise<PageAnswer> {
    const key = { remittanceId, remittanceClaimId };
    const typed = new FormReader(values);
    const reason = shortText(typed, 'reason', { needed: 'Say in a few words why.' });
    if (!reason) return this.unmatchPage(request, key, { status: 422, form: typed.state });
    try {
      const post = { route: 'POST /remittances/:id/claims/:rowId/unmatch', about: remittanceClaimId, values };
      return await this.once.run(post, () => this.desk.unmatch(key, reason));
    } catch (error) {
      return this.unmatchPage(request, key, refusalOf(error, values));
    }
  }

  private async matchPage(request: FastifyRequest, key: RemittanceClaimKey, { status, form }: Refusal) {
    const claim = await this.desk.about(key);
    const candidates = await this.desk.candidates(claim.billed);
    const idempotencyKey = this.once.keyOf(form.values);
    const shell = await this.shell.of(request);
    return page(MatchPage, { shell, idempotencyKey, claim, candidates, form }, { status });
  }

  private async unmatchPage(request: FastifyRequest, key: RemittanceClaimKey, { status, form }: Refusal) {
    const claim = await this.desk.about(key);
    const idempotencyKey = this.once.keyOf(form.values);
    const shell = await this.shell.of(request);
    return page(UnmatchPage, { shell, idempotencyKey, claim, form }, { status });
  }
}
