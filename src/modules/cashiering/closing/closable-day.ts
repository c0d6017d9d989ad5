import { Injectable } from '@nestjs/common';
import { type BusinessDate, businessDateOf, compareDates } from '../../../kernel/business-date';
import { Clock } from '../../../kernel/clock';
import { DomainError } from '../../../kernel/errors';
import type { DailyCloseId, LocationId } from '../../../kernel/ids';
import type { LocationView } from '../../clinics/clinic.view';
import { ClinicsReader } from '../../clinics/clinics.reader';
import { DailyClosesRepository } from '../persistence/daily-closes.repository';
import { type DayAt, DayFactsReader } from '../persistence/day-facts.reader';

/** A day at a location that may be closed. */
export interface ClosableDay {
  readonly location: LocationView;
  readonly businessDate: string;
  /** The close of the same day that the new one takes the place of. */
  readonly replacesId: DailyCloseId | null;
}

/**
 * Says whether a day at a location may be closed now. A later day closes the earlier ones with it, so that a day without
 * anybody at the desk needs no close of its own; a reopened day has to be closed again first.
 *
 * Tx: needs one that holds posting.
 * Errors: `location_unknown`, `business_date_in_future`, `day_already_closed`, `earlier_day_open`, `day_has_open_drawers`,
 * `day_has_unknown_payments`, `day_has_unknown_refunds`.
 */
@Injectable()
export class FindClosableDay {
  constructor(
    private readonly clinics: ClinicsReader,
    private readonly closes: DailyClosesRepository,
    private readonly facts: DayFactsReader,
    private readonly clock: Clock,
  ) {}

  async execute(wish: { locationId?: LocationId; businessDate?: BusinessDate }): Promise<ClosableDay> {
    const clinic = await this.clinics.current();
    const [first] = clinic.locations;
    const location = clinic.locations.find(({ id }) => id === (wish.locationId ?? first?.id));
    if (!location) throw new DomainError('location_unknown', { detail: 'This clinic has no such location.' });
    const today = businessDateOf(this.clock.now(), clinic.timeZone);
    const day = wish.businessDate ?? today;
    if (compareDates(day, today) > 0)
      throw new DomainError('business_date_in_future', { detail: `It is ${today.toString()}.` });
    const businessDate = day.toString();
    const replacesId = await this.replaced(location, businessDate);
    await this.refuseUnfinished(location, businessDate);
    await this.refuseUnknownRefunds({ locationId: location.id, day: businessDate, timeZone: clinic.timeZone });
    return { location, businessDate, replacesId };
  }

  private async replaced({ id }: LocationView, day: string): Promise<DailyCloseId | null> {
    const { closedThrough, lastClosed, sameDay, reopened } = await this.closes.stateOf(id, day);
    const isSame = sameDay?.status === 'standing';
    // A clinic with two locations may close a day again until the slower one has closed it too.
    const isDone = isSame && !(await this.facts.hasUncovered(id, day));
    if ((closedThrough && closedThrough >= day) || (lastClosed && lastClosed > day) || isDone)
      throw new DomainError('day_already_closed', {
        detail:
          'This day is closed. What comes later stands on the next open day; to change the day itself, ask to reopen it.',
        facts: { closedThrough, lastClosedOn: lastClosed },
      });
    if (reopened.length > 0)
      throw new DomainError('earlier_day_open', {
        detail: 'A day before this was reopened. Close that one first.',
        facts: { days: reopened },
      });
    return sameDay?.id ?? null;
  }

  private async refuseUnfinished({ id }: LocationView, day: string): Promise<void> {
    const drawers = await this.facts.openSessions(id, day);
    if (drawers.length > 0)
      throw new DomainError('day_has_open_drawers', {
        detail: 'Count and close these drawers first.',
        facts: { drawers },
      });
    const payments = await this.facts.unsettledPayments(id, day);
    if (payments.length > 0)
      throw new DomainError('day_has_unknown_payments', {
        detail: 'These payments are still being confirmed. Look at them, then close the day.',
        facts: { payments },
      });
  }

  /** Money that may have left on the day: booked once it is known, and then on a later one. */
  private async refuseUnknownRefunds(at: DayAt): Promise<void> {
    const refunds = await this.facts.unsettledRefunds(at);
    if (refunds.length > 0)
      throw new DomainError('day_has_unknown_refunds', {
        detail: 'The processor has not said whether it took these refunds up. Look at them, then close the day.',
        facts: { refunds },
      });
  }
}
