import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { ErrorCode } from '../../../kernel/error-codes';
import type { DrawerId } from '../../../kernel/ids';
import { Money } from '../../../kernel/money';
import { Answers } from '../../../platform/http/answers';
import { MoneyRoute } from '../../../platform/http/money-route';
import { type Page, PageQuery } from '../../../platform/http/pagination';
import { UuidPipe } from '../../../platform/http/uuid.pipe';
import { Permit } from '../../access/permit';
import { AddDrawer } from '../drawers/add-drawer';
import { CloseDrawer } from '../close-drawer';
import { DrawerView, OutsideCashView } from '../drawer.view';
import { DrawersReader } from '../drawers.reader';
import { HandOverDrawer } from '../hand-over-drawer';
import { OpenDrawer } from '../open-drawer';
import { AddDrawerDto, CloseDrawerDto, HandOverDrawerDto, OpenDrawerDto } from './drawers.dto';

const KEYED: readonly ErrorCode[] = ['idempotency_key_invalid'];
const money = (cents: number | undefined): Money | undefined => (cents === undefined ? undefined : Money.cents(cents));

/** Cash drawers: opened, handed over, and closed by a blind count. */
@ApiTags('drawers')
@Controller('v1')
export class DrawersController {
  constructor(
    private readonly drawers: DrawersReader,
    private readonly add: AddDrawer,
    private readonly open: OpenDrawer,
    private readonly handOver: HandOverDrawer,
    private readonly close: CloseDrawer,
  ) {}

  @Get('drawers')
  @Permit('days.read')
  @Answers({ type: DrawerView, list: true, description: 'The clinic’s cash drawers, by location.' })
  async list(): Promise<Page<DrawerView>> {
    return { data: await this.drawers.list(), nextCursor: null };
  }

  @Get('outside-cash')
  @Permit('days.read')
  @Answers({
    type: OutsideCashView,
    list: true,
    description: 'Cash in no drawer, the newest first, as of the last time a drawer or a day was opened or closed.',
    problems: ['cursor_invalid'],
  })
  outsideCash(@Query() query: PageQuery): Promise<Page<OutsideCashView>> {
    return this.drawers.outsideCash(query);
  }

  @Get('drawers/:id')
  @Permit('days.read')
  @Answers({
    type: DrawerView,
    description: 'A drawer with its open session, or the last. What an open one should hold is not told.',
    problems: ['not_found', 'drawer_unknown'],
  })
  get(@Param('id', UuidPipe) id: DrawerId): Promise<DrawerView> {
    return this.drawers.get(id);
  }

  @Post('drawers')
  @Permit('settings.manage')
  @MoneyRoute({ isKeyOptional: true })
  @Answers({
    status: 201,
    type: DrawerView,
    description: 'Add a drawer to a location.',
    problems: [...KEYED, 'location_unknown', 'drawer_name_taken'],
  })
  async create(@Body() body: AddDrawerDto): Promise<DrawerView> {
    return this.drawers.get(await this.add.execute(body));
  }

  @Post('drawers/:id/open')
  @Permit('drawers.work')
  @MoneyRoute({ isKeyOptional: true })
  @Answers({
    status: 201,
    type: DrawerView,
    description: 'Open the drawer with its float.',
    problems: [
      ...KEYED,
      'not_found',
      'drawer_unknown',
      'location_unknown',
      'drawer_already_open',
      'denomination_unknown',
      'drawer_count_mismatch',
      'outside_cash_unknown',
      'over_short_reason_required',
    ],
  })
  async openOne(@Param('id', UuidPipe) id: DrawerId, @Body() body: OpenDrawerDto): Promise<DrawerView> {
    const { openFloatCents, ...rest } = body;
    await this.open.execute({ drawerId: id, openFloat: Money.cents(openFloatCents), ...rest });
    return this.drawers.get(id);
  }

  @Post('drawers/:id/handover')
  @Permit('drawers.work')
  @MoneyRoute({ isKeyOptional: true })
  @Answers({
    status: 201,
    type: DrawerView,
    description: 'Give the open drawer to somebody else, counted.',
    problems: [
      ...KEYED,
      'not_found',
      'drawer_unknown',
      'drawer_not_open',
      'staff_user_unknown',
      'denomination_unknown',
      'over_short_reason_required',
    ],
  })
  async handOverOne(@Param('id', UuidPipe) id: DrawerId, @Body() body: HandOverDrawerDto): Promise<DrawerView> {
    await this.handOver.execute({ drawerId: id, ...body });
    return this.drawers.get(id);
  }

  @Post('drawers/:id/close')
  @Permit('drawers.work')
  @MoneyRoute({ isKeyOptional: true })
  @Answers({
    status: 201,
    type: DrawerView,
    description: 'Count the drawer blind and close it.',
    problems: [
      ...KEYED,
      'not_found',
      'drawer_unknown',
      'drawer_not_open',
      'denomination_unknown',
      'drawer_split_mismatch',
      'over_short_reason_required',
    ],
  })
  async closeOne(@Param('id', UuidPipe) id: DrawerId, @Body() body: CloseDrawerDto): Promise<DrawerView> {
    const { counts, overShortReason, depositCents, depositReference, nextFloatCents } = body;
    const split = { deposit: money(depositCents), depositReference, nextFloat: money(nextFloatCents) };
    await this.close.execute({ drawerId: id, counts, overShortReason, ...split });
    return this.drawers.get(id);
  }
}
