import { Get, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Authorize } from '../../modules/access/authorize';
import { Permit } from '../../modules/access/permit';
import { goTo, page, type PageAnswer } from '../http/page-answer';
import { PageController } from '../http/page-controller';
import { PageShell } from '../http/page-shell';
import { ReadTrail } from '../http/read-trail';
import { TillState } from './till-state';
import { TodayDesk } from './today-desk';
import { TodayPage } from './today.page';
import { WaitingWork } from './waiting-work';

/** The first page: the day for the desk, the books for an accountant. */
@PageController()
export class TodayController {
  constructor(
    private readonly desk: TodayDesk,
    private readonly till: TillState,
    private readonly waiting: WaitingWork,
    private readonly authorize: Authorize,
    private readonly shell: PageShell,
    private readonly trail: ReadTrail,
  ) {}

  @Get()
  @Permit('clinic.read')
  async show(@Req() request: FastifyRequest): Promise<PageAnswer> {
    if (!this.authorize.may('visits.read')) return goTo('/books');
    const [day, till, waiting] = await Promise.all([this.desk.read(), this.till.read(), this.waiting.read()]);
    await this.trail.list('visit', day.visits.length);
    const shell = await this.shell.of(request);
    return page(TodayPage, { ...day, till, waiting, shell, mayCharge: this.authorize.may('visits.post') });
  }
}
