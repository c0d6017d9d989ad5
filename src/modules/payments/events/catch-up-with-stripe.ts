import { Injectable } from '@nestjs/common';
import { Temporal } from 'temporal-polyfill';
import { Clock, toDate } from '../../../kernel/clock';
import { Sql } from '../../../platform/database/sql';
import { Transactions } from '../../../platform/database/transactions';
import { EventFeed, type EventPage } from './event-feed';
import type { VerifiedEvent } from '../checkout/payment-gateway';
import { ReceiveStripeEvent } from './receive-stripe-event';

/** Stripe keeps events for 30 days; one day less, so that the oldest does not vanish under our hands. */
const KEPT = Temporal.Duration.from({ hours: 29 * 24 });
/** The newest minutes are read again next time: an event may be listed a little after a later one. */
const SETTLES = Temporal.Duration.from({ minutes: 10 });
/** Of a hundred events each; what is left over waits for the next run. */
const MOST_PAGES = 100;

/**
 * Reads from Stripe's own list what no webhook has brought, and puts it into the inbox exactly as a webhook would: after
 * days without any, nothing is lost. How far the list was read is stored.
 *
 * Tx: forbids one around it. Idempotent by: the event id. Errors: `checkout_unavailable`.
 */
@Injectable()
export class CatchUpWithStripe {
  constructor(
    private readonly tx: Transactions,
    private readonly sql: Sql,
    private readonly feed: EventFeed,
    private readonly inbox: ReceiveStripeEvent,
    private readonly clock: Clock,
  ) {}

  /** Answers how many events were missing. */
  async execute(): Promise<number> {
    const row = await this.tx.runGlobal(() =>
      this.sql.one<{ lastEventId: string | null }>('SELECT last_event_id AS "lastEventId" FROM stripe_event_cursor'),
    );
    const last = row?.lastEventId ?? null;
    const first = last === null ? undefined : await this.feed.after(last);
    return last === null || first === undefined ? this.fromTheBeginning() : this.onwards(first);
  }

  /** Page by page towards now; each is kept before the next is asked for, so that a stop loses nothing. */
  private async onwards(first: EventPage): Promise<number> {
    let missing = 0;
    let page: EventPage | undefined = first;
    for (let pages = 1; page && page.events.length > 0; pages += 1) {
      missing += await this.inbox.store(page.events);
      await this.remember(page.events);
      const newest: VerifiedEvent | undefined = page.events.at(-1);
      page = page.hasMore && newest && pages < MOST_PAGES ? await this.feed.after(newest.id) : undefined;
    }
    await this.remember([]);
    return missing;
  }

  /** With nothing to go on from: all that Stripe still has, from now backwards; remembered when all of it was kept. */
  private async fromTheBeginning(): Promise<number> {
    const since = this.clock.now().subtract(KEPT);
    const seen: VerifiedEvent[] = [];
    let missing = 0;
    let page = await this.feed.since(since);
    for (let pages = 1; page.events.length > 0; pages += 1) {
      missing += await this.inbox.store(page.events);
      seen.unshift(...page.events);
      const oldest = page.events[0];
      if (!page.hasMore || !oldest || pages === MOST_PAGES) break;
      page = await this.feed.since(since, oldest.id);
    }
    await this.remember(seen);
    return missing;
  }

  /** @param events the oldest first */
  private async remember(events: readonly VerifiedEvent[]): Promise<void> {
    const now = this.clock.now();
    const settled = now.subtract(SETTLES);
    const last = events.findLast(({ occurredAt }) => Temporal.Instant.compare(occurredAt, settled) <= 0);
    await this.tx.runGlobal(() =>
      this.sql.execute('UPDATE stripe_event_cursor SET last_event_id = coalesce($1, last_event_id), looked_at = $2', [
        last?.id ?? null,
        toDate(now),
      ]),
    );
  }
}
