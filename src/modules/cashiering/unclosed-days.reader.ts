import { Injectable } from '@nestjs/common';
import { type TenderTotal, tenderTotals } from '../../domain/cashiering/day-tenders';
import { type BusinessDate, compareDates } from '../../kernel/business-date';
import { DomainError } from '../../kernel/errors';
import type { DailyCloseId, LocationId } from '../../kernel/ids';
import { Transactions } from '../../platform/database/transactions';
import type { LocationView } from '../clinics/clinic.view';
import { ClinicsReader } from '../clinics/clinics.reader';
import { OpenDay } from '../ledger/open-day';
import { drawersOf, toTenderLine } from './closing/day-lines';
import { type CoveringClose, DailyClosesRepository } from './persistence/daily-closes.repository';
import { DayFactsReader } from './persistence/day-facts.reader';
import { type ReopeningRow, ReopeningsRepository } from './persistence/reopenings.repository';

const MOST_DAYS = 14;

/** How a location stands today. */
export interface LocationDays {
  readonly location: LocationView;
  /** The close that stands and covers today. */
  readonly closedToday: CoveringClose | undefined;
  /** Also where nothing happened, so that it needed no close of its own. */
  readonly isSealedToday: boolean;
  /** Days with something on them that no close covers, the newest first. */
  readonly openDays: readonly string[];
}

/** A day at a location before its close: what a close would say now, and what stands in its way. */
export interface UnclosedDay {
  readonly location: LocationView;
  readonly businessDate: string;
  /** The close that stands and covers the day. */
  readonly coveredBy: CoveringClose | undefined;
  /** Whether the day is over and done with, so that it cannot be closed any more. */
  readonly isDone: boolean;
  readonly openDrawers: readonly { readonly id: string; readonly drawer: string; readonly heldBy: string }[];
  readonly unsettledPayments: readonly { readonly id: string; readonly status: string }[];
  readonly unsettledRefunds: readonly { readonly id: string; readonly paymentId: string; readonly status: string }[];
  /** Days before it that were reopened and have to be closed first. */
  readonly reopened: readonly { readonly number: string; readonly businessDate: string }[];
  /** The books by means of paying. Cash is left out while a drawer has still to be counted blind. */
  readonly tenders: readonly TenderTotal[];
  readonly isCashWithheld: boolean;
}

/** Days on their way to a close. Nothing here tells what an open drawer should hold. Tx: joins or opens one. */
@Injectable()
export class UnclosedDaysReader {
  constructor(
    private readonly tx: Transactions,
    private readonly clinics: ClinicsReader,
    private readonly closes: DailyClosesRepository,
    private readonly facts: DayFactsReader,
    private readonly reopenings: ReopeningsRepository,
    private readonly openDay: OpenDay,
  ) {}

  /** Every location, in the clinic's order. */
  list(): Promise<LocationDays[]> {
    return this.tx.run(async () => {
      const now = await this.clinics.today();
      const today = now.toString();
      const sealed = await this.openDay.closedThrough();
      const { locations } = await this.clinics.current();
      return Promise.all(
        locations.map(async (location) => ({
          location,
          closedToday: await this.closes.covering(location.id, today),
          isSealedToday: sealed !== null && compareDates(sealed, now) >= 0,
          openDays: await this.facts.openDays(location.id, today, MOST_DAYS),
        })),
      );
    });
  }

  /** @param locationId the clinic's first unless told. Errors: `location_unknown`, `business_date_in_future`. */
  get(day: BusinessDate, locationId?: LocationId): Promise<UnclosedDay> {
    return this.tx.run(async () => {
      const [{ locations, timeZone }, today] = await Promise.all([this.clinics.current(), this.clinics.today()]);
      const location = locations.find(({ id }) => id === (locationId ?? locations[0]?.id));
      if (!location) throw new DomainError('location_unknown', { detail: 'This clinic has no such location.' });
      if (compareDates(day, today) > 0)
        throw new DomainError('business_date_in_future', { detail: `It is ${today.toString()}.` });
      return this.read({ location, timeZone }, day.toString());
    });
  }

  /** Whether a close could be reopened now, and why somebody has asked for it already. */
  reopeningOf(closeId: DailyCloseId): Promise<ReopeningRow> {
    return this.tx.run(() => this.reopenings.of(closeId));
  }

  private async read(
    { location, timeZone }: { location: LocationView; timeZone: string },
    businessDate: string,
  ): Promise<UnclosedDay> {
    const { closedThrough, lastClosed, sameDay, reopened } = await this.closes.stateOf(location.id, businessDate);
    const replacesId = sameDay?.status === 'standing' ? sameDay.id : null;
    const isSealed = closedThrough !== null && closedThrough >= businessDate;
    const isBehind = lastClosed !== null && lastClosed > businessDate;
    const isDone =
      isSealed || isBehind || (replacesId !== null && !(await this.facts.hasUncovered(location.id, businessDate)));
    const isCashWithheld = await this.facts.hasOpenDrawer(businessDate);
    const lines = await this.facts.openTenderLines({ locationId: location.id, businessDate, replacesId });
    const sessions = isCashWithheld ? [] : await this.facts.sessions(location.id, businessDate);
    const told = lines.filter(({ tender }) => !isCashWithheld || tender !== 'cash');
    return {
      location,
      businessDate,
      coveredBy: await this.closes.covering(location.id, businessDate),
      isDone,
      openDrawers: await this.facts.openSessions(location.id, businessDate),
      unsettledPayments: await this.facts.unsettledPayments(location.id, businessDate),
      unsettledRefunds: await this.facts.unsettledRefunds({ locationId: location.id, day: businessDate, timeZone }),
      reopened,
      tenders: tenderTotals(told.map(toTenderLine), [], drawersOf(sessions)),
      isCashWithheld,
    };
  }
}
