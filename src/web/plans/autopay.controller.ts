import { Get, Param, Post, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { isUuid, type PaymentMethodId } from '../../kernel/ids';
import { AuditRead } from '../../modules/access/audit-read';
import { Permit } from '../../modules/access/permit';
import { SIGNING_METHODS } from '../../modules/plans/payment-plan.view';
import { StartAutopay } from '../../modules/plans/start-autopay';
import { StopAutopay } from '../../modules/plans/stop-autopay';
import { UuidPipe } from '../../platform/http/uuid.pipe';
import { FormReader } from '../forms/form-reader';
import { EMPTY_FORM } from '../forms/form-state';
import { type Refusal, refusalOf } from '../forms/refusal';
import { shortText } from '../forms/short-text';
import { FormOnce } from '../http/form-once';
import { goTo, page, type PageAnswer } from '../http/page-answer';
import { PageController } from '../http/page-controller';
import { PageShell } from '../http/page-shell';
import { type FormValues, PostedForm } from '../http/posted-form';
import { AutopayDesk } from './autopay-desk';
import { AutopayPage } from './autopay.page';
import { PlanDesk } from './plan-desk';

/** /plans/:id/autopay: the words of a patient's consent, the consent itself, and its end. */
@PageController('plans/:id/autopay')
@Permit('plans.work')
export class AutopayPageController {
  constructor(
    private readonly plans: PlanDesk,
    private readonly desk: AutopayDesk,
    private readonly starting: StartAutopay,
    private readonly stopping: StopAutopay,
    private readonly shell: PageShell,
    private readonly once: FormOnce,
  ) {}

  @Get()
  @AuditRead('payment_plan')
  show(
    @Param('id', UuidPipe) id: string,
    @Query('card') card: unknown,
    @Req() request: FastifyRequest,
  ): Promise<PageAnswer> | PageAnswer {
    if (!isUuid(card)) return goTo(`/plans/${id}`);
    return this.form(request, { id, card: card as PaymentMethodId }, { status: 200, form: EMPTY_FORM });
  }

  @Post()
  async start(
    @Param('id', UuidPipe) id: string,
    @Req() request: FastifyRequest,
    @PostedForm() values: FormValues,
  ): Promise<PageAnswer> {
    const { card, textSha256 } = values;
    if (!isUuid(card)) return goTo(`/plans/${id}`);
    const about = { id, card: card as PaymentMethodId };
    const typed = new FormReader(values);
    const acceptedName = shortText(typed, 'acceptedName', { max: 200 });
    if (acceptedName === undefined) typed.reject('acceptedName', 'Write the name as it was signed.');
    if (!typed.isChecked('agreed')) typed.reject('agreed', 'Tick the box once the patient has agreed.');
    if (!typed.isRight || acceptedName === undefined)
      return this.form(request, about, { status: 422, form: typed.state });
    const method = SIGNING_METHODS.find((known) => known === values['method']) ?? 'paper';
    try {
      return await this.once.run({ route: 'POST /plans/:id/autopay', about: id, values }, async () => {
        const consent = { acceptedName, method, textSha256 };
        await this.starting.execute({ planId: id, paymentMethodId: about.card, consent });
        return `/plans/${id}`;
      });
    } catch (error) {
      return this.form(request, about, refusalOf(error, values));
    }
  }

  /** Once stopped it stays stopped: no key is needed. */
  @Post('stop')
  async stop(@Param('id', UuidPipe) id: string): Promise<PageAnswer> {
    await this.stopping.execute(id);
    return goTo(`/plans/${id}`);
  }

  private async form(
    request: FastifyRequest,
    { id, card }: { id: string; card: PaymentMethodId },
    { status, form }: Refusal,
  ): Promise<PageAnswer> {
    const { patient, number } = await this.plans.toChange(id);
    const offer = await this.desk.offer(id, card);
    const idempotencyKey = this.once.keyOf(form.values);
    const shell = await this.shell.of(request);
    return page(AutopayPage, { shell, patient, id, number, ...offer, idempotencyKey, form }, { status });
  }
}
