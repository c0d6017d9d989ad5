import { Get, Param, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { GroupSessionId, SeatId } from '../../kernel/ids';
import { AuditRead } from '../../modules/access/audit-read';
import { Authorize } from '../../modules/access/authorize';
import { Permit } from '../../modules/access/permit';
import { GroupSessionsReader } from '../../modules/groups/group-sessions.reader';
import { UuidPipe } from '../../platform/http/uuid.pipe';
import { EMPTY_FORM } from '../forms/form-state';
import { goTo, page, type PageAnswer } from '../http/page-answer';
import { PageController } from '../http/page-controller';
import { PageShell } from '../http/page-shell';
import { GroupDesk } from './group-desk';
import { GroupPages } from './group-pages';
import { GroupsPage } from './groups.page';

/** /groups: the sessions, and the till of one. */
@PageController('groups')
@Permit('groups.read')
export class GroupsController {
  constructor(
    private readonly desk: GroupDesk,
    private readonly pages: GroupPages,
    private readonly sessions: GroupSessionsReader,
    private readonly authorize: Authorize,
    private readonly shell: PageShell,
  ) {}

  @Get()
  @AuditRead('group_session')
  async list(@Req() request: FastifyRequest): Promise<PageAnswer> {
    const mayWork = this.authorize.may('groups.work');
    return page(GroupsPage, { ...(await this.desk.list()), mayWork, shell: await this.shell.of(request) });
  }

  /** What a task about a seat leads to. */
  @Get('seats/:seatId')
  async ofSeat(@Param('seatId', UuidPipe) seatId: SeatId): Promise<PageAnswer> {
    return goTo(`/groups/${await this.sessions.ofSeat(seatId)}#seat-${seatId}`);
  }

  /** Prices only where they were asked for: whoever opens the page may be among the group. */
  @Get(':id')
  @AuditRead('group_session')
  show(
    @Param('id', UuidPipe) id: GroupSessionId,
    @Query('prices') prices: unknown,
    @Query('notice') notice: unknown,
    @Req() request: FastifyRequest,
  ): Promise<PageAnswer> {
    const options = { showsPrices: prices === 'shown', isSeatLost: notice === 'lost' };
    return this.pages.till({ request, id }, { form: EMPTY_FORM, ...options });
  }
}
