import { Body, Controller, Get, Headers, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { ChargeId } from '../../../kernel/ids';
import { Money } from '../../../kernel/money';
import { Answers } from '../../../platform/http/answers';
import { MoneyRoute } from '../../../platform/http/money-route';
import type { Page } from '../../../platform/http/pagination';
import { UuidPipe } from '../../../platform/http/uuid.pipe';
import { AuditRead } from '../../access/audit-read';
import { Permit } from '../../access/permit';
import { AdjustCharge } from '../adjust-charge';
import { AdjustmentView } from '../adjustment.view';
import { AdjustmentsReader } from '../adjusting/adjustments.reader';
import type { AdjustmentId } from '../charge-record';
import { ReverseAdjustment } from '../reverse-adjustment';
import { AdjustChargeBody, ReasonBody } from './adjustment.dto';

const KEY = 'idempotency-key';

/** What is taken off charges. */
@ApiTags('charges')
@Controller('v1')
export class AdjustmentsController {
  constructor(
    private readonly adjustCharge: AdjustCharge,
    private readonly reverseAdjustment: ReverseAdjustment,
    private readonly adjustments: AdjustmentsReader,
  ) {}

  @Post('charges/:id/adjustments')
  @Permit('adjustments.make')
  @MoneyRoute({ staged: true })
  @Answers({
    status: 201,
    type: AdjustmentView,
    description: 'Takes an amount off a charge; above the clinic’s limit it waits for a second person.',
    problems: [
      'not_found',
      'charge_unknown',
      'charge_void',
      'adjustment_not_allowed',
      'adjustment_exceeds_charge',
      'small_balance_only',
      'payment_in_progress',
      'checkout_unavailable',
      'period_closed',
      'idempotency_key_missing',
      'idempotency_key_invalid',
    ],
  })
  adjust(
    @Param('id', UuidPipe) chargeId: ChargeId,
    @Body() { amountCents, ...body }: AdjustChargeBody,
    @Headers(KEY) requestKey: string,
  ): Promise<AdjustmentView> {
    return this.adjustCharge.execute({ ...body, chargeId, amount: Money.cents(amountCents), requestKey });
  }

  @Get('charges/:id/adjustments')
  @Permit('invoices.read')
  @AuditRead('adjustment')
  @Answers({
    type: AdjustmentView,
    list: true,
    description: 'Everything taken off a charge, taken back, waiting or refused; the oldest first.',
    problems: ['not_found', 'charge_unknown'],
  })
  async list(@Param('id', UuidPipe) chargeId: ChargeId): Promise<Page<AdjustmentView>> {
    return { data: await this.adjustments.ofCharge(chargeId), nextCursor: null };
  }

  @Post('adjustments/:id/reverse')
  @Permit('adjustments.make')
  @MoneyRoute({ staged: true })
  @Answers({
    status: 201,
    type: AdjustmentView,
    description: 'Takes back an adjustment that was made in error, once.',
    problems: [
      'not_found',
      'adjustment_unknown',
      'adjustment_not_posted',
      'adjustment_already_reversed',
      'charge_void',
      'payment_in_progress',
      'checkout_unavailable',
      'period_closed',
      'idempotency_key_missing',
      'idempotency_key_invalid',
    ],
  })
  reverse(
    @Param('id', UuidPipe) adjustmentId: AdjustmentId,
    @Body() { reason }: ReasonBody,
    @Headers(KEY) requestKey: string,
  ): Promise<AdjustmentView> {
    return this.reverseAdjustment.execute({ adjustmentId, reason, requestKey });
  }
}
