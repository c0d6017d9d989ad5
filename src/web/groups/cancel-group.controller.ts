import { Get, Param, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { GroupSessionId, WaitlistEntryId } from '../../kernel/ids';
import { Permit } from '../../modules/access/permit';
import { CancelGroupSession } from '../../modules/groups/cancel-group-session';
import { LeaveWaitlist } from '../../modules/groups/leave-waitlist';
import { UuidPipe } from '../../platform/http/uuid.pipe';
import { FormReader } from '../forms/form-reader';
import { REASON_LENGTH } from '../forms/short-text';
import { goTo, page, type PageAnswer } from '../http/page-answer';
import { PageController } from '../http/page-controller';
import { PageShell } from '../http/page-shell';
import { type FormValues, PostedForm } from '../http/posted-form';
import { formatMoment } from '../ui/text';
import { CancelGroupPage } from './end-pages';
import { GroupDesk } from './group-desk';

/** /groups/:id: calling a session off, and taking somebody off its waitlist. Both go by the state: no key is needed. */
@PageController('groups/:id')
@Permit('groups.work')
export class CancelGroupController {
  constructor(
    private readonly desk: GroupDesk,
    private readonly cancel: CancelGroupSession,
    private readonly leave: LeaveWaitlist,
    private readonly shell: PageShell,
  ) {}

  @Get('cancel')
  async ask(@Param('id', UuidPipe) id: GroupSessionId, @Req() request: FastifyRequest): Promise<PageAnswer> {
    const { name, startsAt, timeZone, seats } = await this.desk.till(id, false);
    const taken = seats.filter(({ seatId }) => seatId !== undefined);
    return page(CancelGroupPage, {
      shell: await this.shell.of(request),
      groupId: id,
      name,
      when: formatMoment(startsAt, timeZone),
      taken: taken.length,
      paid: taken.filter(({ isPaid }) => isPaid).length,
    });
  }

  @Post('cancel')
  async callOff(@Param('id', UuidPipe) id: GroupSessionId, @PostedForm() values: FormValues): Promise<PageAnswer> {
    await this.cancel.execute(id, new FormReader(values).text('reason')?.slice(0, REASON_LENGTH));
    return goTo(`/groups/${id}`);
  }

  @Post('waitlist/:entryId/leave')
  async takeOff(
    @Param('id', UuidPipe) id: GroupSessionId,
    @Param('entryId', UuidPipe) entryId: WaitlistEntryId,
  ): Promise<PageAnswer> {
    await this.leave.execute(id, entryId);
    return goTo(`/groups/${id}#waitlist`);
  }
}
