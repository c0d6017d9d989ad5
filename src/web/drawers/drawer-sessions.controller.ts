import { Get, Param, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { isUuid, type DrawerId } from '../../kernel/ids';
import { Permit } from '../../modules/access/permit';
import { CloseDrawer } from '../../modules/cashiering/close-drawer';
import { HandOverDrawer } from '../../modules/cashiering/hand-over-drawer';
import { OpenDrawer } from '../../modules/cashiering/open-drawer';
import { UuidPipe } from '../../platform/http/uuid.pipe';
import { FormReader } from '../forms/form-reader';
import { shortText } from '../forms/short-text';
import { FormOnce } from '../http/form-once';
import { goTo, type PageAnswer } from '../http/page-answer';
import { PageController } from '../http/page-controller';
import { type FormValues, PostedForm } from '../http/posted-form';
import { drawerRefusal, readCount } from './count-form';
import { DrawerPages } from './drawer-pages';

const OUTSIDE = 'outside.';

/** /drawers/:id: a drawer's session, from its float to its blind count. */
@PageController('drawers/:id')
@Permit('drawers.work')
export class DrawerSessionsController {
  constructor(
    private readonly opening: OpenDrawer,
    private readonly handing: HandOverDrawer,
    private readonly closing: CloseDrawer,
    private readonly pages: DrawerPages,
    private readonly once: FormOnce,
  ) {}

  @Get('open')
  openForm(@Param('id', UuidPipe) id: DrawerId, @Req() request: FastifyRequest): Promise<PageAnswer> {
    return this.pages.open({ request, id });
  }

  @Post('open')
  async open(
    @Param('id', UuidPipe) id: DrawerId,
    @PostedForm() values: FormValues,
    @Req() request: FastifyRequest,
  ): Promise<PageAnswer> {
    const typed = new FormReader(values);
    const count = readCount(typed);
    const overShortReason = shortText(typed, 'overShortReason');
    if (!count || !typed.isRight) return this.pages.open({ request, id }, { form: typed.state, status: 422 });
    try {
      return await this.once.run({ route: 'POST /drawers/:id/open', about: id, values }, async () => {
        const outsideCashEntryIds = outsideOf(values);
        const { counts, counted: openFloat } = count;
        await this.opening.execute({ drawerId: id, openFloat, counts, outsideCashEntryIds, overShortReason });
        return `/drawers/${id}`;
      });
    } catch (error) {
      return this.pages.open({ request, id }, drawerRefusal(error, values));
    }
  }

  @Get('handover')
  handOverForm(@Param('id', UuidPipe) id: DrawerId, @Req() request: FastifyRequest): Promise<PageAnswer> {
    return this.pages.handOver({ request, id });
  }

  @Post('handover')
  async handOver(
    @Param('id', UuidPipe) id: DrawerId,
    @PostedForm() values: FormValues,
    @Req() request: FastifyRequest,
  ): Promise<PageAnswer> {
    const typed = new FormReader(values);
    const count = readCount(typed);
    const toStaffUserId = typed.id('toStaffUserId', { needed: 'Choose who takes it over.' });
    const overShortReason = shortText(typed, 'overShortReason');
    if (!count || !toStaffUserId || !typed.isRight)
      return this.pages.handOver({ request, id }, { form: typed.state, status: 422 });
    try {
      return await this.once.run({ route: 'POST /drawers/:id/handover', about: id, values }, async () => {
        await this.handing.execute({ drawerId: id, toStaffUserId, counts: count.counts, overShortReason });
        return `/drawers/${id}`;
      });
    } catch (error) {
      return this.pages.handOver({ request, id }, drawerRefusal(error, values));
    }
  }

  @Get('close')
  countForm(@Param('id', UuidPipe) id: DrawerId, @Req() request: FastifyRequest): Promise<PageAnswer> {
    return this.pages.count({ request, id });
  }

  /** Loading a step anew begins again. */
  @Get(['close/review', 'close/edit'])
  again(@Param('id', UuidPipe) id: DrawerId): PageAnswer {
    return goTo(`/drawers/${id}/close`);
  }

  /** Back from the review with everything still typed. */
  @Post('close/edit')
  edit(
    @Param('id', UuidPipe) id: DrawerId,
    @PostedForm() values: FormValues,
    @Req() request: FastifyRequest,
  ): Promise<PageAnswer> {
    return this.pages.count({ request, id }, { form: { values, problems: [] }, status: 200 });
  }

  @Post('close/review')
  review(
    @Param('id', UuidPipe) id: DrawerId,
    @PostedForm() values: FormValues,
    @Req() request: FastifyRequest,
  ): Promise<PageAnswer> {
    const typed = new FormReader(values);
    const count = readCount(typed);
    if (!count) return this.pages.count({ request, id }, { form: typed.state, status: 422 });
    return this.pages.close({ request, id }, count.counted, { form: typed.state, status: 200 });
  }

  @Post('close')
  async close(
    @Param('id', UuidPipe) id: DrawerId,
    @PostedForm() values: FormValues,
    @Req() request: FastifyRequest,
  ): Promise<PageAnswer> {
    const typed = new FormReader(values);
    const count = readCount(typed);
    if (!count) return this.pages.count({ request, id }, { form: typed.state, status: 422 });
    const { counts, counted } = count;
    const deposit = typed.money('deposit', { needed: 'Enter what goes to the bank, 0 for nothing.' });
    if (deposit?.isMoreThan(counted))
      typed.reject('deposit', `No more than the ${counted.format()} that were counted.`);
    const overShortReason = shortText(typed, 'overShortReason');
    const depositReference = shortText(typed, 'depositReference', { max: 100 });
    if (!deposit || !typed.isRight)
      return this.pages.close({ request, id }, counted, { form: typed.state, status: 422 });
    try {
      return await this.once.run({ route: 'POST /drawers/:id/close', about: id, values }, async () => {
        await this.closing.execute({ drawerId: id, counts, deposit, depositReference, overShortReason });
        return `/drawers/${id}`;
      });
    } catch (error) {
      return this.pages.close({ request, id }, counted, drawerRefusal(error, values));
    }
  }
}

/** Ticked cash that was outside any drawer, by journal entry. */
const outsideOf = (values: FormValues): string[] =>
  Object.entries(values).flatMap(([name, value]) => {
    const entryId = name.slice(OUTSIDE.length);
    return name.startsWith(OUTSIDE) && value === 'on' && isUuid(entryId) ? [entryId] : [];
  });
