import { Body, Controller, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Answers } from '../../../platform/http/answers';
import { UuidPipe } from '../../../platform/http/uuid.pipe';
import { Permit } from '../../access/permit';
import { CancelPlan } from '../cancel-plan';
import { PausePlan } from '../pause-plan';
import { PaymentPlanView } from '../payment-plan.view';
import { PlansReader } from '../plans.reader';
import { ReschedulePlan } from '../reschedule-plan';
import { SignAgreement } from '../sign-agreement';
import { PlanReasonDto, RescheduleDto, SignatureDto } from './plans.dto';

/** /v1/payment-plans/:id: what becomes of a plan. None of it moves money. */
@ApiTags('plans')
@Controller('v1/payment-plans/:id')
@Permit('plans.work')
export class PlanChangesController {
  constructor(
    private readonly canceling: CancelPlan,
    private readonly pausing: PausePlan,
    private readonly rescheduling: ReschedulePlan,
    private readonly signing: SignAgreement,
    private readonly plans: PlansReader,
  ) {}

  @Post('cancel')
  @Answers({
    type: PaymentPlanView,
    description: 'End a plan. What was paid stays paid; the rest is owed on the invoices.',
    problems: ['not_found', 'plan_unknown', 'plan_closed', 'payment_in_progress'],
  })
  async cancel(@Param('id', UuidPipe) id: string, @Body() body: PlanReasonDto): Promise<PaymentPlanView> {
    await this.canceling.execute(id, body.reason);
    return this.plans.get(id);
  }

  @Post('pause')
  @Answers({
    type: PaymentPlanView,
    description: 'Hold a plan: nothing is charged automatically and nothing becomes late.',
    problems: ['not_found', 'plan_unknown', 'plan_closed'],
  })
  async pause(@Param('id', UuidPipe) id: string, @Body() body: PlanReasonDto): Promise<PaymentPlanView> {
    await this.pausing.pause(id, body.reason);
    return this.plans.get(id);
  }

  @Post('resume')
  @Answers({
    type: PaymentPlanView,
    description: 'Let a paused plan go on. What came due meanwhile is due now.',
    problems: ['not_found', 'plan_unknown', 'plan_closed'],
  })
  async resume(@Param('id', UuidPipe) id: string): Promise<PaymentPlanView> {
    await this.pausing.resume(id);
    return this.plans.get(id);
  }

  @Post('reschedule')
  @Answers({
    type: PaymentPlanView,
    description: 'New dates and amounts over what is left, with disclosures and an agreement of their own.',
    problems: [
      'not_found',
      'plan_unknown',
      'plan_closed',
      'plan_terms_invalid',
      'plan_agreement_changed',
      'signing_before_discharge',
      'payment_in_progress',
    ],
  })
  async reschedule(@Param('id', UuidPipe) id: string, @Body() body: RescheduleDto): Promise<PaymentPlanView> {
    await this.rescheduling.execute(RescheduleDto.toInput(id, body));
    return this.plans.get(id);
  }

  @Post('sign')
  @Answers({
    type: PaymentPlanView,
    description: 'Write down that the agreement of the schedule in force was signed.',
    problems: [
      'not_found',
      'plan_unknown',
      'plan_closed',
      'plan_agreement_signed',
      'plan_agreement_changed',
      'signing_before_discharge',
    ],
  })
  async sign(@Param('id', UuidPipe) id: string, @Body() body: SignatureDto): Promise<PaymentPlanView> {
    await this.signing.execute(id, SignatureDto.toSignature(body));
    return this.plans.get(id);
  }
}
