import { Body, Controller, Get, Headers, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { parseBusinessDate } from '../../../kernel/business-date';
import { Answers } from '../../../platform/http/answers';
import { MoneyRoute } from '../../../platform/http/money-route';
import type { Page } from '../../../platform/http/pagination';
import { UuidPipe } from '../../../platform/http/uuid.pipe';
import { AuditRead } from '../../access/audit-read';
import { Permit } from '../../access/permit';
import { DecideEstimateDispute } from '../decide-estimate-dispute';
import { EstimateDisputeView } from '../estimate-dispute.view';
import { EstimateDisputesReader } from '../estimate-disputes.reader';
import { OpenEstimateDispute } from '../open-estimate-dispute';
import { DecideEstimateDisputeDto, EstimateDisputesQueryDto, OpenEstimateDisputeDto } from './estimate-disputes.dto';

/** Disputes of bills that went far beyond an estimate. */
@ApiTags('estimates')
@Controller('v1')
export class EstimateDisputesController {
  constructor(
    private readonly opening: OpenEstimateDispute,
    private readonly deciding: DecideEstimateDispute,
    private readonly disputes: EstimateDisputesReader,
  ) {}

  @Post('estimates/:id/disputes')
  @Permit('estimate_disputes.work')
  @Answers({
    status: 201,
    type: EstimateDisputeView,
    description: 'Write down that the patient disputes the bill: nothing of it is collected until it is decided.',
    problems: [
      'not_found',
      'estimate_unknown',
      'estimate_not_issued',
      'estimate_already_replaced',
      'estimate_dispute_open',
      'estimate_dispute_not_eligible',
      'estimate_dispute_too_late',
      'date_in_future',
    ],
  })
  async open(@Param('id', UuidPipe) estimateId: string, @Body() body: OpenEstimateDisputeDto) {
    const { initiatedOn, reference } = body;
    const input = { estimateId, reference, initiatedOn: parseBusinessDate(initiatedOn) };
    return this.disputes.get(await this.opening.execute(input));
  }

  @Get('estimate-disputes')
  @Permit('estimates.read')
  @AuditRead('estimate_dispute')
  @Answers({
    type: EstimateDisputeView,
    list: true,
    description: 'Disputes of estimates, the newest first.',
    problems: ['cursor_invalid'],
  })
  list(@Query() query: EstimateDisputesQueryDto): Promise<Page<EstimateDisputeView>> {
    return this.disputes.list(query);
  }

  @Get('estimate-disputes/:id')
  @Permit('estimates.read')
  @AuditRead('estimate_dispute')
  @Answers({
    type: EstimateDisputeView,
    description: 'One dispute with its charges.',
    problems: ['not_found', 'estimate_dispute_unknown'],
  })
  get(@Param('id', UuidPipe) id: string): Promise<EstimateDisputeView> {
    return this.disputes.get(id);
  }

  @Post('estimate-disputes/:id/decide')
  @Permit('estimate_disputes.work')
  @MoneyRoute({ staged: true })
  @Answers({
    status: 201,
    type: EstimateDisputeView,
    description: 'Carry out how a dispute came out: the bill is lowered to what is payable.',
    problems: [
      'idempotency_key_missing',
      'idempotency_key_invalid',
      'estimate_dispute_unknown',
      'estimate_dispute_decided',
      'amount_exceeds_balance',
      'date_in_future',
      'adjustment_exceeds_charge',
      'charge_void',
      'payment_in_progress',
      'checkout_unavailable',
      'period_closed',
    ],
  })
  async decide(
    @Param('id', UuidPipe) disputeId: string,
    @Body() body: DecideEstimateDisputeDto,
    @Headers('idempotency-key') requestKey: string,
  ): Promise<EstimateDisputeView> {
    await this.deciding.execute({ disputeId, requestKey, ...DecideEstimateDisputeDto.toInput(body) });
    return this.disputes.get(disputeId);
  }
}
