import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Answers } from '../../../platform/http/answers';
import { MoneyRoute } from '../../../platform/http/money-route';
import { UuidPipe } from '../../../platform/http/uuid.pipe';
import { AuditRead } from '../../access/audit-read';
import { Permit } from '../../access/permit';
import { AutopayReader } from '../autopay.reader';
import { AutopayOfferView, AutopayView } from '../autopay.view';
import { StartAutopay } from '../start-autopay';
import { StopAutopay } from '../stop-autopay';
import { AutopayOfferDto, StartAutopayDto } from './autopay.dto';
import { PlanReasonDto } from './plans.dto';

const OFFER_PROBLEMS = [
  'not_found',
  'plan_unknown',
  'plan_closed',
  'plan_agreement_unsigned',
  'hsa_fsa_not_eligible',
  'payment_method_unknown',
  'payment_method_unusable',
] as const;

/** /v1/payment-plans/:id/autopay: installments charged by themselves, where the patient wants it. */
@ApiTags('plans')
@Controller('v1/payment-plans/:id/autopay')
export class AutopayController {
  constructor(
    private readonly starting: StartAutopay,
    private readonly stopping: StopAutopay,
    private readonly autopay: AutopayReader,
  ) {}

  @Get()
  @Permit('plans.read')
  @AuditRead('payment_plan')
  @Answers({
    type: AutopayView,
    description: 'Whether the plan is paid by itself, what was agreed to, and every try.',
    problems: ['not_found', 'plan_unknown'],
  })
  get(@Param('id', UuidPipe) id: string): Promise<AutopayView> {
    return this.autopay.get(id);
  }

  @Post('preview')
  @HttpCode(200)
  @Permit('plans.work')
  @Answers({
    type: AutopayOfferView,
    description: 'What the patient would agree to, word for word. Stores nothing.',
    problems: OFFER_PROBLEMS,
  })
  offer(@Param('id', UuidPipe) id: string, @Body() body: AutopayOfferDto): Promise<AutopayOfferView> {
    return this.starting.offer(id, body.paymentMethodId);
  }

  @Post()
  @Permit('plans.work')
  @MoneyRoute()
  @Answers({
    status: 201,
    type: AutopayView,
    description: 'Write down that the patient agreed to automatic payments. Never a condition of the plan.',
    problems: [
      'idempotency_key_missing',
      'idempotency_key_invalid',
      ...OFFER_PROBLEMS,
      'plan_agreement_changed',
      'signing_before_discharge',
      'autopay_already_running',
    ],
  })
  async start(@Param('id', UuidPipe) id: string, @Body() body: StartAutopayDto): Promise<AutopayView> {
    await this.starting.execute(StartAutopayDto.toInput(id, body));
    return this.autopay.get(id);
  }

  @Post('stop')
  @HttpCode(200)
  @Permit('plans.work')
  @Answers({
    type: AutopayView,
    description: 'End automatic payments. The plan goes on; nothing is charged after this.',
    problems: ['not_found', 'plan_unknown'],
  })
  async stop(@Param('id', UuidPipe) id: string, @Body() body: PlanReasonDto): Promise<AutopayView> {
    await this.stopping.execute(id, body.reason);
    return this.autopay.get(id);
  }
}
