import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { BusinessDate } from '../../kernel/business-date';
import { DomainError } from '../../kernel/errors';
import type { DailyCloseId, LocationId } from '../../kernel/ids';
import { Authorize } from '../../modules/access/authorize';
import { EMPTY_FORM } from '../forms/form-state';
import type { Refusal } from '../forms/refusal';
import { FormOnce } from '../http/form-once';
import { goTo, page, type PageAnswer } from '../http/page-answer';
import { PageShell } from '../http/page-shell';
import { ClosedDayPage } from './closed-day.page';
import { DayDesk } from './day-desk';
import { DayPage } from './day.page';

const FRESH: Refusal = { status: 200, form: EMPTY_FORM };

export interface DayAsked {
  readonly request: FastifyRequest;
  readonly on: BusinessDate;
  /** The clinic's first unless told. */
  readonly locationId?: LocationId;
}

export interface CloseAsked {
  readonly request: FastifyRequest;
  readonly on: BusinessDate;
  readonly id: DailyCloseId;
}

/** The pages of one business day, before its close and after, fresh or with what a rule refused. */
@Injectable()
export class DayPages {
  constructor(
    private readonly desk: DayDesk,
    private readonly authorize: Authorize,
    private readonly shell: PageShell,
    private readonly once: FormOnce,
  ) {}

  /** A day that a close covers leads there. Errors: `location_unknown`, `business_date_in_future`. */
  async day({ request, on, locationId }: DayAsked, { form, status }: Refusal = FRESH): Promise<PageAnswer> {
    const day = await this.desk.one(on, locationId);
    if ('closedAt' in day) return goTo(day.closedAt);
    const mayClose = this.authorize.may('days.close');
    return page(DayPage, { ...day, ...(await this.around(request)), form, mayClose }, { status });
  }

  /** Errors: `daily_close_unknown`, also for a close of another day. */
  async closed({ request, on, id }: CloseAsked, { form, status }: Refusal = FRESH): Promise<PageAnswer> {
    const day = await this.desk.closed(id);
    if (!day.on.equals(on)) throw new DomainError('daily_close_unknown', { detail: 'That day has no such close.' });
    const may = { mayReopen: this.authorize.may('days.reopen'), mayClose: this.authorize.may('days.close') };
    return page(ClosedDayPage, { ...day, ...(await this.around(request)), ...may, form }, { status });
  }

  private async around(request: FastifyRequest) {
    return { shell: await this.shell.of(request), idempotencyKey: this.once.makeKey() };
  }
}
