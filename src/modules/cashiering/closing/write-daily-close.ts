import { Injectable } from '@nestjs/common';
import { type TenderCount, tenderTotals } from '../../../domain/cashiering/day-tenders';
import { canonicalJson } from '../../../kernel/canonical-json';
import { formatInstant, fromDate } from '../../../kernel/clock';
import type { DailyCloseId } from '../../../kernel/ids';
import { TakeNumber } from '../../clinics/take-number';
import type { ClosableDay } from './closable-day';
import { type DayContent, dayContent } from './day-content';
import { drawersOf, toTenderLine } from './day-lines';
import { DrawerMoment } from '../drawers/drawer-moment';
import { DailyClosesRepository } from '../persistence/daily-closes.repository';
import { DayFactsReader } from '../persistence/day-facts.reader';

/**
 * Writes a daily close: the entries it covers, what they came to, what was counted, its number and its link in the chain.
 *
 * Tx: needs one that holds posting, with all cash taken down. Errors: `difference_reason_required`.
 */
@Injectable()
export class WriteDailyClose {
  constructor(
    private readonly facts: DayFactsReader,
    private readonly closes: DailyClosesRepository,
    private readonly numbers: TakeNumber,
    private readonly moments: DrawerMoment,
  ) {}

  async execute(day: ClosableDay, counts: readonly TenderCount[]): Promise<{ id: DailyCloseId; content: DayContent }> {
    const { by, at, newId } = await this.moments.now();
    const id = newId<DailyCloseId>();
    const { location, businessDate, replacesId } = day;
    const covered = await this.facts.cover(id, { locationId: location.id, businessDate, replacesId });
    const lines = (await this.facts.tenderLines(id)).map(toTenderLine);
    const sessions = await this.facts.sessions(location.id, businessDate);
    const content = dayContent({
      location,
      businessDate,
      closedAt: formatInstant(fromDate(at)),
      closedBy: by,
      replaces: replacesId ? ((await this.closes.find(replacesId))?.number ?? null) : null,
      covered,
      lines,
      tenders: tenderTotals(lines, counts, drawersOf(sessions)),
      sessions,
      outside: await this.facts.outsideCash(id),
      accounts: await this.facts.accounts(id),
      number: await this.numbers.execute('daily_close'),
    });
    await this.closes.insert({
      id,
      number: content.number,
      locationId: location.id,
      businessDate,
      content: canonicalJson(content),
      entriesHash: covered.hash,
      replacesId,
      closedAt: at,
      closedById: by.id,
    });
    return { id, content };
  }
}
