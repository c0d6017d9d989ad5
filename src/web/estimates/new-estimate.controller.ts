import { Get, Param, Post, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Clock } from '../../kernel/clock';
import { isUuid, type PatientId } from '../../kernel/ids';
import { Permit } from '../../modules/access/permit';
import { IssueEstimate } from '../../modules/estimates/issue-estimate';
import { UuidPipe } from '../../platform/http/uuid.pipe';
import { FormReader } from '../forms/form-reader';
import type { FormState } from '../forms/form-state';
import { refusalOf } from '../forms/refusal';
import { goTo, page, type PageAnswer } from '../http/page-answer';
import { PageController } from '../http/page-controller';
import { PageShell } from '../http/page-shell';
import { type FormValues, PostedForm } from '../http/posted-form';
import { EstimateDesk } from './estimate-desk';
import { estimateFieldOf, readEstimate } from './estimate-form';
import { NewEstimatePage } from './new-estimate.page';

/** /patients/:id/estimates: making one. */
@PageController('patients/:id/estimates')
@Permit('estimates.issue')
export class NewEstimateController {
  constructor(
    private readonly desk: EstimateDesk,
    private readonly issue: IssueEstimate,
    private readonly clock: Clock,
    private readonly shell: PageShell,
  ) {}

  @Get('new')
  show(
    @Param('id', UuidPipe) id: PatientId,
    @Query('replaces') replaces: unknown,
    @Req() request: FastifyRequest,
  ): Promise<PageAnswer> {
    const values: Record<string, string> = isUuid(replaces) ? { replaces } : {};
    return this.page(request, id, { form: { values, problems: [] } });
  }

  @Post()
  async create(
    @Param('id', UuidPipe) id: PatientId,
    @PostedForm() values: FormValues,
    @Req() request: FastifyRequest,
  ): Promise<PageAnswer> {
    const typed = new FormReader(values);
    const input = readEstimate(typed, { patientId: id, now: this.clock.now(), values });
    if (!input) return this.page(request, id, { form: typed.state, status: 422 });
    try {
      return goTo(`/estimates/${await this.issue.execute(input)}`);
    } catch (error) {
      return this.page(request, id, refusalOf(error, values, estimateFieldOf));
    }
  }

  private async page(
    request: FastifyRequest,
    id: PatientId,
    { form, status = 200 }: { form: FormState; status?: number },
  ): Promise<PageAnswer> {
    const choices = await this.desk.form(id, form.values['replaces'] || undefined);
    return page(NewEstimatePage, { ...choices, shell: await this.shell.of(request), form }, { status });
  }
}
