import { Param, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { parseBusinessDate } from '../../kernel/business-date';
import type { DailyCloseId } from '../../kernel/ids';
import { Permit } from '../../modules/access/permit';
import { CloseDay } from '../../modules/cashiering/close-day';
import { RequestReopening } from '../../modules/cashiering/request-reopening';
import { UuidPipe } from '../../platform/http/uuid.pipe';
import { FormReader } from '../forms/form-reader';
import { refusalOf } from '../forms/refusal';
import { shortText } from '../forms/short-text';
import { FormOnce } from '../http/form-once';
import type { PageAnswer } from '../http/page-answer';
import { PageController } from '../http/page-controller';
import { type FormValues, PostedForm } from '../http/posted-form';
import { dayRefusal, readTenderCounts } from './day-form';
import { dayHref } from './day-href';
import { DayPages } from './day-pages';
import { locationOf } from './days.controller';

/** /days/:on: closing and sealing a day, and asking to have it open again. */
@PageController('days/:on')
export class DayClosingController {
  constructor(
    private readonly closing: CloseDay,
    private readonly reopening: RequestReopening,
    private readonly pages: DayPages,
    private readonly once: FormOnce,
  ) {}

  @Post('close')
  @Permit('days.close')
  async close(
    @Param('on') day: string,
    @PostedForm() values: FormValues,
    @Req() request: FastifyRequest,
  ): Promise<PageAnswer> {
    const businessDate = parseBusinessDate(day);
    const locationId = locationOf(values['location']);
    const asked = { request, on: businessDate, locationId };
    const typed = new FormReader(values);
    const counts = readTenderCounts(typed);
    if (!counts) return this.pages.day(asked, { form: typed.state, status: 422 });
    try {
      return await this.once.run({ route: 'POST /days/:on/close', about: day, values }, async () => {
        const id = await this.closing.execute({ locationId, businessDate, counts });
        return dayHref(day, undefined, id);
      });
    } catch (error) {
      return this.pages.day(asked, dayRefusal(error, values, counts));
    }
  }

  @Post(':id/reopen')
  @Permit('days.reopen')
  async reopen(
    @Param('on') day: string,
    @Param('id', UuidPipe) id: DailyCloseId,
    @PostedForm() values: FormValues,
    @Req() request: FastifyRequest,
  ): Promise<PageAnswer> {
    const asked = { request, on: parseBusinessDate(day), id };
    const typed = new FormReader(values);
    const reason = shortText(typed, 'reason', { needed: 'Say why the day has to be opened again.' });
    if (!reason) return this.pages.closed(asked, { form: typed.state, status: 422 });
    try {
      return await this.once.run({ route: 'POST /days/:on/:id/reopen', about: id, values }, async () => {
        await this.reopening.execute(id, reason);
        return `${dayHref(day, undefined, id)}#reopening`;
      });
    } catch (error) {
      return this.pages.closed(asked, refusalOf(error, values));
    }
  }
}
