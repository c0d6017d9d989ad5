import { Money } from '../../kernel/money';
import type { PricedSession } from './package-price';

/** What the patient signed about canceling: sessions given count at their package price, or at the list price. */
export const CANCELLATION_POLICIES = ['pro_rata', 'rerate_to_list'] as const;
export type CancellationPolicy = (typeof CANCELLATION_POLICIES)[number];

/** What becomes of the money that is held when a package is canceled. `refund + kept = held`. */
export interface CancellationFigures {
  readonly refund: Money;
  readonly kept: Money;
}

/**
 * What is given back and what is kept of the money held for a package, under one policy. The patient is never asked for
 * more: what a re-rate comes to is taken out of what is held, and the rest of it is let go.
 *
 * @param given the sessions that were given
 * @param held what of the package's money has not been earned
 * @example S8, half way: $1,368.00 held. Pro rata gives it all back; re-rated to list, 1,440.00 − 1,368.00 = $72.00 is kept
 */
export function cancellationFigures(
  policy: CancellationPolicy,
  { given, held }: { given: readonly PricedSession[]; held: Money },
): CancellationFigures {
  if (policy === 'pro_rata') return { refund: held, kept: Money.ZERO };
  const atList = Money.sum(given.map((session) => session.listPrice));
  const atPackage = Money.sum(given.map((session) => session.price));
  const kept = Money.min(Money.max(atList.minus(atPackage), Money.ZERO), held);
  return { refund: held.minus(kept), kept };
}
