import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Answers } from '../../../platform/http/answers';
import type { Page } from '../../../platform/http/pagination';
import { UuidPipe } from '../../../platform/http/uuid.pipe';
import { AuditRead } from '../../access/audit-read';
import { Permit } from '../../access/permit';
import { DeliverEstimate } from '../deliver-estimate';
import { EstimateView } from '../estimate.view';
import { EstimatesReader } from '../estimates.reader';
import { IssueEstimate } from '../issue-estimate';
import { LogCostQuestion } from '../log-cost-question';
import { DeliverEstimateDto, EstimateDto, EstimatesQueryDto } from './estimates.dto';

/** /v1/estimates: Good Faith Estimates and their clock. */
@ApiTags('estimates')
@Controller('v1/estimates')
export class EstimatesController {
  constructor(
    private readonly issue: IssueEstimate,
    private readonly question: LogCostQuestion,
    private readonly deliver: DeliverEstimate,
    private readonly estimates: EstimatesReader,
  ) {}

  @Post()
  @Permit('estimates.issue')
  @Answers({
    status: 201,
    type: EstimateView,
    description: 'Issue an estimate of a course or of lines; without either, start the clock of one that is owed.',
    problems: [
      'patient_unknown',
      'provider_unknown',
      'protocol_unknown',
      'service_unknown',
      'price_not_set',
      'household_size_required',
      'diagnosis_invalid',
      'estimate_unknown',
      'estimate_already_replaced',
      'estimate_reissue_too_late',
    ],
  })
  async create(@Body() body: EstimateDto): Promise<EstimateView> {
    const wish = EstimateDto.toIssue(body);
    const id = await (wish ? this.issue.execute(wish) : this.question.execute(EstimateDto.toOccasion(body)));
    return this.estimates.get(id);
  }

  @Get()
  @Permit('estimates.read')
  @AuditRead('estimate')
  @Answers({
    type: EstimateView,
    list: true,
    description: 'Estimates, the newest first.',
    problems: ['cursor_invalid'],
  })
  list(@Query() query: EstimatesQueryDto): Promise<Page<EstimateView>> {
    return this.estimates.list(query);
  }

  @Get(':id')
  @Permit('estimates.read')
  @AuditRead('estimate')
  @Answers({ type: EstimateView, description: 'One estimate.', problems: ['not_found', 'estimate_unknown'] })
  get(@Param('id', UuidPipe) id: string): Promise<EstimateView> {
    return this.estimates.get(id);
  }

  @Post(':id/deliver')
  @Permit('estimates.issue')
  @Answers({
    type: EstimateView,
    description: 'Write down that the patient was given it, and how.',
    problems: ['not_found', 'estimate_unknown', 'estimate_not_issued', 'estimate_already_replaced'],
  })
  async give(@Param('id', UuidPipe) id: string, @Body() body: DeliverEstimateDto): Promise<EstimateView> {
    await this.deliver.execute(id, body.method);
    return this.estimates.get(id);
  }
}
