import { Get, Param, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { PaymentId } from '../../kernel/ids';
import { AuditRead } from '../../modules/access/audit-read';
import { Permit } from '../../modules/access/permit';
import { VoidPayment } from '../../modules/payments/void-payment';
import { UuidPipe } from '../../platform/http/uuid.pipe';
import { FormReader } from '../forms/form-reader';
import { EMPTY_FORM } from '../forms/form-state';
import { type Refusal, refusalOf } from '../forms/refusal';
import { FormOnce } from '../http/form-once';
import { page, type PageAnswer } from '../http/page-answer';
import { PageController } from '../http/page-controller';
import { PageShell } from '../http/page-shell';
import { type FormValues, PostedForm } from '../http/posted-form';
import { readReason } from '../invoices/change-forms';
import { RefundDesk } from './refund-desk';
import { VoidPaymentPage } from './void-payment.page';

/** /payments/:id/void: a payment that was entered in error. */
@PageController('payments/:id/void')
@Permit('payments.void')
export class VoidPaymentController {
  constructor(
    private readonly desk: RefundDesk,
    private readonly voiding: VoidPayment,
    private readonly shell: PageShell,
    private readonly once: FormOnce,
  ) {}

  @Get()
  @AuditRead('payment')
  show(@Param('id', UuidPipe) id: PaymentId, @Req() request: FastifyRequest): Promise<PageAnswer> {
    return this.form(request, id, { status: 200, form: EMPTY_FORM });
  }

  @Post()
  async void(
    @Param('id', UuidPipe) id: PaymentId,
    @Req() request: FastifyRequest,
    @PostedForm() values: FormValues,
  ): Promise<PageAnswer> {
    const typed = new FormReader(values);
    const reason = readReason(typed);
    if (reason === undefined) return this.form(request, id, { status: 422, form: typed.state });
    try {
      return await this.once.run({ route: 'POST /payments/:id/void', about: id, values }, async () => {
        await this.voiding.execute({ paymentId: id, reason });
        return `/payments/${id}`;
      });
    } catch (error) {
      return this.form(request, id, refusalOf(error, values));
    }
  }

  private async form(request: FastifyRequest, id: PaymentId, { status, form }: Refusal): Promise<PageAnswer> {
    const payment = await this.desk.of(id);
    const idempotencyKey = this.once.keyOf(form.values);
    return page(VoidPaymentPage, { shell: await this.shell.of(request), idempotencyKey, payment, form }, { status });
  }
}
