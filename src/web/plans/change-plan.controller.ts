import { Get, Param, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { AuditRead } from '../../modules/access/audit-read';
import { Permit } from '../../modules/access/permit';
import { CancelPlan } from '../../modules/plans/cancel-plan';
import { ReschedulePlan } from '../../modules/plans/reschedule-plan';
import { UuidPipe } from '../../platform/http/uuid.pipe';
import { FormReader } from '../forms/form-reader';
import { EMPTY_FORM, type FormState } from '../forms/form-state';
import { refusalOf } from '../forms/refusal';
import { shortText } from '../forms/short-text';
import { FormOnce } from '../http/form-once';
import { page, type PageAnswer } from '../http/page-answer';
import { PageController } from '../http/page-controller';
import { PageShell } from '../http/page-shell';
import { type FormValues, PostedForm } from '../http/posted-form';
import { CancelPlanPage, ReschedulePlanPage } from './change-plan.page';
import { PlanDesk } from './plan-desk';
import { planFieldOf, readTerms } from './plan-form';

interface Shown {
  readonly status?: number;
  readonly form: FormState;
}

/** /plans/:id/reschedule and /cancel: new dates, or an end. */
@PageController('plans/:id')
@Permit('plans.work')
export class ChangePlanController {
  constructor(
    private readonly desk: PlanDesk,
    private readonly rescheduling: ReschedulePlan,
    private readonly canceling: CancelPlan,
    private readonly shell: PageShell,
    private readonly once: FormOnce,
  ) {}

  @Get('reschedule')
  @AuditRead('payment_plan')
  showReschedule(@Param('id', UuidPipe) id: string, @Req() request: FastifyRequest): Promise<PageAnswer> {
    return this.reschedulePage(request, id, { form: { values: { frequency: 'monthly' }, problems: [] } });
  }

  @Post('reschedule')
  async reschedule(
    @Param('id', UuidPipe) id: string,
    @Req() request: FastifyRequest,
    @PostedForm() values: FormValues,
  ): Promise<PageAnswer> {
    const typed = new FormReader(values);
    const terms = readTerms(typed, values);
    if (!terms) return this.reschedulePage(request, id, { status: 422, form: typed.state });
    try {
      return await this.once.run({ route: 'POST /plans/:id/reschedule', about: id, values }, async () => {
        await this.rescheduling.execute({ planId: id, ...terms });
        return `/plans/${id}`;
      });
    } catch (error) {
      return this.reschedulePage(request, id, refusalOf(error, values, planFieldOf));
    }
  }

  @Get('cancel')
  @AuditRead('payment_plan')
  showCancel(@Param('id', UuidPipe) id: string, @Req() request: FastifyRequest): Promise<PageAnswer> {
    return this.cancelPage(request, id, { form: EMPTY_FORM });
  }

  @Post('cancel')
  async cancel(
    @Param('id', UuidPipe) id: string,
    @Req() request: FastifyRequest,
    @PostedForm() values: FormValues,
  ): Promise<PageAnswer> {
    const typed = new FormReader(values);
    const reason = shortText(typed, 'reason');
    if (!typed.isRight) return this.cancelPage(request, id, { status: 422, form: typed.state });
    try {
      return await this.once.run({ route: 'POST /plans/:id/cancel', about: id, values }, async () => {
        await this.canceling.execute(id, reason);
        return `/plans/${id}`;
      });
    } catch (error) {
      return this.cancelPage(request, id, refusalOf(error, values));
    }
  }

  private async reschedulePage(request: FastifyRequest, id: string, shown: Shown): Promise<PageAnswer> {
    return page(ReschedulePlanPage, await this.props(request, id, shown), { status: shown.status });
  }

  private async cancelPage(request: FastifyRequest, id: string, shown: Shown): Promise<PageAnswer> {
    return page(CancelPlanPage, await this.props(request, id, shown), { status: shown.status });
  }

  private async props(request: FastifyRequest, id: string, { form }: Shown) {
    const plan = await this.desk.toChange(id);
    return { ...plan, shell: await this.shell.of(request), idempotencyKey: this.once.keyOf(form.values), form };
  }
}
