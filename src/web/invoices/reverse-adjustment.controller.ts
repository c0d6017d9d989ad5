import { Get, Param, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { DomainError } from '../../kernel/errors';
import type { InvoiceId } from '../../kernel/ids';
import { AuditRead } from '../../modules/access/audit-read';
import { Permit } from '../../modules/access/permit';
import type { AdjustmentId } from '../../modules/charges/charge-record';
import { UuidPipe } from '../../platform/http/uuid.pipe';
import { FormReader } from '../forms/form-reader';
import { EMPTY_FORM } from '../forms/form-state';
import { type Refusal, refusalOf } from '../forms/refusal';
import { FormOnce } from '../http/form-once';
import { page, type PageAnswer } from '../http/page-answer';
import { PageController } from '../http/page-controller';
import { PageShell } from '../http/page-shell';
import { type FormValues, PostedForm } from '../http/posted-form';
import { changeFieldOf, readReason } from './change-forms';
import { ChangeInvoiceDeeds } from './change-invoice-deeds';
import { ReverseAdjustmentPage } from './change-invoice.page';
import { InvoiceDesk } from './invoice-desk';

/** /invoices/:id/adjustments/:adjustmentId/reverse: taking back what was taken off in error. */
@PageController('invoices/:id/adjustments/:adjustmentId/reverse')
@Permit('adjustments.make')
export class ReverseAdjustmentController {
  constructor(
    private readonly desk: InvoiceDesk,
    private readonly deeds: ChangeInvoiceDeeds,
    private readonly shell: PageShell,
    private readonly once: FormOnce,
  ) {}

  @Get()
  @AuditRead('invoice')
  show(
    @Param('id', UuidPipe) id: InvoiceId,
    @Param('adjustmentId', UuidPipe) adjustmentId: AdjustmentId,
    @Req() request: FastifyRequest,
  ): Promise<PageAnswer> {
    return this.form(request, { id, adjustmentId }, { status: 200, form: EMPTY_FORM });
  }

  @Post()
  async takeBack(
    @Param('id', UuidPipe) id: InvoiceId,
    @Param('adjustmentId', UuidPipe) adjustmentId: AdjustmentId,
    @Req() request: FastifyRequest,
    @PostedForm() values: FormValues,
  ): Promise<PageAnswer> {
    const typed = new FormReader(values);
    const reason = readReason(typed);
    if (reason === undefined) return this.form(request, { id, adjustmentId }, { status: 422, form: typed.state });
    // Also refuses an adjustment of another invoice.
    await this.find(id, adjustmentId);
    try {
      return await this.once.run(
        { route: 'POST /invoices/:id/adjustments/:adjustmentId/reverse', about: adjustmentId, values },
        (requestKey) => this.deeds.takeBack(id, { adjustmentId, reason, requestKey }),
        { staged: true },
      );
    } catch (error) {
      return this.form(request, { id, adjustmentId }, refusalOf(error, values, changeFieldOf));
    }
  }

  /** Errors: `invoice_unknown`, `adjustment_unknown`. */
  private async find(id: InvoiceId, adjustmentId: AdjustmentId) {
    const { patient, invoice } = await this.desk.one(id);
    for (const line of invoice.lines) {
      const adjustment = line.adjustments.find((one) => one.id === adjustmentId);
      if (adjustment) return { patient, invoice, line, adjustment };
    }
    throw new DomainError('adjustment_unknown', { detail: 'This invoice has no such adjustment.' });
  }

  private async form(
    request: FastifyRequest,
    { id, adjustmentId }: { id: InvoiceId; adjustmentId: AdjustmentId },
    { status, form }: Refusal,
  ): Promise<PageAnswer> {
    const found = await this.find(id, adjustmentId);
    const shell = await this.shell.of(request);
    const idempotencyKey = this.once.keyOf(form.values);
    return page(ReverseAdjustmentPage, { ...found, shell, idempotencyKey, form }, { status });
  }
}
