import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { isPaymentInFlight } from '../../../domain/payments/payment-state';
import type { InvoiceId, PaymentId } from '../../../kernel/ids';
import { Money } from '../../../kernel/money';
import { Answers } from '../../../platform/http/answers';
import { MoneyRoute } from '../../../platform/http/money-route';
import type { Page } from '../../../platform/http/pagination';
import { StatedAnswer } from '../../../platform/http/stated-answer';
import { UuidPipe } from '../../../platform/http/uuid.pipe';
import { AuditRead } from '../../access/audit-read';
import { Permit } from '../../access/permit';
import { AskAboutPayments } from '../ask-about-payments';
import { CheckoutBody } from '../checkout.view';
import { PaymentDetailReader } from '../payment-detail.reader';
import { PaymentDetailView } from '../payment-detail.view';
import { PaymentView } from '../payment.view';
import { PaymentsReader } from '../payments.reader';
import { StartCheckout } from '../start-checkout';
import { TakePayment } from '../take-payment';
import { TenderDto } from '../tender.dto';
import { PaymentsQuery, StartCheckoutDto, TakePaymentDto } from './payments.dto';

/** Taking money, and what was taken. */
@ApiTags('payments')
@Controller('v1')
export class PaymentsController {
  constructor(
    private readonly take: TakePayment,
    private readonly checkout: StartCheckout,
    private readonly payments: PaymentsReader,
    private readonly details: PaymentDetailReader,
    private readonly asking: AskAboutPayments,
  ) {}

  @Post('invoices/:id/payments')
  @Permit('payments.take')
  @MoneyRoute()
  @Answers({
    status: 201,
    type: PaymentView,
    accepted: 'A card is still being checked with the bank: its tender tells `unknown` or `processing`, never failed.',
    description: 'Take any split of tenders at the desk, saved cards among them. Each tender stands for itself.',
    problems: [
      'idempotency_key_missing',
      'idempotency_key_invalid',
      'invoice_unknown',
      'invoice_closed',
      'amount_exceeds_balance',
      'hsa_fsa_not_eligible',
      'tender_reference_required',
      'tender_reference_taken',
      'tender_field_not_allowed',
      'tender_not_offered',
      'cash_tendered_too_low',
      'period_closed',
      'payment_method_unknown',
      'payment_method_mismatch',
      'payment_method_unusable',
      'card_amount_too_small',
      'card_consent_missing',
      'card_declined',
      'authentication_required',
      'card_unavailable',
      'payment_in_progress',
      'checkout_unavailable',
    ],
  })
  async pay(@Param('id', UuidPipe) id: string, @Body() body: TakePaymentDto): Promise<PaymentView | StatedAnswer> {
    const payment = await this.take.execute({
      invoiceId: id as InvoiceId,
      tenders: body.tenders.map(TenderDto.toInput),
      keepExcessAsCredit: body.keepExcessAsCredit,
    });
    return isPaymentInFlight(payment.status) ? new StatedAnswer(202, payment) : payment;
  }

  @Post('invoices/:id/checkout-sessions')
  @Permit('checkout.start')
  @MoneyRoute({ staged: true })
  @Answers({
    status: 201,
    type: CheckoutBody,
    description: 'Open the hosted card page for an invoice.',
    problems: [
      'idempotency_key_missing',
      'idempotency_key_invalid',
      'invoice_unknown',
      'invoice_closed',
      'amount_exceeds_balance',
      'hsa_fsa_not_eligible',
      'payment_in_progress',
      'checkout_unavailable',
    ],
  })
  openCheckout(@Param('id', UuidPipe) id: string, @Body() body: StartCheckoutDto): Promise<CheckoutBody> {
    const amount = body.amountCents === undefined ? undefined : Money.cents(body.amountCents);
    return this.checkout.execute({ invoiceId: id as InvoiceId, tenderKind: body.tenderKind ?? 'card', amount });
  }

  @Get('payments/:id')
  @Permit('payments.read')
  @AuditRead('payment')
  @Answers({ type: PaymentDetailView, description: 'One payment, with its refunds.', problems: ['payment_unknown'] })
  async get(@Param('id', UuidPipe) id: string): Promise<PaymentDetailView> {
    await this.asking.one(id as PaymentId);
    return this.details.get(id as PaymentId);
  }

  @Get('payments')
  @Permit('payments.read')
  @AuditRead('payment')
  @Answers({ type: PaymentView, list: true, description: 'Payments, the newest first.', problems: ['cursor_invalid'] })
  list(@Query() query: PaymentsQuery): Promise<Page<PaymentView>> {
    return this.payments.list(query);
  }
}
