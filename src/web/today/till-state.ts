import { Injectable } from '@nestjs/common';
import { Authorize } from '../../modules/access/authorize';
import { DrawersReader } from '../../modules/cashiering/drawers.reader';
import { UnclosedDaysReader } from '../../modules/cashiering/unclosed-days.reader';
import { ClinicsReader } from '../../modules/clinics/clinics.reader';
import { Transactions } from '../../platform/database/transactions';
import { dayHref } from '../days/day-href';
import type { TillRow } from './till-card';

/** Whether the drawers are open and the day is closed, for whoever works them. Tx: joins the open one or opens its own. */
@Injectable()
export class TillState {
  constructor(
    private readonly tx: Transactions,
    private readonly drawers: DrawersReader,
    private readonly days: UnclosedDaysReader,
    private readonly clinics: ClinicsReader,
    private readonly authorize: Authorize,
  ) {}

  read(): Promise<TillRow[]> {
    if (!this.authorize.may('days.read')) return Promise.resolve([]);
    return this.tx.run(async () => {
      const [drawers, places, today] = await Promise.all([this.drawers.list(), this.days.list(), this.clinics.today()]);
      const at = (name: string): string | undefined => (places.length > 1 ? name : undefined);
      return [
        ...drawers.map(({ id, name, location, status, session }) => ({
          href: `/drawers/${id}`,
          what: name,
          note: status === 'open' ? session?.heldBy : at(location.name),
          isGood: status === 'open',
          state: status === 'open' ? 'Open' : 'Closed',
        })),
        ...places.map(({ location, closedToday, isSealedToday }) => ({
          href: dayHref(today.toString(), at(location.id)),
          what: 'The day',
          note: at(location.name),
          isGood: closedToday !== undefined || isSealedToday,
          state: closedToday || isSealedToday ? 'Closed' : 'Not closed yet',
        })),
      ];
    });
  }
}
