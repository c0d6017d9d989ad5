import { Get, Param, Post, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { AuditRead } from '../../modules/access/audit-read';
import { Permit } from '../../modules/access/permit';
import { BuildClaimBatch } from '../../modules/claims/build-claim-batch';
import type { ClaimBatchId } from '../../modules/claims/claim-batch.view';
import { UuidPipe } from '../../platform/http/uuid.pipe';
import { EMPTY_FORM } from '../forms/form-state';
import { type Refusal, refusalOf } from '../forms/refusal';
import { goTo, page, type PageAnswer } from '../http/page-answer';
import { PageController } from '../http/page-controller';
import { PageShell } from '../http/page-shell';
import { type FormValues, PostedForm } from '../http/posted-form';
import { BatchDesk } from './batch-desk';
import { BatchPage } from './batch.page';
import { BatchesPage } from './batches.page';

/** /claims/batches: files of claims to the clearinghouse. */
@PageController('claims/batches')
export class BatchPagesController {
  constructor(
    private readonly desk: BatchDesk,
    private readonly build: BuildClaimBatch,
    private readonly shell: PageShell,
  ) {}

  @Get()
  @Permit('claims.read')
  @AuditRead('claim_batch')
  list(@Req() request: FastifyRequest, @Query('cursor') cursor: unknown): Promise<PageAnswer> {
    return this.page(request, { status: 200, form: EMPTY_FORM }, typeof cursor === 'string' ? cursor : undefined);
  }

  /** A claim leaves once: the same form twice finds nothing ready, no key is needed. */
  @Post()
  @Permit('claims.work')
  async make(@Req() request: FastifyRequest, @PostedForm() values: FormValues): Promise<PageAnswer> {
    try {
      const { id } = await this.build.execute({ payerId: values['payerId'] || undefined });
      return goTo(`/claims/batches/${id}`);
    } catch (error) {
      return this.page(request, refusalOf(error, values));
    }
  }

  @Get(':id')
  @Permit('claims.read')
  @AuditRead('claim_batch')
  async show(@Param('id', UuidPipe) id: ClaimBatchId, @Req() request: FastifyRequest): Promise<PageAnswer> {
    return page(BatchPage, { ...(await this.desk.one(id)), shell: await this.shell.of(request) });
  }

  private async page(request: FastifyRequest, { status, form }: Refusal, cursor?: string): Promise<PageAnswer> {
    const list = await this.desk.list(cursor || undefined);
    return page(BatchesPage, { ...list, shell: await this.shell.of(request), form }, { status });
  }
}
