import { Get, Param, Post, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { DomainError } from '../../kernel/errors';
import type { ClaimId } from '../../kernel/ids';
import { AuditRead } from '../../modules/access/audit-read';
import { Permit } from '../../modules/access/permit';
import { BuildClaimBatch } from '../../modules/claims/build-claim-batch';
import { CheckClaim } from '../../modules/claims/check-claim';
import { UuidPipe } from '../../platform/http/uuid.pipe';
import { goTo, page, type PageAnswer } from '../http/page-answer';
import { PageController } from '../http/page-controller';
import { PageShell } from '../http/page-shell';
import { ReadTrail } from '../http/read-trail';
import { ClaimDesk } from './claim-desk';
import { ClaimListDesk } from './claim-list-desk';
import { ClaimPage } from './claim.page';
import { toFinding } from './claim-shown';
import { ClaimsPage } from './claims.page';
import { DenialsPage } from './denials.page';

const textOf = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

/** /claims: the worklist, what was turned back, and one claim. */
@PageController('claims')
export class ClaimPagesController {
  constructor(
    private readonly desk: ClaimDesk,
    private readonly lists: ClaimListDesk,
    private readonly check: CheckClaim,
    private readonly build: BuildClaimBatch,
    private readonly shell: PageShell,
    private readonly trail: ReadTrail,
  ) {}

  @Get()
  @Permit('claims.read')
  async list(
    @Req() request: FastifyRequest,
    @Query('status') status: unknown,
    @Query('cursor') cursor: unknown,
  ): Promise<PageAnswer> {
    const list = await this.lists.list(textOf(status), textOf(cursor));
    await this.trail.list('claim', list.rows.length);
    return page(ClaimsPage, { ...list, shell: await this.shell.of(request) });
  }

  @Get('denials')
  @Permit('claims.read')
  async denials(@Req() request: FastifyRequest): Promise<PageAnswer> {
    const rows = await this.lists.denials();
    await this.trail.list('claim', rows.length);
    return page(DenialsPage, { shell: await this.shell.of(request), rows });
  }

  /** A check changes nothing but whether a claim counts as ready: no key is needed. */
  @Post('check')
  @Permit('claims.work')
  async checkDrafts(): Promise<PageAnswer> {
    for (const id of await this.lists.drafts()) await this.check.execute(id);
    return goTo('/claims');
  }

  @Get(':id')
  @Permit('claims.read')
  @AuditRead('claim')
  async show(@Param('id', UuidPipe) id: ClaimId, @Req() request: FastifyRequest): Promise<PageAnswer> {
    return page(ClaimPage, { ...(await this.desk.one(id)), shell: await this.shell.of(request) });
  }

  /** Loading a check anew shows the claim. */
  @Get([':id/check', ':id/send'])
  @Permit('claims.read')
  again(@Param('id', UuidPipe) id: ClaimId): PageAnswer {
    return goTo(`/claims/${id}`);
  }

  /** What is found is not kept: it is shown at once, and a repeat finds it again. */
  @Post(':id/check')
  @Permit('claims.work')
  async look(@Param('id', UuidPipe) id: ClaimId, @Req() request: FastifyRequest): Promise<PageAnswer> {
    const { findings } = await this.check.execute(id);
    const claim = await this.desk.one(id);
    return page(ClaimPage, { ...claim, shell: await this.shell.of(request), findings: findings.map(toFinding) });
  }

  /** A claim that has left cannot leave again: no key is needed. */
  @Post(':id/send')
  @Permit('claims.work')
  async send(@Param('id', UuidPipe) id: ClaimId, @Req() request: FastifyRequest): Promise<PageAnswer> {
    try {
      const batch = await this.build.execute({ claimIds: [id] });
      return goTo(`/claims/batches/${batch.id}`);
    } catch (error) {
      // Something was taken back since it was checked: what it lacks is shown instead.
      if (error instanceof DomainError && error.code === 'claim_not_ready') return this.look(id, request);
      throw error;
    }
  }
}
