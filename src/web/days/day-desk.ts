import { Injectable } from '@nestjs/common';
import { Temporal } from 'temporal-polyfill';
import { type BusinessDate, parseBusinessDate } from '../../kernel/business-date';
import type { DailyCloseId, LocationId } from '../../kernel/ids';
import { StaffUsersReader } from '../../modules/access/staff-users.reader';
import { DailyClosesReader } from '../../modules/cashiering/daily-closes.reader';
import { UnclosedDaysReader } from '../../modules/cashiering/unclosed-days.reader';
import { ClinicsReader } from '../../modules/clinics/clinics.reader';
import { Transactions } from '../../platform/database/transactions';
import { toClosedDay } from './closed-day-shown';
import type { ClosedDayPageProps } from './closed-day.page';
import { dayHref } from './day-href';
import type { DayPageProps } from './day.page';
import type { DaysPageProps } from './days.page';

const MOST = 50;

/** A day that has no page of its own any more, for a close covers it. */
export interface CoveredDay {
  readonly closedAt: string;
}

/** What the pages of business days show. Tx: joins the open one or opens its own. */
@Injectable()
export class DayDesk {
  constructor(
    private readonly tx: Transactions,
    private readonly closes: DailyClosesReader,
    private readonly unclosed: UnclosedDaysReader,
    private readonly clinics: ClinicsReader,
    private readonly staff: StaffUsersReader,
  ) {}

  /** Errors: `cursor_invalid`. */
  list(cursor: string | undefined): Promise<Omit<DaysPageProps, 'shell' | 'mayClose'>> {
    return this.tx.run(async () => {
      const [{ timeZone }, today, places, closed, nameOf] = await Promise.all([
        this.clinics.settings(),
        this.clinics.today(),
        this.unclosed.list(),
        this.closes.list({ limit: MOST, cursor }),
        this.names(),
      ]);
      const isSingle = places.length === 1;
      return {
        timeZone,
        today,
        open: places.flatMap(({ location, closedToday, isSealedToday, openDays }) => {
          const days = closedToday || isSealedToday ? openDays : [...new Set([today.toString(), ...openDays])];
          return days.map((day) => ({
            href: dayHref(day, isSingle ? undefined : location.id),
            on: parseBusinessDate(day),
            location: isSingle ? undefined : location.name,
          }));
        }),
        closed: closed.data.map((close) => ({
          id: close.id,
          href: dayHref(close.businessDate, undefined, close.id),
          number: close.number,
          on: parseBusinessDate(close.businessDate),
          location: isSingle ? undefined : close.location.name,
          status: close.status,
          isSealed: close.sealed,
          by: nameOf(close.closedBy),
          at: Temporal.Instant.from(close.closedAt),
        })),
        nextHref: closed.nextCursor
          ? `/days?${new URLSearchParams({ cursor: closed.nextCursor }).toString()}`
          : undefined,
      };
    });
  }

  /** The day before its close, or the close that covers it. Errors: `location_unknown`, `business_date_in_future`. */
  one(
    on: BusinessDate,
    locationId?: LocationId,
  ): Promise<Omit<DayPageProps, 'shell' | 'form' | 'idempotencyKey' | 'mayClose'> | CoveredDay> {
    return this.tx.run(async () => {
      const [day, { locations }, nameOf] = await Promise.all([
        this.unclosed.get(on, locationId),
        this.clinics.current(),
        this.names(),
      ]);
      const { coveredBy } = day;
      if (day.isDone && coveredBy) return { closedAt: dayHref(coveredBy.businessDate, undefined, coveredBy.id) };
      return {
        on,
        locationId: day.location.id,
        places:
          locations.length > 1
            ? locations.map(({ id, name }) => ({
                href: dayHref(on.toString(), id),
                name,
                isShown: id === day.location.id,
              }))
            : [],
        isDone: day.isDone,
        closedBefore: coveredBy && {
          number: coveredBy.number,
          href: dayHref(coveredBy.businessDate, undefined, coveredBy.id),
        },
        drawers: day.openDrawers.map(({ id, drawer, heldBy }) => ({ id, name: drawer, heldBy: nameOf(heldBy) })),
        payments: day.unsettledPayments.map(({ id }) => id),
        refunds: day.unsettledRefunds.map(({ paymentId }) => paymentId),
        reopened: day.reopened.map(({ number, businessDate }) => ({
          number,
          on: parseBusinessDate(businessDate),
          href: dayHref(businessDate, day.location.id),
        })),
        tenders: day.tenders,
        isCashWithheld: day.isCashWithheld,
      };
    });
  }

  /** Errors: `daily_close_unknown`. */
  closed(
    id: DailyCloseId,
  ): Promise<Omit<ClosedDayPageProps, 'shell' | 'form' | 'idempotencyKey' | 'mayReopen' | 'mayClose'>> {
    return this.tx.run(async () => {
      const [close, { timeZone, locations }, reopening, nameOf] = await Promise.all([
        this.closes.get(id),
        this.clinics.current(),
        this.unclosed.reopeningOf(id),
        this.names(),
      ]);
      return {
        ...toClosedDay(close, { hasSeveralPlaces: locations.length > 1, nameOf }),
        timeZone,
        isLatest: reopening.isLatest,
        waitingReason: reopening.waitingReason ?? undefined,
        againHref: close.status === 'reopened' ? dayHref(close.businessDate, close.location.id) : undefined,
      };
    });
  }

  private async names(): Promise<(label: string) => string> {
    const { data } = await this.staff.list({ limit: 200 });
    const names = new Map(data.map(({ email, displayName }) => [email, displayName]));
    return (label) => names.get(label) ?? label;
  }
}
