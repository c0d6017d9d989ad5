import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { monthOf } from '../../../domain/reports/accounting-month';
import { Answers } from '../../../platform/http/answers';
import { TextField } from '../../../platform/http/fields';
import { MoneyRoute } from '../../../platform/http/money-route';
import type { Page } from '../../../platform/http/pagination';
import { Permit } from '../../access/permit';
import { ClosePeriod } from '../close-period';
import { PeriodReopeningView, PeriodSummaryView, PeriodView } from '../period.view';
import { PeriodsReader } from '../periods.reader';
import { RequestPeriodReopening } from '../request-period-reopening';

export class ReopenPeriodDto {
  @TextField({ max: 500, example: 'An invoice of a supplier came late' }) reason: string;
}

/** Months of the books, closed over sealed days. */
@ApiTags('periods')
@Controller('v1/periods')
export class PeriodsController {
  constructor(
    private readonly periods: PeriodsReader,
    private readonly close: ClosePeriod,
    private readonly reopen: RequestPeriodReopening,
  ) {}

  @Get()
  @Permit('reports.read')
  @Answers({
    type: PeriodSummaryView,
    list: true,
    description: 'Months with something booked in them, the newest first.',
  })
  async list(): Promise<Page<PeriodSummaryView>> {
    return { data: await this.periods.list(), nextCursor: null };
  }

  @Get(':month')
  @Permit('reports.read')
  @Answers({
    type: PeriodView,
    description: 'A month: whether it is closed, and what keeps it from it.',
    problems: ['date_invalid'],
  })
  get(@Param('month') month: string): Promise<PeriodView> {
    return this.periods.get(monthOf(month));
  }

  @Post(':month/close')
  @Permit('periods.close')
  @MoneyRoute({ isKeyOptional: true })
  @Answers({
    status: 201,
    type: PeriodView,
    description: 'Close a month of the books, and every earlier one still open.',
    problems: [
      'idempotency_key_invalid',
      'date_invalid',
      'period_not_over',
      'period_already_closed',
      'period_has_unsealed_days',
      'period_has_unknown_payments',
    ],
  })
  async closeMonth(@Param('month') name: string): Promise<PeriodView> {
    const month = monthOf(name);
    await this.close.execute(month);
    return this.periods.get(month);
  }

  @Post(':month/reopen')
  @Permit('periods.close')
  @MoneyRoute({ isKeyOptional: true })
  @Answers({
    status: 202,
    type: PeriodReopeningView,
    description: 'Ask another person to reopen the month that was closed last.',
    problems: [
      'idempotency_key_invalid',
      'date_invalid',
      'period_not_closed',
      'period_not_latest',
      'reopening_already_requested',
    ],
  })
  reopenMonth(@Param('month') name: string, @Body() body: ReopenPeriodDto): Promise<PeriodReopeningView> {
    return this.reopen.execute(monthOf(name), body.reason);
  }
}
