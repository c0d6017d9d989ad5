import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { parseBusinessDate } from '../../../kernel/business-date';
import { DomainError } from '../../../kernel/errors';
import type { DailyCloseId } from '../../../kernel/ids';
import { Answers } from '../../../platform/http/answers';
import { MoneyRoute } from '../../../platform/http/money-route';
import type { Page } from '../../../platform/http/pagination';
import { UuidPipe } from '../../../platform/http/uuid.pipe';
import { Permit } from '../../access/permit';
import { CloseDay } from '../close-day';
import { DailyCloseSummaryView, DailyCloseView, ReopeningView } from '../daily-close.view';
import { DailyClosesReader } from '../daily-closes.reader';
import { RequestReopening } from '../request-reopening';
import { pdfAnswer } from './pdf-answer';
import { CloseDayDto, DailyClosesQuery, ReopenDayDto, TenderCountDto } from './daily-closes.dto';

/** Business days, closed and sealed. */
@ApiTags('daily closes')
@Controller('v1/daily-closes')
export class DailyClosesController {
  constructor(
    private readonly closes: DailyClosesReader,
    private readonly closeDay: CloseDay,
    private readonly requestReopening: RequestReopening,
  ) {}

  @Post()
  @Permit('days.close')
  @MoneyRoute({ isKeyOptional: true })
  @Answers({
    status: 201,
    type: DailyCloseView,
    description: 'Close a business day at a location, and every earlier one still open there.',
    problems: [
      'idempotency_key_invalid',
      'location_unknown',
      'business_date_in_future',
      'day_already_closed',
      'earlier_day_open',
      'day_has_open_drawers',
      'day_has_unknown_payments',
      'difference_reason_required',
    ],
  })
  async close(@Body() body: CloseDayDto): Promise<DailyCloseView> {
    const counts = (body.counts ?? []).map(TenderCountDto.toInput);
    refuseTwice(counts.map(({ tender }) => tender));
    const businessDate = body.businessDate === undefined ? undefined : parseBusinessDate(body.businessDate);
    return this.closes.get(await this.closeDay.execute({ locationId: body.locationId, businessDate, counts }));
  }

  @Get()
  @Permit('days.read')
  @Answers({
    type: DailyCloseSummaryView,
    list: true,
    description: 'Daily closes, the newest first.',
    problems: ['cursor_invalid'],
  })
  list(@Query() query: DailyClosesQuery): Promise<Page<DailyCloseSummaryView>> {
    return this.closes.list(query);
  }

  @Get(':id')
  @Permit('days.read')
  @Answers({
    type: DailyCloseView,
    description: 'A daily close, and what came too late for it.',
    problems: ['not_found', 'daily_close_unknown'],
  })
  get(@Param('id', UuidPipe) id: DailyCloseId): Promise<DailyCloseView> {
    return this.closes.get(id);
  }

  @Get(':id.pdf')
  @Permit('days.read')
  @Answers({
    contentType: 'application/pdf',
    description: 'The daily close on paper, the same bytes every time.',
    problems: ['not_found', 'daily_close_unknown'],
  })
  async pdf(@Param('id', UuidPipe) id: DailyCloseId, @Res({ passthrough: true }) reply: FastifyReply) {
    return pdfAnswer(reply, await this.closes.pdf(id));
  }

  @Post(':id/reopen')
  @Permit('days.reopen')
  @MoneyRoute({ isKeyOptional: true })
  @Answers({
    status: 202,
    type: ReopeningView,
    description: 'Ask another person to reopen the latest sealed day.',
    problems: [
      'idempotency_key_invalid',
      'not_found',
      'daily_close_unknown',
      'day_not_latest',
      'period_in_closed_month',
      'reopening_already_requested',
    ],
  })
  reopen(@Param('id', UuidPipe) id: DailyCloseId, @Body() body: ReopenDayDto): Promise<ReopeningView> {
    return this.requestReopening.execute(id, body.reason);
  }
}

function refuseTwice(tenders: readonly string[]): void {
  const index = tenders.findIndex((tender, at) => tenders.indexOf(tender) < at);
  if (index === -1) return;
  const message = 'is counted on an earlier line too';
  throw new DomainError('validation_failed', { errors: [{ pointer: `/counts/${index}/tender`, message }] });
}
