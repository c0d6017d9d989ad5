import { Injectable } from '@nestjs/common';
import type { Temporal } from 'temporal-polyfill';
import { type BusinessDate, businessDateOf, compareDates } from '../../../kernel/business-date';
import { Clock } from '../../../kernel/clock';
import { ClinicsReader } from '../../clinics/clinics.reader';
import { OpenDay } from '../../ledger/open-day';

/** Which business day a movement that is learned of now is booked on. Tx: joins or opens one. */
@Injectable()
export class MovementDays {
  constructor(
    private readonly clinics: ClinicsReader,
    private readonly openDay: OpenDay,
    private readonly clock: Clock,
  ) {}

  /** The clinic's day now, and whether the books still take postings on it at this moment. */
  async today(): Promise<{ day: BusinessDate; isOpen: boolean }> {
    const { timeZone } = await this.clinics.settings();
    const day = businessDateOf(this.clock.now(), timeZone);
    const closedThrough = await this.openDay.closedThrough();
    return { day, isOpen: !closedThrough || compareDates(day, closedThrough) > 0 };
  }

  /** The clinic's day of the moment, never one that has not come, or the first open one after it. Now, unless told. */
  async for(moment?: Temporal.Instant): Promise<BusinessDate> {
    const { timeZone } = await this.clinics.settings();
    const today = businessDateOf(this.clock.now(), timeZone);
    const day = moment ? businessDateOf(moment, timeZone) : today;
    return this.openDay.for(compareDates(day, today) > 0 ? today : day);
  }
}
