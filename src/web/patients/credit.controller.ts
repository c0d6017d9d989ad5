import { Get, Param, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { InvoiceId, PatientId, PaymentId } from '../../kernel/ids';
import { AuditRead } from '../../modules/access/audit-read';
import { Permit } from '../../modules/access/permit';
import { ApplyCredit } from '../../modules/payments/apply-credit';
import { UuidPipe } from '../../platform/http/uuid.pipe';
import { FormReader } from '../forms/form-reader';
import { EMPTY_FORM } from '../forms/form-state';
import { type Refusal, refusalOf } from '../forms/refusal';
import { FormOnce } from '../http/form-once';
import { page, type PageAnswer } from '../http/page-answer';
import { PageController } from '../http/page-controller';
import { PageShell } from '../http/page-shell';
import { type FormValues, PostedForm } from '../http/posted-form';
import { CreditDesk } from './credit-desk';
import { CreditPage } from './credit.page';

/** /patients/:id/credit: paying with money that is held. */
@PageController('patients/:id/credit')
@Permit('payments.take')
export class CreditController {
  constructor(
    private readonly desk: CreditDesk,
    private readonly applyCredit: ApplyCredit,
    private readonly shell: PageShell,
    private readonly once: FormOnce,
  ) {}

  @Get()
  @AuditRead('patient')
  show(@Param('id', UuidPipe) id: PatientId, @Req() request: FastifyRequest): Promise<PageAnswer> {
    return this.form(request, id, { status: 200, form: EMPTY_FORM });
  }

  @Post()
  async apply(
    @Param('id', UuidPipe) id: PatientId,
    @Req() request: FastifyRequest,
    @PostedForm() values: FormValues,
  ): Promise<PageAnswer> {
    const typed = new FormReader(values);
    const amount = typed.money('amount');
    const invoiceId = values['invoiceId'] ? typed.id<InvoiceId>('invoiceId', CHOOSE) : undefined;
    const paymentId = values['paymentId'] ? typed.id<PaymentId>('paymentId', CHOOSE) : undefined;
    if (amount?.isZero()) typed.reject('amount', 'Enter an amount above zero, or leave it blank.');
    if (!typed.isRight) return this.form(request, id, { status: 422, form: typed.state });
    try {
      return await this.once.run({ route: 'POST /patients/:id/credit', about: id, values }, async () => {
        await this.applyCredit.execute({ patientId: id, invoiceId, paymentId, amount });
        return `/patients/${id}`;
      });
    } catch (error) {
      return this.form(request, id, refusalOf(error, values));
    }
  }

  private async form(request: FastifyRequest, id: PatientId, { status, form }: Refusal): Promise<PageAnswer> {
    const account = await this.desk.toApply(id);
    const idempotencyKey = this.once.keyOf(form.values);
    return page(CreditPage, { ...account, shell: await this.shell.of(request), idempotencyKey, form }, { status });
  }
}

const CHOOSE = { needed: 'Choose one of the list.' } as const;
