import { type BusinessDate, compareDates } from '../../kernel/business-date';
import { DomainError } from '../../kernel/errors';

/** The days the owner has to answer the letter: states want it sent 60 to 120 days before the money is reported. */
export const LETTER_DAYS = 60;

/** Money held for a patient that may be the state's to keep for them. */
export interface HeldForLong {
  /** The last day anything was put to it or taken of it. */
  readonly lastMovedOn: BusinessDate;
  /** When the owner was written to, if they were. */
  readonly letterSentOn?: BusinessDate;
}

/** The day from which money nobody has claimed counts as abandoned. */
export const unclaimedFrom = ({ lastMovedOn }: HeldForLong, dormancyMonths: number): BusinessDate =>
  lastMovedOn.add({ months: dormancyMonths });

export const isUnclaimed = (held: HeldForLong, { today, dormancyMonths }: UnclaimedTerms): boolean =>
  compareDates(unclaimedFrom(held, dormancyMonths), today) <= 0;

/** The day from which it may be moved: a letter that is older than the last movement was about other money. */
export function movableFrom({ lastMovedOn, letterSentOn }: HeldForLong): BusinessDate | undefined {
  if (!letterSentOn || compareDates(letterSentOn, lastMovedOn) < 0) return undefined;
  return letterSentOn.add({ days: LETTER_DAYS });
}

export interface UnclaimedTerms {
  readonly today: BusinessDate;
  /** Months without a movement after which the owner's state wants it; the clinic's own setting where the state is not on file. */
  readonly dormancyMonths: number;
}

/**
 * Refuses what is not abandoned yet, or whose owner has not been written to in time (DOMAIN.md §10: never to income).
 * @throws DomainError `credit_not_unclaimed` with `unclaimedFrom`; `unclaimed_letter_required` with `movableFrom`
 */
export function assertMayMove(held: HeldForLong, terms: UnclaimedTerms): void {
  assertUnclaimed(held, terms);
  const from = movableFrom(held);
  if (from && compareDates(from, terms.today) <= 0) return;
  throw new DomainError('unclaimed_letter_required', {
    detail: from
      ? `The owner has until ${from.toString()} to answer the letter.`
      : 'Write to the owner first, and record when the letter was sent.',
    facts: { movableFrom: from?.toString() ?? null },
  });
}

/** @throws DomainError `credit_not_unclaimed` */
export function assertUnclaimed(held: HeldForLong, terms: UnclaimedTerms): void {
  if (isUnclaimed(held, terms)) return;
  const from = unclaimedFrom(held, terms.dormancyMonths).toString();
  throw new DomainError('credit_not_unclaimed', {
    detail: `This money counts as unclaimed from ${from} on.`,
    facts: { unclaimedFrom: from },
  });
}
