import { Get, Param, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { VisitId } from '../../kernel/ids';
import { AuditRead } from '../../modules/access/audit-read';
import { Permit } from '../../modules/access/permit';
import { VoidVisit } from '../../modules/charges/void-visit';
import { UuidPipe } from '../../platform/http/uuid.pipe';
import { FormReader } from '../forms/form-reader';
import { EMPTY_FORM } from '../forms/form-state';
import { type Refusal, refusalOf } from '../forms/refusal';
import { FormOnce } from '../http/form-once';
import { page, type PageAnswer } from '../http/page-answer';
import { PageController } from '../http/page-controller';
import { PageShell } from '../http/page-shell';
import { type FormValues, PostedForm } from '../http/posted-form';
import { changeFieldOf, readReason } from '../invoices/change-forms';
import { VoidVisitDesk } from './void-visit-desk';
import { VoidVisitPage } from './void-visit.page';

/** /visits/:id/void: taking back all that a visit was charged. */
@PageController('visits/:id/void')
@Permit('invoices.void')
export class VoidVisitController {
  constructor(
    private readonly desk: VoidVisitDesk,
    private readonly voidVisit: VoidVisit,
    private readonly shell: PageShell,
    private readonly once: FormOnce,
  ) {}

  @Get()
  @AuditRead('visit')
  lookAgain(@Param('id', UuidPipe) id: VisitId, @Req() request: FastifyRequest): Promise<PageAnswer> {
    return this.form(request, id, { status: 200, form: EMPTY_FORM });
  }

  @Post()
  async void(
    @Param('id', UuidPipe) id: VisitId,
    @Req() request: FastifyRequest,
    @PostedForm() values: FormValues,
  ): Promise<PageAnswer> {
    const typed = new FormReader(values);
    const reason = readReason(typed);
    if (reason === undefined) return this.form(request, id, { status: 422, form: typed.state });
    try {
      return await this.once.run(
        { route: 'POST /visits/:id/void', about: id, values },
        async (requestKey) => {
          await this.voidVisit.execute({ visitId: id, reason, requestKey });
          return `/visits/${id}`;
        },
        { staged: true },
      );
    } catch (error) {
      return this.form(request, id, refusalOf(error, values, changeFieldOf));
    }
  }

  private async form(request: FastifyRequest, id: VisitId, { status, form }: Refusal): Promise<PageAnswer> {
    const shown = await this.desk.one(id);
    const shell = await this.shell.of(request);
    return page(VoidVisitPage, { ...shown, shell, idempotencyKey: this.once.keyOf(form.values), form }, { status });
  }
}
