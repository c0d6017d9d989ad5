import { Get, Param, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { isBusinessDate, parseBusinessDate } from '../../kernel/business-date';
import { DomainError } from '../../kernel/errors';
import { type DailyCloseId, isUuid, type LocationId } from '../../kernel/ids';
import { Authorize } from '../../modules/access/authorize';
import { Permit } from '../../modules/access/permit';
import { UuidPipe } from '../../platform/http/uuid.pipe';
import { goTo, page, type PageAnswer } from '../http/page-answer';
import { PageController } from '../http/page-controller';
import { PageShell } from '../http/page-shell';
import { DayDesk } from './day-desk';
import { dayHref } from './day-href';
import { DayPages } from './day-pages';
import { DaysPage } from './days.page';

/** A location somebody chose. Errors: `location_unknown` for what is no id. */
export function locationOf(text: unknown): LocationId | undefined {
  if (text === undefined || text === '') return undefined;
  if (!isUuid(text)) throw new DomainError('location_unknown', { detail: 'This clinic has no such location.' });
  return text.toLowerCase() as LocationId;
}

/** /days: business days, open and closed. */
@PageController('days')
@Permit('days.read')
export class DaysController {
  constructor(
    private readonly desk: DayDesk,
    private readonly pages: DayPages,
    private readonly authorize: Authorize,
    private readonly shell: PageShell,
  ) {}

  @Get()
  async list(
    @Req() request: FastifyRequest,
    @Query('on') on: unknown,
    @Query('cursor') cursor: unknown,
  ): Promise<PageAnswer> {
    if (isBusinessDate(on)) return goTo(dayHref(on));
    const list = await this.desk.list(typeof cursor === 'string' && cursor !== '' ? cursor : undefined);
    const mayClose = this.authorize.may('days.close');
    return page(DaysPage, { ...list, shell: await this.shell.of(request), mayClose });
  }

  @Get(':on')
  show(
    @Param('on') on: string,
    @Query('location') location: unknown,
    @Req() request: FastifyRequest,
  ): Promise<PageAnswer> {
    return this.pages.day({ request, on: parseBusinessDate(on), locationId: locationOf(location) });
  }

  /** Loading it anew begins again. */
  @Get(':on/close')
  again(@Param('on') on: string): PageAnswer {
    return goTo(dayHref(parseBusinessDate(on).toString()));
  }

  @Get(':on/:id')
  closed(
    @Param('on') on: string,
    @Param('id', UuidPipe) id: DailyCloseId,
    @Req() request: FastifyRequest,
  ): Promise<PageAnswer> {
    return this.pages.closed({ request, on: parseBusinessDate(on), id });
  }

  @Get(':on/:id/reopen')
  askAgain(@Param('on') on: string, @Param('id', UuidPipe) id: DailyCloseId): PageAnswer {
    return goTo(dayHref(parseBusinessDate(on).toString(), undefined, id));
  }
}
