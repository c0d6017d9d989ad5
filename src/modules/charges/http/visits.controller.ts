import { Body, Controller, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { VisitId } from '../../../kernel/ids';
import { Answers } from '../../../platform/http/answers';
import { MoneyRoute } from '../../../platform/http/money-route';
import { UuidPipe } from '../../../platform/http/uuid.pipe';
import { AuditRead } from '../../access/audit-read';
import { Permit } from '../../access/permit';
import { PostVisitCharges } from '../post-visit-charges';
import { RecordVisitTimes } from '../record-visit-times';
import { VisitView } from '../visit.view';
import { VisitsReader } from '../visits.reader';
import { toTimes, toVisit, toVisitsQuery } from './visit-body';
import { PostVisitBody, VisitsListQuery, VisitTimesBody } from './visit.dto';

/** /v1/visits */
@ApiTags('charges')
@Controller('v1/visits')
export class VisitsController {
  constructor(
    private readonly postVisit: PostVisitCharges,
    private readonly visits: VisitsReader,
    private readonly recordTimes: RecordVisitTimes,
  ) {}

  @Post()
  @Permit('visits.post')
  @MoneyRoute()
  @Answers({
    status: 201,
    type: VisitView,
    description: 'Posts a rendered visit: prices, routes, bills and books its lines.',
    problems: [
      'patient_unknown',
      'provider_unknown',
      'location_unknown',
      'service_unknown',
      'price_not_set',
      'price_rule_invalid',
      'household_size_required',
      'date_of_service_in_future',
      'diagnosis_invalid',
      'diagnosis_pointer_invalid',
      'estimate_exceeded',
      'period_closed',
      'idempotency_key_missing',
      'idempotency_key_invalid',
      'idempotency_key_reused',
      'idempotency_in_progress',
    ],
  })
  post(@Body() body: PostVisitBody) {
    return this.postVisit.execute(toVisit(body));
  }

  @Patch(':id/times')
  @Permit('visits.post')
  @Answers({
    type: VisitView,
    description: 'Write down when the patient was dosed and discharged: nothing is signed in between.',
    problems: ['not_found', 'visit_unknown'],
  })
  times(@Param('id', UuidPipe) visitId: VisitId, @Body() body: VisitTimesBody) {
    return this.recordTimes.execute({ visitId, ...toTimes(body) });
  }

  @Get()
  @Permit('visits.read')
  @AuditRead('visit')
  @Answers({ type: VisitView, list: true, description: 'Visits, the newest day first.', problems: ['cursor_invalid'] })
  list(@Query() query: VisitsListQuery) {
    return this.visits.list(toVisitsQuery(query));
  }

  @Get(':id')
  @Permit('visits.read')
  @AuditRead('visit')
  @Answers({ type: VisitView, description: 'One visit with its charges.', problems: ['not_found', 'visit_unknown'] })
  get(@Param('id', UuidPipe) id: VisitId) {
    return this.visits.get(id);
  }
}
