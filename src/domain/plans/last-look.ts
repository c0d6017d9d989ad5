import { Temporal } from 'temporal-polyfill';
import { type BusinessDate, compareDates } from '../../kernel/business-date';
import { Money } from '../../kernel/money';
import { LEAST_CARD_CHARGE } from '../payments/saved-card';
import type { StopReason } from './collection-retries';

/** All that decides whether an installment is charged now; read with everything it is about held. */
export interface CollectionFacts {
  readonly now: { readonly at: Temporal.Instant; readonly on: BusinessDate };
  /** Neither canceled nor paid off nor paused, signed, not disputed, and nobody said to hold it. */
  readonly isPlanCollectable: boolean;
  /** A consent that stands, for the schedule in force, given by the installment's day. */
  readonly isAgreed: boolean;
  readonly card: { readonly isOnFile: boolean; readonly expiresOn: BusinessDate };
  readonly dueOn: BusinessDate;
  /** As agreed. */
  readonly agreed: Money;
  /** Still open of all that is due by now: money pays the oldest first, whatever it was meant for. */
  readonly left: Money;
  /** Taken for it by itself before. */
  readonly collected: Money;
  readonly tries: {
    readonly state: 'waiting' | 'charging' | 'collected' | 'covered' | 'stopped';
    readonly tryOn?: BusinessDate;
    readonly tryAt?: Temporal.Instant;
  };
}

/** `wait`: not now, and nothing to write down. `cover`: nothing to charge, now or later. */
export type CollectionVerdict =
  | { readonly act: 'charge'; readonly amount: Money }
  | { readonly act: 'wait' }
  | { readonly act: 'cover' }
  | { readonly act: 'stop'; readonly reason: Extract<StopReason, 'card_gone'> };

const WAIT: CollectionVerdict = { act: 'wait' };

/**
 * The last look before a card is charged. Never more than what was agreed for the day, what is still due, and
 * what was not taken for it yet; nothing where anything speaks against it (PROMISES.md 37).
 *
 * @example agreed $463.34, $163.34 of it paid in cash: $300.00 is charged
 */
export function lastLook(facts: CollectionFacts): CollectionVerdict {
  const { now, tries, card } = facts;
  if (tries.state !== 'waiting' || !facts.isPlanCollectable || !facts.isAgreed) return WAIT;
  if (compareDates(now.on, facts.dueOn) < 0) return WAIT;
  if (tries.tryOn && compareDates(now.on, tries.tryOn) < 0) return WAIT;
  if (tries.tryAt && Temporal.Instant.compare(now.at, tries.tryAt) < 0) return WAIT;
  const amount = Money.min(facts.left, facts.agreed.minus(facts.collected));
  if (LEAST_CARD_CHARGE.isMoreThan(amount)) return { act: 'cover' };
  if (!card.isOnFile || compareDates(card.expiresOn, now.on) < 0) return { act: 'stop', reason: 'card_gone' };
  return { act: 'charge', amount };
}

/**
 * The part of an amount that is charged next, of the oldest bill that takes any, so that no later part is below the least a
 * card can be charged. Undefined when the card reaches none of them.
 *
 * @param reach what the card may pay of each bill, the oldest first
 * @example $463.34 of bills of $463.10 and $256.90: $462.84 of the first, then $0.50 of the second
 */
export function nextPart(amount: Money, reach: readonly Money[]): { index: number; part: Money } | undefined {
  const index = reach.findIndex((open) => !LEAST_CARD_CHARGE.isMoreThan(open));
  const open = reach[index];
  if (!open) return undefined;
  const part = Money.min(open, amount);
  const rest = amount.minus(part);
  const isRestTooSmall = rest.isPositive() && LEAST_CARD_CHARGE.isMoreThan(rest);
  const smaller = amount.minus(LEAST_CARD_CHARGE);
  const hasNext = reach.slice(index + 1).some((later) => !LEAST_CARD_CHARGE.isMoreThan(later));
  return isRestTooSmall && hasNext && !LEAST_CARD_CHARGE.isMoreThan(smaller)
    ? { index, part: smaller }
    : { index, part };
}
