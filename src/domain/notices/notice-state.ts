import { Temporal } from 'temporal-polyfill';

/** Where a notice stands. */
export const NOTICE_STATES = [
  /** Stored; it leaves at its time. */
  'queued',
  /** Being handed over: whether it was, only its outcome tells. */
  'sending',
  /** The mail server has taken it. */
  'sent',
  /** It will not reach anybody: no address, an address that is refused, or a mail server that was away for a day. */
  'failed',
  /** Handed over, and nobody knows whether it was taken. */
  'unknown',
  /** What it would have said was not true any more, or the patient does not want it. */
  'canceled',
] as const;
export type NoticeState = (typeof NOTICE_STATES)[number];

/** How handing over ended. `unavailable`: not taken, may be later; `refused`: never will be; `lost`: not known. */
export const HAND_OVER_ENDS = ['accepted', 'refused', 'unavailable', 'lost'] as const;
export type HandOverEnd = (typeof HAND_OVER_ENDS)[number];

/** What is known of a notice that was being handed over. */
export interface HandedOver {
  readonly storedAt: Temporal.Instant;
  /** How often it was handed over, this time included. */
  readonly attempts: number;
  /** How often before this time the outcome was lost. */
  readonly losses: number;
}

/** Where it goes, and when it is handed over again; nothing when never. */
export interface NextStep {
  readonly state: NoticeState;
  readonly losses: number;
  readonly sendAt?: Temporal.Instant;
}

/** A notice whose outcome is lost is handed over once more, under the same Message-ID. */
const MOST_LOSSES = 2;
const AFTER_LOSS = Temporal.Duration.from({ minutes: 15 });
const GIVEN_UP_AFTER = Temporal.Duration.from({ hours: 24 });
const WAITS_MINUTES = [1, 5, 15, 60];

/**
 * What happens after a notice was handed over.
 *
 * A lost outcome is a state of its own. It is tried once more because a notice before a debit that never came costs the
 * patient more than a message that comes twice, and mail programs know the second by its Message-ID; then it stays unknown
 * until a person sends it again. A server that takes nothing is asked again for a day, ever more rarely.
 */
export function afterHandOver(notice: HandedOver, end: HandOverEnd, now: Temporal.Instant): NextStep {
  const { losses, attempts, storedAt } = notice;
  if (end === 'accepted') return { state: 'sent', losses };
  if (end === 'refused') return { state: 'failed', losses };
  if (end === 'lost') {
    const isLast = losses + 1 >= MOST_LOSSES;
    return { state: 'unknown', losses: losses + 1, ...(isLast ? {} : { sendAt: now.add(AFTER_LOSS) }) };
  }
  const wasLost = losses > 0;
  if (Temporal.Instant.compare(now, storedAt.add(GIVEN_UP_AFTER)) >= 0)
    return { state: wasLost ? 'unknown' : 'failed', losses };
  const minutes = WAITS_MINUTES[Math.min(attempts, WAITS_MINUTES.length) - 1] ?? 1;
  return { state: wasLost ? 'unknown' : 'queued', losses, sendAt: now.add({ minutes }) };
}
