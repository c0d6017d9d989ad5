import { Get, Param, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { DomainError } from '../../kernel/errors';
import { AuditRead } from '../../modules/access/audit-read';
import { Permit } from '../../modules/access/permit';
import { DeliverEstimate } from '../../modules/estimates/deliver-estimate';
import { DELIVERY_METHODS } from '../../modules/estimates/estimate.view';
import { UuidPipe } from '../../platform/http/uuid.pipe';
import { EMPTY_FORM } from '../forms/form-state';
import { goTo, page, type PageAnswer } from '../http/page-answer';
import { PageController } from '../http/page-controller';
import { PageShell } from '../http/page-shell';
import { type FormValues, PostedForm } from '../http/posted-form';
import { EstimateDesk } from './estimate-desk';
import { EstimatePages } from './estimate-pages';
import { EstimatesPage } from './estimates.page';

/** /estimates: the clock queue, and one estimate. */
@PageController('estimates')
export class EstimatesController {
  constructor(
    private readonly desk: EstimateDesk,
    private readonly deliver: DeliverEstimate,
    private readonly shell: PageShell,
    private readonly pages: EstimatePages,
  ) {}

  @Get()
  @Permit('estimates.read')
  @AuditRead('estimate')
  async list(@Req() request: FastifyRequest): Promise<PageAnswer> {
    return page(EstimatesPage, { shell: await this.shell.of(request), rows: await this.desk.due() });
  }

  @Get(':id')
  @Permit('estimates.read')
  @AuditRead('estimate')
  async show(@Param('id', UuidPipe) id: string, @Req() request: FastifyRequest): Promise<PageAnswer> {
    return this.pages.one(request, id, { status: 200, form: EMPTY_FORM });
  }

  /** The first delivery stands: no key is needed. */
  @Post(':id/deliver')
  @Permit('estimates.issue')
  async give(@Param('id', UuidPipe) id: string, @PostedForm() values: FormValues): Promise<PageAnswer> {
    const method = DELIVERY_METHODS.find((known) => known === values['method']);
    if (!method) throw new DomainError('body_malformed');
    await this.deliver.execute(id, method);
    return goTo(`/estimates/${id}`);
  }
}
