import { Get, Param, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { AuditRead } from '../../modules/access/audit-read';
import { Permit } from '../../modules/access/permit';
import { PausePlan } from '../../modules/plans/pause-plan';
import { PayPlan } from '../../modules/plans/pay-plan';
import { SignAgreement } from '../../modules/plans/sign-agreement';
import { DomainError } from '../../kernel/errors';
import { UuidPipe } from '../../platform/http/uuid.pipe';
import { FormReader } from '../forms/form-reader';
import { EMPTY_FORM } from '../forms/form-state';
import { type Refusal, refusalOf } from '../forms/refusal';
import { FormOnce } from '../http/form-once';
import { goTo, page, type PageAnswer } from '../http/page-answer';
import { PageController } from '../http/page-controller';
import { PageShell } from '../http/page-shell';
import { type FormValues, PostedForm } from '../http/posted-form';
import { readTenders, tenderFieldOf } from '../pay-invoice/payment-form';
import { DESK_TENDERS } from '../pay-invoice/tenders';
import { PayPlanPage } from './pay-plan.page';
import { PlanDesk } from './plan-desk';
import { readSignature } from './plan-form';
import { PlanPage } from './plan.page';

/** /plans/:id: one payment plan; paying it, signing it, holding it. */
@PageController('plans/:id')
@Permit('plans.work')
export class PlansController {
  constructor(
    private readonly desk: PlanDesk,
    private readonly paying: PayPlan,
    private readonly pausing: PausePlan,
    private readonly signing: SignAgreement,
    private readonly shell: PageShell,
    private readonly once: FormOnce,
  ) {}

  @Get()
  @Permit('plans.read')
  @AuditRead('payment_plan')
  async show(@Param('id', UuidPipe) id: string, @Req() request: FastifyRequest): Promise<PageAnswer> {
    return page(PlanPage, { ...(await this.desk.one(id)), shell: await this.shell.of(request) });
  }

  @Get('pay')
  @AuditRead('payment_plan')
  payForm(@Param('id', UuidPipe) id: string, @Req() request: FastifyRequest): Promise<PageAnswer> {
    return this.form(request, id, { status: 200, form: EMPTY_FORM });
  }

  @Post('pay')
  async pay(
    @Param('id', UuidPipe) id: string,
    @Req() request: FastifyRequest,
    @PostedForm() values: FormValues,
  ): Promise<PageAnswer> {
    const typed = new FormReader(values);
    const choices = DESK_TENDERS.map((type) => ({ type }));
    const tenders = readTenders(typed, choices);
    if (!tenders) return this.form(request, id, { status: 422, form: typed.state });
    try {
      return await this.once.run({ route: 'POST /plans/:id/pay', about: id, values }, async () => {
        await this.paying.execute({ planId: id, tenders, isPayOff: false });
        return `/plans/${id}`;
      });
    } catch (error) {
      const refusal = refusalOf(error, values, (pointer) => tenderFieldOf(pointer, tenders));
      return this.form(request, id, refusal);
    }
  }

  /** Once signed it stays signed: no key is needed. */
  @Post('sign')
  async sign(@Param('id', UuidPipe) id: string, @PostedForm() values: FormValues): Promise<PageAnswer> {
    const typed = new FormReader(values);
    const signature = readSignature(typed, values);
    if (!signature)
      throw new DomainError('validation_failed', { detail: 'Write the name as it was signed, then write it down.' });
    await this.signing.execute(id, signature);
    return goTo(`/plans/${id}`);
  }

  /** The plan's state decides: a repeat changes nothing. */
  @Post('pause')
  async pause(@Param('id', UuidPipe) id: string): Promise<PageAnswer> {
    await this.pausing.pause(id);
    return goTo(`/plans/${id}`);
  }

  @Post('resume')
  async resume(@Param('id', UuidPipe) id: string): Promise<PageAnswer> {
    await this.pausing.resume(id);
    return goTo(`/plans/${id}`);
  }

  private async form(request: FastifyRequest, id: string, { status, form }: Refusal): Promise<PageAnswer> {
    const plan = await this.desk.toChange(id);
    const idempotencyKey = this.once.keyOf(form.values);
    return page(PayPlanPage, { ...plan, shell: await this.shell.of(request), idempotencyKey, form }, { status });
  }
}
