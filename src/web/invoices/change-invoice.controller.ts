import { Get, Param, Post, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { DomainError } from '../../kernel/errors';
import type { ChargeId, InvoiceId } from '../../kernel/ids';
import { AuditRead } from '../../modules/access/audit-read';
import { Permit } from '../../modules/access/permit';
import { UuidPipe } from '../../platform/http/uuid.pipe';
import { FormReader } from '../forms/form-reader';
import { EMPTY_FORM, type FormState } from '../forms/form-state';
import { type Refusal, refusalOf } from '../forms/refusal';
import { FormOnce } from '../http/form-once';
import { page, type PageAnswer } from '../http/page-answer';
import { PageController } from '../http/page-controller';
import { PageShell } from '../http/page-shell';
import { type FormValues, PostedForm } from '../http/posted-form';
import { adjustmentChoices, WRITE_OFF_CHOICES } from './adjustment-words';
import { changeFieldOf, readAdjustment, readReason, readWriteOff } from './change-forms';
import { AdjustLinePage, VoidInvoicePage, WriteOffPage } from './change-invoice.page';
import { ChangeInvoiceDeeds } from './change-invoice-deeds';
import { InvoiceDesk } from './invoice-desk';

const FRESH: Refusal = { status: 200, form: EMPTY_FORM };

/** /invoices/:id: what changes a bill other than payment. */
@PageController('invoices/:id')
export class ChangeInvoiceController {
  constructor(
    private readonly desk: InvoiceDesk,
    private readonly deeds: ChangeInvoiceDeeds,
    private readonly shell: PageShell,
    private readonly once: FormOnce,
  ) {}

  @Get('lines/:chargeId/adjust')
  @Permit('adjustments.make')
  @AuditRead('invoice')
  showAdjust(
    @Param('id', UuidPipe) id: InvoiceId,
    @Param('chargeId', UuidPipe) chargeId: ChargeId,
    @Req() request: FastifyRequest,
    @Query('for') why: unknown,
  ): Promise<PageAnswer> {
    return this.adjustPage(request, { id, chargeId, isWaiver: why === 'waiver' }, FRESH);
  }

  @Post('lines/:chargeId/adjust')
  @Permit('adjustments.make')
  async adjust(
    @Param('id', UuidPipe) id: InvoiceId,
    @Param('chargeId', UuidPipe) chargeId: ChargeId,
    @Req() request: FastifyRequest,
    @PostedForm() values: FormValues,
  ): Promise<PageAnswer> {
    const typed = new FormReader(values);
    const input = readAdjustment(typed);
    if (!input) return this.adjustPage(request, { id, chargeId }, { status: 422, form: typed.state });
    try {
      const post = { route: 'POST /invoices/:id/lines/:chargeId/adjust', about: chargeId, values };
      return await this.once.run(post, (key) => this.deeds.adjust(id, { ...input, chargeId, requestKey: key }), STAGED);
    } catch (error) {
      return this.adjustPage(request, { id, chargeId }, refusalOf(error, values, changeFieldOf));
    }
  }

  @Get('write-off')
  @Permit('adjustments.make')
  @AuditRead('invoice')
  showWriteOff(@Param('id', UuidPipe) id: InvoiceId, @Req() request: FastifyRequest): Promise<PageAnswer> {
    return this.writeOffPage(request, id, FRESH);
  }

  @Post('write-off')
  @Permit('adjustments.make')
  async writeOff(
    @Param('id', UuidPipe) id: InvoiceId,
    @Req() request: FastifyRequest,
    @PostedForm() values: FormValues,
  ): Promise<PageAnswer> {
    const typed = new FormReader(values);
    const input = readWriteOff(typed);
    if (!input) return this.writeOffPage(request, id, { status: 422, form: typed.state });
    try {
      const post = { route: 'POST /invoices/:id/write-off', about: id, values };
      return await this.once.run(post, (requestKey) => this.deeds.writeOff(id, { ...input, requestKey }), STAGED);
    } catch (error) {
      return this.writeOffPage(request, id, refusalOf(error, values, changeFieldOf));
    }
  }

  @Get('void')
  @Permit('invoices.void')
  @AuditRead('invoice')
  showVoid(@Param('id', UuidPipe) id: InvoiceId, @Req() request: FastifyRequest): Promise<PageAnswer> {
    return this.voidPage(request, id, FRESH);
  }

  @Post('void')
  @Permit('invoices.void')
  async void(
    @Param('id', UuidPipe) id: InvoiceId,
    @Req() request: FastifyRequest,
    @PostedForm() values: FormValues,
  ): Promise<PageAnswer> {
    const typed = new FormReader(values);
    const reason = readReason(typed);
    if (reason === undefined) return this.voidPage(request, id, { status: 422, form: typed.state });
    try {
      const post = { route: 'POST /invoices/:id/void', about: id, values };
      return await this.once.run(post, (requestKey) => this.deeds.void(id, { reason, requestKey }), STAGED);
    } catch (error) {
      return this.voidPage(request, id, refusalOf(error, values, changeFieldOf));
    }
  }

  private async adjustPage(
    request: FastifyRequest,
    { id, chargeId, isWaiver = false }: { id: InvoiceId; chargeId: ChargeId; isWaiver?: boolean },
    { status, form }: Refusal,
  ): Promise<PageAnswer> {
    const { alone, shown } = await this.around(request, id, form);
    const line = shown.invoice.lines.find((one) => one.chargeId === chargeId);
    if (!line) throw new DomainError('charge_unknown', { detail: 'This invoice has no such line.' });
    const types = adjustmentChoices(this.deeds.role);
    // A waiver takes off all that is open, unless somebody writes something else.
    const values = { type: 'courtesy', amount: line.open.format() };
    const wish = isWaiver ? { form: { ...form, values } } : {};
    return page(AdjustLinePage, { ...shown, ...wish, line, types, alone }, { status });
  }

  private async writeOffPage(request: FastifyRequest, id: InvoiceId, { status, form }: Refusal): Promise<PageAnswer> {
    const { alone, smallBalance, shown } = await this.around(request, id, form);
    return page(WriteOffPage, { ...shown, types: WRITE_OFF_CHOICES, alone, smallBalance }, { status });
  }

  private async voidPage(request: FastifyRequest, id: InvoiceId, { status, form }: Refusal): Promise<PageAnswer> {
    const { shown } = await this.around(request, id, form);
    return page(VoidInvoicePage, shown, { status });
  }

  /** What every one of these forms shows. */
  private async around(request: FastifyRequest, id: InvoiceId, form: FormState) {
    const [{ patient, invoice }, limits] = await Promise.all([this.desk.one(id), this.desk.limits()]);
    const shell = await this.shell.of(request);
    return { ...limits, shown: { shell, idempotencyKey: this.once.keyOf(form.values), patient, invoice, form } };
  }
}

/** An open card page is ended first, at the processor. */
const STAGED = { staged: true } as const;
