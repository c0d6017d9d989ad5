import { Body, Controller, Get, Headers, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { PaymentId, RefundId } from '../../../kernel/ids';
import { Answers } from '../../../platform/http/answers';
import { MoneyRoute } from '../../../platform/http/money-route';
import type { Page } from '../../../platform/http/pagination';
import { UuidPipe } from '../../../platform/http/uuid.pipe';
import { AuditRead } from '../../access/audit-read';
import { Permit } from '../../access/permit';
import { PaymentDetailReader } from '../payment-detail.reader';
import { PaymentDetailView } from '../payment-detail.view';
import { RefundPayment } from '../refund-payment';
import { RefundView } from '../refund.view';
import { RefundsReader } from '../refunds.reader';
import { VoidPayment } from '../void-payment';
import { RefundPaymentDto, RefundsQuery, VoidPaymentDto } from './refunds.dto';

/** Giving money back, and taking back what was entered in error. */
@ApiTags('refunds')
@Controller('v1')
export class RefundsController {
  constructor(
    private readonly refund: RefundPayment,
    private readonly voiding: VoidPayment,
    private readonly refunds: RefundsReader,
    private readonly payments: PaymentDetailReader,
  ) {}

  @Post('payments/:id/refunds')
  @Permit('refunds.issue')
  @MoneyRoute()
  @Answers({
    status: 201,
    type: RefundView,
    description: 'Give money of a payment back, each part to the tender it came by.',
    problems: [
      'idempotency_key_missing',
      'idempotency_key_invalid',
      'payment_unknown',
      'payment_state_conflict',
      'payment_disputed',
      'tender_unknown',
      'refund_exceeds_remaining',
      'refund_amounts_differ',
      'package_holds_payment',
      'period_closed',
    ],
  })
  async giveBack(
    @Param('id', UuidPipe) id: string,
    @Body() body: RefundPaymentDto,
    @Headers('idempotency-key') requestKey: string,
  ): Promise<RefundView> {
    const refundId = await this.refund.execute({
      ...RefundPaymentDto.toInput(body),
      paymentId: id as PaymentId,
      requestKey,
    });
    return this.refunds.get(refundId);
  }

  @Post('payments/:id/void')
  @Permit('payments.void')
  @MoneyRoute()
  @Answers({
    status: 201,
    type: PaymentDetailView,
    description: 'Take back a payment entered in error, while its business day is open.',
    problems: [
      'idempotency_key_missing',
      'idempotency_key_invalid',
      'payment_unknown',
      'payment_not_voidable',
      'period_closed',
    ],
  })
  async void(@Param('id', UuidPipe) id: string, @Body() body: VoidPaymentDto): Promise<PaymentDetailView> {
    const paymentId = id as PaymentId;
    await this.voiding.execute({ paymentId, reason: body.reason });
    return this.payments.get(paymentId);
  }

  @Get('refunds/:id')
  @Permit('payments.read')
  @AuditRead('refund')
  @Answers({ type: RefundView, description: 'One refund.', problems: ['not_found', 'refund_unknown'] })
  get(@Param('id', UuidPipe) id: string): Promise<RefundView> {
    return this.refunds.get(id as RefundId);
  }

  @Get('refunds')
  @Permit('payments.read')
  @AuditRead('refund')
  @Answers({ type: RefundView, list: true, description: 'Refunds, the newest first.', problems: ['cursor_invalid'] })
  list(@Query() query: RefundsQuery): Promise<Page<RefundView>> {
    return this.refunds.list(query);
  }
}
