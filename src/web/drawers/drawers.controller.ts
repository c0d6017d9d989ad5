import { Get, Param, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { DrawerId } from '../../kernel/ids';
import { Authorize } from '../../modules/access/authorize';
import { Permit } from '../../modules/access/permit';
import { UuidPipe } from '../../platform/http/uuid.pipe';
import { page, type PageAnswer } from '../http/page-answer';
import { PageController } from '../http/page-controller';
import { PageShell } from '../http/page-shell';
import { DrawerDesk } from './drawer-desk';
import { DrawerPages } from './drawer-pages';
import { DrawersPage } from './drawers.page';

/** /drawers: the clinic's cash drawers, and one of them. */
@PageController('drawers')
@Permit('days.read')
export class DrawersController {
  constructor(
    private readonly desk: DrawerDesk,
    private readonly pages: DrawerPages,
    private readonly authorize: Authorize,
    private readonly shell: PageShell,
  ) {}

  @Get()
  async list(@Req() request: FastifyRequest): Promise<PageAnswer> {
    const [list, shell] = await Promise.all([this.desk.list(), this.shell.of(request)]);
    return page(DrawersPage, { ...list, shell, mayWork: this.authorize.may('drawers.work') });
  }

  @Get(':id')
  show(@Param('id', UuidPipe) id: DrawerId, @Req() request: FastifyRequest): Promise<PageAnswer> {
    return this.pages.drawer({ request, id });
  }
}
