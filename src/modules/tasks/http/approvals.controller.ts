import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Answers } from '../../../platform/http/answers';
import type { Page } from '../../../platform/http/pagination';
import { UuidPipe } from '../../../platform/http/uuid.pipe';
import { Permit } from '../../access/permit';
import { ApprovalView } from '../approval.view';
import { ApprovalsReader } from '../approvals.reader';
import { DecideApproval } from '../decide-approval';
import { ApprovalsQueryDto, DecideApprovalDto } from './tasks.dto';

/** The second person. */
@ApiTags('approvals')
@Controller('v1/approvals')
export class ApprovalsController {
  constructor(
    private readonly approvals: ApprovalsReader,
    private readonly decide: DecideApproval,
  ) {}

  @Get()
  @Permit('approvals.read')
  @Answers({
    type: ApprovalView,
    list: true,
    description: 'Approvals, the newest first.',
    problems: ['cursor_invalid'],
  })
  list(@Query() query: ApprovalsQueryDto): Promise<Page<ApprovalView>> {
    return this.approvals.list(query);
  }

  @Get(':id')
  @Permit('approvals.read')
  @Answers({ type: ApprovalView, description: 'One approval.', problems: ['not_found', 'approval_unknown'] })
  get(@Param('id', UuidPipe) id: string): Promise<ApprovalView> {
    return this.approvals.get(id);
  }

  @Post(':id/approve')
  @Permit('approvals.decide')
  @Answers({
    type: ApprovalView,
    description: 'Agree to what another person asked for; it is carried out.',
    problems: [
      'not_found',
      'approval_unknown',
      'approval_already_decided',
      'approval_needs_other_person',
      'adjustment_exceeds_charge',
      'small_balance_only',
      'charge_void',
      'payment_in_progress',
      'checkout_unavailable',
      'period_closed',
    ],
  })
  async approve(@Param('id', UuidPipe) id: string, @Body() body?: DecideApprovalDto): Promise<ApprovalView> {
    await this.decide.execute({ approvalId: id, decision: 'approved', note: body?.note });
    return this.approvals.get(id);
  }

  @Post(':id/reject')
  @Permit('approvals.decide')
  @Answers({
    type: ApprovalView,
    description: 'Refuse what was asked for; nothing of it is carried out.',
    problems: ['not_found', 'approval_unknown', 'approval_already_decided'],
  })
  async reject(@Param('id', UuidPipe) id: string, @Body() body?: DecideApprovalDto): Promise<ApprovalView> {
    await this.decide.execute({ approvalId: id, decision: 'rejected', note: body?.note });
    return this.approvals.get(id);
  }
}
