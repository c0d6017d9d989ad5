import { Temporal } from 'temporal-polyfill';
import { type BusinessDate, compareDates } from '../../kernel/business-date';
import { adviseOnDecline, type CardDecline } from '../payments/decline-advice';

/** Days from one declined try to the next: four tries over two weeks, at different times of the month. */
export const RETRY_DAYS = [3, 4, 7] as const;

/** Tries a bank has declined; an outage is not one. */
export const MOST_TRIES = RETRY_DAYS.length + 1;

/** How soon it is asked again when nobody could be asked. */
const OUTAGE_MINUTES = [15, 60, 240] as const;
/** An outage that lasts this long is somebody's to look at. */
const OUTAGE_DAYS = 3;

/** Why an installment is not tried any more. */
export const STOP_REASONS = [
  /** The bank says that this card is never to be tried again. */
  'hard_decline',
  /** Declined as often as it is tried. */
  'tries_used_up',
  /** The bank wants the patient: they pay on the card page. */
  'needs_holder',
  /** The card's details are not right any more. */
  'card_details',
  /** The card is not on file any more, or has expired. */
  'card_gone',
  /** HSA or FSA money does not reach for care that was not given or does not qualify. */
  'hsa_fsa_not_eligible',
  /** Nobody could be asked for days. */
  'processor_away',
] as const;
export type StopReason = (typeof STOP_REASONS)[number];

/** How a try ended without money. `unavailable`: no bank was asked. */
export type FailedTry =
  { readonly outcome: 'declined'; readonly decline: CardDecline } | { readonly outcome: 'unavailable' };

/** What went before, this try not included. */
export interface TriesBefore {
  readonly declines: number;
  readonly outages: number;
  /** Since when nobody could be asked, in a row; nothing when the last answer came. */
  readonly awaySince?: Temporal.Instant;
}

/** What happens next. A decline waits for a day, an outage for a moment. */
export type NextTry =
  | { readonly next: 'on_day'; readonly on: BusinessDate; readonly declines: number }
  | { readonly next: 'at_moment'; readonly at: Temporal.Instant; readonly outages: number }
  | { readonly next: 'stop'; readonly reason: StopReason };

/**
 * When an installment whose charge did not go through is tried again. A decline is the bank's word about the patient and
 * waits days; an outage is about the machinery, waits minutes, and costs the patient no try (EXAMPLES.md, "decline is not
 * outage").
 *
 * @example declined for want of money on Jan 31: again on Feb 3, Feb 7 and Feb 14, then a person is told
 */
export function nextTry(
  before: TriesBefore,
  failed: FailedTry,
  now: { readonly at: Temporal.Instant; readonly on: BusinessDate },
): NextTry {
  if (failed.outcome === 'unavailable') return afterOutage(before, now.at);
  const { retry } = adviseOnDecline(failed.decline);
  if (failed.decline.code === 'payment_method_unusable') return { next: 'stop', reason: 'card_gone' };
  if (retry === 'never') return { next: 'stop', reason: 'hard_decline' };
  if (retry === 'with_holder') return { next: 'stop', reason: 'needs_holder' };
  if (retry === 'corrected') return { next: 'stop', reason: 'card_details' };
  const declines = before.declines + 1;
  const days = RETRY_DAYS[before.declines];
  if (days === undefined) return { next: 'stop', reason: 'tries_used_up' };
  return { next: 'on_day', on: now.on.add({ days }), declines };
}

function afterOutage({ outages, awaySince }: TriesBefore, at: Temporal.Instant): NextTry {
  const since = awaySince ?? at;
  if (Temporal.Instant.compare(at, since.add({ hours: OUTAGE_DAYS * 24 })) >= 0)
    return { next: 'stop', reason: 'processor_away' };
  const minutes = OUTAGE_MINUTES[Math.min(outages, OUTAGE_MINUTES.length - 1)] ?? OUTAGE_MINUTES[0];
  return { next: 'at_moment', at: at.add({ minutes }), outages: outages + 1 };
}

/** Whether a decline is one of our own making: no bank was asked, and asking again is free. */
export const isOutage = ({ code }: Pick<CardDecline, 'code'>): boolean => code === 'card_unavailable';

/** Whether a card may still be charged on a day. */
export const isGoodOn = (expiresOn: BusinessDate, on: BusinessDate): boolean => compareDates(on, expiresOn) <= 0;
