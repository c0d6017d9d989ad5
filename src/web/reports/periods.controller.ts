import { Get, Param, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { monthOf } from '../../domain/reports/accounting-month';
import { Authorize } from '../../modules/access/authorize';
import { Permit } from '../../modules/access/permit';
import { ClosePeriod } from '../../modules/reports/close-period';
import { PeriodsReader } from '../../modules/reports/periods.reader';
import { RequestPeriodReopening } from '../../modules/reports/request-period-reopening';
import { FormReader } from '../forms/form-reader';
import { EMPTY_FORM, type FormState } from '../forms/form-state';
import { refusalOf } from '../forms/refusal';
import { shortText } from '../forms/short-text';
import { FormOnce } from '../http/form-once';
import { page, type PageAnswer } from '../http/page-answer';
import { PageController } from '../http/page-controller';
import { PageShell } from '../http/page-shell';
import { type FormValues, PostedForm } from '../http/posted-form';
import { PeriodPage, PeriodsPage } from './periods.page';

/** /periods: months of the books, closing and reopening them. */
@PageController('periods')
@Permit('reports.read')
export class PeriodPagesController {
  constructor(
    private readonly periods: PeriodsReader,
    private readonly closing: ClosePeriod,
    private readonly reopening: RequestPeriodReopening,
    private readonly authorize: Authorize,
    private readonly shell: PageShell,
    private readonly once: FormOnce,
  ) {}

  @Get()
  async list(@Req() request: FastifyRequest): Promise<PageAnswer> {
    return page(PeriodsPage, { shell: await this.shell.of(request), months: await this.periods.list() });
  }

  @Get(':month')
  show(@Param('month') name: string, @Req() request: FastifyRequest): Promise<PageAnswer> {
    return this.month(request, name);
  }

  @Post(':month/close')
  @Permit('periods.close')
  async close(
    @Param('month') name: string,
    @PostedForm() values: FormValues,
    @Req() request: FastifyRequest,
  ): Promise<PageAnswer> {
    const month = monthOf(name);
    try {
      return await this.once.run({ route: 'POST /periods/:month/close', about: name, values }, async () => {
        await this.closing.execute(month);
        return `/periods/${name}`;
      });
    } catch (error) {
      return this.month(request, name, { ...refusalOf(error, values), values });
    }
  }

  @Post(':month/reopen')
  @Permit('periods.close')
  async reopen(
    @Param('month') name: string,
    @PostedForm() values: FormValues,
    @Req() request: FastifyRequest,
  ): Promise<PageAnswer> {
    const month = monthOf(name);
    const typed = new FormReader(values);
    const reason = shortText(typed, 'reason', { needed: 'Say why the month has to be opened again.' });
    if (!reason) return this.month(request, name, { form: typed.state, status: 422, values });
    try {
      return await this.once.run({ route: 'POST /periods/:month/reopen', about: name, values }, async () => {
        await this.reopening.execute(month, reason);
        return `/periods/${name}#reopening`;
      });
    } catch (error) {
      return this.month(request, name, { ...refusalOf(error, values), values });
    }
  }

  private async month(
    request: FastifyRequest,
    name: string,
    refused?: { readonly form: FormState; readonly status: number; readonly values: FormValues },
  ): Promise<PageAnswer> {
    const period = await this.periods.get(monthOf(name));
    const latest = (await this.periods.list()).find(({ status }) => status === 'closed');
    const props = {
      shell: await this.shell.of(request),
      form: refused?.form ?? EMPTY_FORM,
      idempotencyKey: refused ? this.once.keyOf(refused.values) : this.once.makeKey(),
      period,
      mayClose: this.authorize.may('periods.close'),
      isLatestClosed: latest === undefined || latest.month <= period.month,
    };
    return page(PeriodPage, props, { status: refused?.status ?? 200 });
  }
}
