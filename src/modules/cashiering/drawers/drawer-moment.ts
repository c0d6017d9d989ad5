import { Injectable } from '@nestjs/common';
import type { BusinessDate } from '../../../kernel/business-date';
import { Clock, toDate } from '../../../kernel/clock';
import { newId } from '../../../kernel/ids';
import { ActingPerson, type Person } from '../../access/acting-person';
import { ClinicsReader } from '../../clinics/clinics.reader';
import { OpenDay } from '../../ledger/open-day';

/** Who does something at a drawer, and when. */
export interface Moment {
  readonly by: Person;
  /** The business day it belongs to: today, or the next one once today is sealed. */
  readonly on: BusinessDate;
  readonly at: Date;
  /** The day of the calendar, sealed or not. */
  readonly today: BusinessDate;
  newId<T extends string>(): T;
}

/** Tx: joins or opens one. */
@Injectable()
export class DrawerMoment {
  constructor(
    private readonly person: ActingPerson,
    private readonly clinics: ClinicsReader,
    private readonly openDay: OpenDay,
    private readonly clock: Clock,
  ) {}

  async now(): Promise<Moment> {
    const now = this.clock.now();
    const today = await this.clinics.today();
    return {
      today,
      by: await this.person.get(),
      on: await this.openDay.for(today),
      at: toDate(now),
      newId: <T extends string>() => newId<T>(now),
    };
  }
}
