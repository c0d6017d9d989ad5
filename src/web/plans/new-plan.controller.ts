import { Get, Param, Post, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { parseBusinessDate } from '../../kernel/business-date';
import { isUuid, type PatientId } from '../../kernel/ids';
import { Money } from '../../kernel/money';
import { AuditRead } from '../../modules/access/audit-read';
import { Permit } from '../../modules/access/permit';
import { OpenPaymentPlan } from '../../modules/plans/open-payment-plan';
import type { PlanPreviewView } from '../../modules/plans/payment-plan.view';
import { PreviewPaymentPlan } from '../../modules/plans/preview-payment-plan';
import { UuidPipe } from '../../platform/http/uuid.pipe';
import { FormReader } from '../forms/form-reader';
import type { FormState } from '../forms/form-state';
import { type Refusal, refusalOf } from '../forms/refusal';
import { FormOnce } from '../http/form-once';
import { goTo, page, type PageAnswer } from '../http/page-answer';
import { PageController } from '../http/page-controller';
import { PageShell } from '../http/page-shell';
import { carriedOn, type FormValues, PostedForm } from '../http/posted-form';
import { billField, NewPlanPage } from './new-plan.page';
import { PlanChoices } from './plan-choices';
import { packageIn, planFieldOf, readPlan, readSignature } from './plan-form';
import { ReviewPlanPage, type ScheduleLine } from './review-plan.page';

/** What the review adds to the terms, and the terms do not carry on. */
const REVIEW_FIELDS = ['textSha256', 'signedName', 'method', 'autopay'];

/** /patients/:id/plans: the wizard, from the terms to every date and word, the signature and the deed. */
@PageController('patients/:id/plans')
@Permit('plans.work')
export class NewPlanController {
  constructor(
    private readonly choices: PlanChoices,
    private readonly preview: PreviewPaymentPlan,
    private readonly open: OpenPaymentPlan,
    private readonly shell: PageShell,
    private readonly once: FormOnce,
  ) {}

  @Get('new')
  @AuditRead('patient')
  show(
    @Param('id', UuidPipe) id: PatientId,
    @Query('invoice') invoice: unknown,
    @Query('package') sold: unknown,
    @Req() request: FastifyRequest,
  ): Promise<PageAnswer> {
    const ticked: Record<string, string> = isUuid(invoice) ? { [billField(invoice)]: 'on' } : {};
    const about: Record<string, string> = isUuid(sold) ? { package: sold } : {};
    const values = { ...ticked, ...about, installments: '6', frequency: 'monthly', downBy: 'later' };
    return this.terms(request, id, { status: 200, form: { values, problems: [] } });
  }

  /** Loading a step anew begins again. */
  @Get(['review', 'edit'])
  again(@Param('id', UuidPipe) id: PatientId): PageAnswer {
    return goTo(`/patients/${id}/plans/new`);
  }

  /** Back from the review with everything still typed. */
  @Post('edit')
  edit(
    @Param('id', UuidPipe) id: PatientId,
    @Req() request: FastifyRequest,
    @PostedForm() values: FormValues,
  ): Promise<PageAnswer> {
    return this.terms(request, id, { status: 200, form: { values, problems: [] } });
  }

  @Post('review')
  async review(
    @Param('id', UuidPipe) id: PatientId,
    @Req() request: FastifyRequest,
    @PostedForm() values: FormValues,
  ): Promise<PageAnswer> {
    const typed = new FormReader(values);
    const plan = readPlan(typed, { patientId: id, values });
    if (!plan) return this.terms(request, id, { status: 422, form: typed.state });
    try {
      return await this.shown(request, { id, values, shown: await this.preview.execute(plan) });
    } catch (error) {
      return this.terms(request, id, refusalOf(error, values, planFieldOf));
    }
  }

  @Post()
  async create(
    @Param('id', UuidPipe) id: PatientId,
    @Req() request: FastifyRequest,
    @PostedForm() values: FormValues,
  ): Promise<PageAnswer> {
    const typed = new FormReader(values);
    const plan = readPlan(typed, { patientId: id, values });
    const signature = readSignature(typed, values);
    if (!plan) return this.terms(request, id, { status: 422, form: typed.state });
    if (!typed.isRight)
      return this.shown(request, { id, values, form: typed.state, shown: await this.preview.execute(plan) });
    try {
      return await this.once.run({ route: 'POST /patients/:id/plans', about: id, values }, async () => {
        const planId = await this.open.execute({ ...plan, signature });
        return typed.isChecked('autopay') ? `/plans/${planId}#autopay` : `/plans/${planId}`;
      });
    } catch (error) {
      return this.terms(request, id, refusalOf(error, values, planFieldOf));
    }
  }

  private async shown(
    request: FastifyRequest,
    review: { id: PatientId; values: FormValues; shown: PlanPreviewView; form?: FormState },
  ): Promise<PageAnswer> {
    const { id, values, shown, form } = review;
    const { patient } = await this.choices.of(id);
    const props = {
      shell: await this.shell.of(request),
      idempotencyKey: this.once.keyOf(values),
      patient,
      lines: linesOf(shown),
      disclosures: shown.disclosures,
      agreement: shown.agreement,
      longPlans: shown.longPlans,
      posted: Object.fromEntries(Object.entries(carriedOn(values)).filter(([name]) => !REVIEW_FIELDS.includes(name))),
      form,
    };
    return page(ReviewPlanPage, props, { status: form ? 422 : 200 });
  }

  private async terms(request: FastifyRequest, id: PatientId, { status, form }: Refusal): Promise<PageAnswer> {
    const choices = await this.choices.of(id, packageIn(form.values));
    return page(NewPlanPage, { ...choices, shell: await this.shell.of(request), form }, { status });
  }
}

const linesOf = ({ downPayment, schedule }: PlanPreviewView): ScheduleLine[] => [
  ...(downPayment ? [line('Down payment', downPayment)] : []),
  ...schedule.map((part) => line(`Installment ${part.number} of ${schedule.length}`, part)),
];

const line = (name: string, { dueOn, amountCents }: { dueOn: string; amountCents: number }): ScheduleLine => ({
  name,
  on: parseBusinessDate(dueOn),
  amount: Money.cents(amountCents),
});
