import { Get, Param, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { GroupSessionId } from '../../kernel/ids';
import { Permit } from '../../modules/access/permit';
import { CompleteGroupSession } from '../../modules/groups/complete-group-session';
import { UuidPipe } from '../../platform/http/uuid.pipe';
import { FormReader } from '../forms/form-reader';
import { refusalOf } from '../forms/refusal';
import { FormOnce } from '../http/form-once';
import { goTo, type PageAnswer } from '../http/page-answer';
import { PageController } from '../http/page-controller';
import { type FormValues, PostedForm } from '../http/posted-form';
import { GroupDesk } from './group-desk';
import { readAttendance } from './group-form';
import { GroupPages } from './group-pages';

/** /groups/:id/complete: who came. */
@PageController('groups/:id/complete')
@Permit('groups.work')
export class CompleteGroupController {
  constructor(
    private readonly desk: GroupDesk,
    private readonly pages: GroupPages,
    private readonly complete: CompleteGroupSession,
    private readonly once: FormOnce,
  ) {}

  /** Loading it anew begins again. */
  @Get()
  again(@Param('id', UuidPipe) id: GroupSessionId): PageAnswer {
    return goTo(`/groups/${id}`);
  }

  @Post()
  async finish(
    @Param('id', UuidPipe) id: GroupSessionId,
    @PostedForm() values: FormValues,
    @Req() request: FastifyRequest,
  ): Promise<PageAnswer> {
    const typed = new FormReader(values);
    const { seats, state } = await this.desk.till(id, false);
    const attendance = state === 'scheduled' ? readAttendance(typed, values, seats) : [];
    if (!attendance) return this.pages.till({ request, id }, { form: typed.state, status: 422 });
    try {
      return await this.once.run({ route: 'POST /groups/:id/complete', about: id, values }, async () => {
        await this.complete.execute({ sessionId: id, attendance });
        return `/groups/${id}`;
      });
    } catch (error) {
      return this.pages.till({ request, id }, refusalOf(error, values));
    }
  }
}
