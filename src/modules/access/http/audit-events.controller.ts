import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Answers } from '../../../platform/http/answers';
import type { Page } from '../../../platform/http/pagination';
import { type AuditEventView, AuditEventsReader } from '../audit-events.reader';
import { AuditRead } from '../audit-read';
import { Permit } from '../permit';
import { AuditEventBody, AuditEventsQueryDto } from './access.dto';

/** Who did and saw what in the caller's clinic. */
@ApiTags('Access')
@Controller('v1/audit-events')
export class AuditEventsController {
  constructor(private readonly events: AuditEventsReader) {}

  @Get()
  @Permit('audit.read')
  @AuditRead('audit_event')
  @Answers({
    type: AuditEventBody,
    list: true,
    description: 'The audit trail, newest first',
    problems: ['cursor_invalid'],
  })
  list(@Query() query: AuditEventsQueryDto): Promise<Page<AuditEventView>> {
    return this.events.list(query);
  }
}
