import { Body, Controller, Headers, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { InvoiceId, VisitId } from '../../../kernel/ids';
import { Answers } from '../../../platform/http/answers';
import { MoneyRoute } from '../../../platform/http/money-route';
import { UuidPipe } from '../../../platform/http/uuid.pipe';
import { Permit } from '../../access/permit';
import { InvoiceView } from '../invoice.view';
import { VisitView } from '../visit.view';
import { VoidInvoice } from '../void-invoice';
import { VoidVisit } from '../void-visit';
import { WriteOffInvoice } from '../write-off-invoice';
import { ReasonBody, WriteOffBody } from './adjustment.dto';

const KEY = 'idempotency-key';

/** What ends a bill other than payment. */
@ApiTags('charges')
@Controller('v1')
export class BillChangesController {
  constructor(
    private readonly voidInvoice: VoidInvoice,
    private readonly voidVisit: VoidVisit,
    private readonly writeOff: WriteOffInvoice,
  ) {}

  @Post('invoices/:id/void')
  @Permit('invoices.void')
  @MoneyRoute({ staged: true })
  @Answers({
    status: 200,
    type: InvoiceView,
    description: 'Voids a bill on which nothing was paid; its visit’s self-pay lines can be posted again.',
    problems: [
      'not_found',
      'invoice_unknown',
      'invoice_already_void',
      'visit_has_claim',
      'invoice_has_payments',
      'payment_in_progress',
      'checkout_unavailable',
      'period_closed',
      'idempotency_key_missing',
      'idempotency_key_invalid',
    ],
  })
  void(
    @Param('id', UuidPipe) invoiceId: InvoiceId,
    @Body() { reason }: ReasonBody,
    @Headers(KEY) requestKey: string,
  ): Promise<InvoiceView> {
    return this.voidInvoice.execute({ invoiceId, reason, requestKey });
  }

  @Post('invoices/:id/write-off')
  @Permit('adjustments.make')
  @MoneyRoute({ staged: true })
  @Answers({
    status: 201,
    type: InvoiceView,
    description: 'Gives up all that is open on a bill; above the clinic’s limit it waits for a second person.',
    problems: [
      'not_found',
      'invoice_unknown',
      'invoice_closed',
      'charge_void',
      'small_balance_only',
      'adjustment_exceeds_charge',
      'payment_in_progress',
      'checkout_unavailable',
      'period_closed',
      'idempotency_key_missing',
      'idempotency_key_invalid',
    ],
  })
  giveUp(
    @Param('id', UuidPipe) invoiceId: InvoiceId,
    @Body() body: WriteOffBody,
    @Headers(KEY) requestKey: string,
  ): Promise<InvoiceView> {
    return this.writeOff.execute({ ...body, invoiceId, requestKey });
  }

  @Post('visits/:id/void')
  @Permit('invoices.void')
  @MoneyRoute({ staged: true })
  @Answers({
    status: 200,
    type: VisitView,
    description: 'Voids all a visit was charged, to the patient and to insurance; it can be posted again.',
    problems: [
      'not_found',
      'visit_unknown',
      'visit_already_void',
      'visit_has_claim',
      'invoice_has_payments',
      'payment_in_progress',
      'checkout_unavailable',
      'period_closed',
      'idempotency_key_missing',
      'idempotency_key_invalid',
    ],
  })
  voidAll(
    @Param('id', UuidPipe) visitId: VisitId,
    @Body() { reason }: ReasonBody,
    @Headers(KEY) requestKey: string,
  ): Promise<VisitView> {
    return this.voidVisit.execute({ visitId, reason, requestKey });
  }
}
