import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Answers } from '../../../platform/http/answers';
import { MoneyRoute } from '../../../platform/http/money-route';
import type { Page } from '../../../platform/http/pagination';
import { StatedAnswer } from '../../../platform/http/stated-answer';
import { UuidPipe } from '../../../platform/http/uuid.pipe';
import { AuditRead } from '../../access/audit-read';
import { Permit } from '../../access/permit';
import { OpenPaymentPlan } from '../open-payment-plan';
import { PayPlan } from '../pay-plan';
import { PaymentPlanView, PlanPreviewView } from '../payment-plan.view';
import { PlansReader } from '../plans.reader';
import { PreviewPaymentPlan } from '../preview-payment-plan';
import { OpenPlanDto, PlanTendersDto, PlansQueryDto, PlanTenderDto, PlanTermsDto } from './plans.dto';

const TERMS_PROBLEMS = [
  'plan_terms_invalid',
  'plan_discount_conflict',
  'patient_unknown',
  'invoice_unknown',
  'invoice_closed',
  'invoice_on_plan',
  'package_unknown',
  'package_not_active',
  'package_on_plan',
  'payment_in_progress',
] as const;

const TENDER_PROBLEMS = [
  'amount_exceeds_balance',
  'hsa_fsa_not_eligible',
  'tender_reference_required',
  'tender_reference_taken',
  'tender_field_not_allowed',
  'tender_not_offered',
  'cash_tendered_too_low',
  'period_closed',
  'checkout_unavailable',
] as const;

const PAYING_PROBLEMS = [
  'idempotency_key_missing',
  'idempotency_key_invalid',
  'not_found',
  'plan_unknown',
  'plan_closed',
  'plan_pay_off_differs',
  'package_not_active',
  'payment_in_progress',
  ...TENDER_PROBLEMS,
  'payment_method_unknown',
  'payment_method_mismatch',
  'payment_method_unusable',
  'card_amount_too_small',
  'card_consent_missing',
  'card_declined',
  'authentication_required',
  'card_unavailable',
] as const;

/** /v1/payment-plans: opening, reading and paying off. */
@ApiTags('plans')
@Controller('v1/payment-plans')
export class PlansController {
  constructor(
    private readonly preview: PreviewPaymentPlan,
    private readonly opening: OpenPaymentPlan,
    private readonly paying: PayPlan,
    private readonly plans: PlansReader,
  ) {}

  @Post('preview')
  @Permit('plans.work')
  @Answers({
    type: PlanPreviewView,
    description: 'A plan to the last date, cent and word. Stores nothing.',
    problems: [...TERMS_PROBLEMS, 'amount_exceeds_balance'],
  })
  show(@Body() body: PlanTermsDto): Promise<PlanPreviewView> {
    return this.preview.execute(PlanTermsDto.toTerms(body));
  }

  @Post()
  @Permit('plans.work')
  @MoneyRoute()
  @Answers({
    status: 201,
    type: PaymentPlanView,
    description:
      'Open a plan over open invoices, or over a package. Its down payment is taken by the tenders given, or is due today.',
    problems: [
      'idempotency_key_missing',
      'idempotency_key_invalid',
      ...TERMS_PROBLEMS,
      'plan_agreement_changed',
      'signing_before_discharge',
      'plan_agreement_unsigned',
      'payment_method_unknown',
      'payment_method_unusable',
      'credit_nothing_to_apply',
      ...TENDER_PROBLEMS,
    ],
  })
  async open(@Body() body: OpenPlanDto): Promise<PaymentPlanView> {
    return this.plans.get(await this.opening.execute(OpenPlanDto.toInput(body)));
  }

  @Get()
  @Permit('plans.read')
  @AuditRead('payment_plan')
  @Answers({
    type: PaymentPlanView,
    list: true,
    description: 'Payment plans, the newest first.',
    problems: ['cursor_invalid'],
  })
  list(@Query() { unsigned, ...query }: PlansQueryDto): Promise<Page<PaymentPlanView>> {
    return this.plans.list({ ...query, unsigned: unsigned === undefined ? undefined : unsigned === 'true' });
  }

  @Get(':id')
  @Permit('plans.read')
  @AuditRead('payment_plan')
  @Answers({
    type: PaymentPlanView,
    description: 'One plan, with how each installment stands.',
    problems: ['not_found', 'plan_unknown'],
  })
  get(@Param('id', UuidPipe) id: string): Promise<PaymentPlanView> {
    return this.plans.get(id);
  }

  @Post(':id/pay-off')
  @Permit('plans.work')
  @MoneyRoute()
  @Answers({
    status: 201,
    type: PaymentPlanView,
    accepted: 'The card is still being checked with the bank.',
    description: 'Take all that is left of a plan. There is no penalty.',
    problems: PAYING_PROBLEMS,
  })
  payOff(@Param('id', UuidPipe) id: string, @Body() body: PlanTendersDto): Promise<PaymentPlanView | StatedAnswer> {
    return this.take(id, body, true);
  }

  @Post(':id/payments')
  @Permit('plans.work')
  @MoneyRoute()
  @Answers({
    status: 201,
    type: PaymentPlanView,
    accepted: 'The card is still being checked with the bank.',
    description:
      'Take money toward a plan, over its invoices or for its package: an installment, part of one, or some ahead.',
    problems: PAYING_PROBLEMS,
  })
  pay(@Param('id', UuidPipe) id: string, @Body() body: PlanTendersDto): Promise<PaymentPlanView | StatedAnswer> {
    return this.take(id, body, false);
  }

  private async take(id: string, body: PlanTendersDto, isPayOff: boolean): Promise<PaymentPlanView | StatedAnswer> {
    const tenders = body.tenders.map(PlanTenderDto.toInput);
    const isTaken = await this.paying.execute({ planId: id, tenders, isPayOff });
    const plan = await this.plans.get(id);
    return isTaken ? plan : new StatedAnswer(202, plan);
  }
}
