import { Injectable } from '@nestjs/common';
import type Stripe from 'stripe';
import type { Temporal } from 'temporal-polyfill';
import { EventFeed, type EventPage } from '../events/event-feed';
import { StripeClient, undefinedWhen } from './stripe-client';
import { toVerifiedEvent } from './verified-event';

const LIMIT = 100;

/** `GET /v1/events`. Stripe lists the newest first; read backwards from an event, a page holds what came right after it. */
@Injectable()
export class StripeEventFeed extends EventFeed {
  constructor(private readonly stripe: StripeClient) {
    super();
  }

  async after(eventId: string): Promise<EventPage | undefined> {
    const page = await this.list({ ending_before: eventId }).catch(
      undefinedWhen(({ statusCode, code }) => statusCode === 404 || code === 'resource_missing'),
    );
    return page && toPage(page);
  }

  async since(instant: Temporal.Instant, beforeEventId?: string): Promise<EventPage> {
    const created = { gte: Math.floor(instant.epochMilliseconds / 1000) };
    return toPage(await this.list({ created, ...(beforeEventId ? { starting_after: beforeEventId } : {}) }));
  }

  private list(params: Stripe.EventListParams): Promise<Stripe.ApiList<Stripe.Event>> {
    return this.stripe.call(async () => await this.stripe.sdk.events.list({ ...params, limit: LIMIT }));
  }
}

const toPage = ({ data, has_more: hasMore }: Stripe.ApiList<Stripe.Event>): EventPage => ({
  events: data.toReversed().map(toVerifiedEvent),
  hasMore,
});
