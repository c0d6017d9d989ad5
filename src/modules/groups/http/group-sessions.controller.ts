import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { GroupSessionId } from '../../../kernel/ids';
import { Answers } from '../../../platform/http/answers';
import { MoneyRoute } from '../../../platform/http/money-route';
import type { Page } from '../../../platform/http/pagination';
import { UuidPipe } from '../../../platform/http/uuid.pipe';
import { AuditRead } from '../../access/audit-read';
import { Permit } from '../../access/permit';
import { CancelGroupSession } from '../cancel-group-session';
import { CompleteGroupSession } from '../complete-group-session';
import { GroupSessionView } from '../group-session.view';
import { GroupSessionsReader } from '../group-sessions.reader';
import { OpenGroupSession } from '../open-group-session';
import {
  CancelGroupSessionDto,
  CompleteGroupSessionDto,
  GroupSessionsQueryDto,
  OpenGroupSessionDto,
} from './groups.dto';

/** /v1/group-sessions */
@ApiTags('groups')
@Controller('v1/group-sessions')
export class GroupSessionsController {
  constructor(
    private readonly open: OpenGroupSession,
    private readonly complete: CompleteGroupSession,
    private readonly cancel: CancelGroupSession,
    private readonly sessions: GroupSessionsReader,
  ) {}

  @Post()
  @Permit('groups.work')
  @Answers({
    status: 201,
    type: GroupSessionView,
    description: 'Open a session of a group service for booking.',
    problems: ['service_unknown', 'service_not_for_groups', 'provider_unknown', 'location_unknown'],
  })
  async create(@Body() body: OpenGroupSessionDto): Promise<GroupSessionView> {
    return this.sessions.get(await this.open.execute(OpenGroupSessionDto.toInput(body)));
  }

  @Get()
  @Permit('groups.read')
  @AuditRead('group_session')
  @Answers({
    type: GroupSessionView,
    list: true,
    description: 'Sessions with their rosters, the earliest first. No roster shows an amount.',
    problems: ['cursor_invalid'],
  })
  list(@Query() query: GroupSessionsQueryDto): Promise<Page<GroupSessionView>> {
    return this.sessions.list(GroupSessionsQueryDto.toQuery(query));
  }

  @Get(':id')
  @Permit('groups.read')
  @AuditRead('group_session')
  @Answers({
    type: GroupSessionView,
    description: 'One session with its roster, without amounts.',
    problems: ['not_found', 'group_session_unknown'],
  })
  get(@Param('id', UuidPipe) id: GroupSessionId): Promise<GroupSessionView> {
    return this.sessions.get(id);
  }

  @Post(':id/complete')
  @Permit('groups.work')
  @MoneyRoute()
  @Answers({
    type: GroupSessionView,
    description: 'Write down who came, and charge them at the price fixed when their seat was taken.',
    problems: [
      'not_found',
      'group_session_unknown',
      'group_session_over',
      'group_session_not_started',
      'attendance_incomplete',
      'diagnosis_invalid',
      'service_unknown',
      'price_not_set',
      'payment_in_progress',
      'period_closed',
      'idempotency_key_missing',
      'idempotency_key_invalid',
    ],
  })
  async finish(
    @Param('id', UuidPipe) id: GroupSessionId,
    @Body() { attendance }: CompleteGroupSessionDto,
  ): Promise<GroupSessionView> {
    await this.complete.execute({ sessionId: id, attendance });
    return this.sessions.get(id);
  }

  @Post(':id/cancel')
  @Permit('groups.work')
  @Answers({
    type: GroupSessionView,
    description: 'Call the session off: every seat is given up, and all that was paid for it is owed back.',
    problems: ['not_found', 'group_session_unknown', 'group_session_over'],
  })
  async callOff(
    @Param('id', UuidPipe) id: GroupSessionId,
    @Body() { reason }: CancelGroupSessionDto,
  ): Promise<GroupSessionView> {
    await this.cancel.execute(id, reason);
    return this.sessions.get(id);
  }
}
