import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiTags } from '@nestjs/swagger';
import type { CoverageId } from '../../../kernel/ids';
import { Answers } from '../../../platform/http/answers';
import { PageQuery } from '../../../platform/http/pagination';
import { UuidPipe } from '../../../platform/http/uuid.pipe';
import { X12_TEXT, X12BodyPipe } from '../../../platform/http/x12-body';
import { AuditRead } from '../../access/audit-read';
import { Permit } from '../../access/permit';
import { EligibilityRecords } from '../eligibility-records';
import { CoverageWithEligibilityView, EligibilityReceivedView, EligibilitySnapshotView } from '../eligibility.view';
import { ReceiveEligibility } from '../receive-eligibility';
import { RecordEligibility } from '../record-eligibility';
import { toEligibility } from './coverage-body';
import { RecordEligibilityBody } from './eligibility.dto';

/** /v1/coverages/:id */
@ApiTags('coverage')
@Controller('v1/coverages/:id')
export class EligibilityController {
  constructor(
    private readonly record: RecordEligibility,
    private readonly receive: ReceiveEligibility,
    private readonly records: EligibilityRecords,
  ) {}

  @Get()
  @Permit('coverage.read')
  @AuditRead('coverage')
  @Answers({
    type: CoverageWithEligibilityView,
    description: 'One plan with what its payer last said of each benefit.',
    problems: ['not_found', 'coverage_unknown'],
  })
  get(@Param('id', UuidPipe) id: CoverageId) {
    return this.records.get(id);
  }

  @Post('eligibility-snapshots')
  @Permit('coverage.write')
  @Answers({
    status: 201,
    type: EligibilitySnapshotView,
    description: 'Writes down what the payer said when it was asked.',
    problems: ['not_found', 'coverage_unknown', 'disclosure_restricted'],
  })
  enter(@Param('id', UuidPipe) id: CoverageId, @Body() body: RecordEligibilityBody) {
    return this.record.execute(toEligibility(id, body));
  }

  @Post('eligibility-responses')
  @Permit('coverage.write')
  @ApiConsumes(X12_TEXT)
  @ApiBody({ schema: { type: 'string', example: 'ISA*00*…' } })
  @Answers({
    status: 201,
    type: EligibilityReceivedView,
    description: 'Takes the payer’s answer (271), whole or not at all. A repeat changes nothing.',
    problems: [
      'not_found',
      'coverage_unknown',
      'x12_malformed',
      'eligibility_other_member',
      'eligibility_not_told',
      'disclosure_restricted',
      'content_type_unsupported',
      'body_too_large',
    ],
  })
  take(@Param('id', UuidPipe) id: CoverageId, @Body(X12BodyPipe) text: string) {
    return this.receive.execute(id, text);
  }

  @Get('eligibility-snapshots')
  @Permit('coverage.read')
  @AuditRead('eligibility_snapshot')
  @Answers({
    type: EligibilitySnapshotView,
    list: true,
    description: 'Everything the payer said of the plan, the last written down first.',
    problems: ['not_found', 'coverage_unknown', 'cursor_invalid'],
  })
  list(@Param('id', UuidPipe) id: CoverageId, @Query() page: PageQuery) {
    return this.records.list(id, page);
  }
}
