import { type BusinessDate, compareDates } from '../../kernel/business-date';

/** What a biller should know of an authorization before the next visit. */
export const AUTHORIZATION_WARNINGS = ['not_yet', 'expired', 'used_up', 'ends_soon', 'last_visits'] as const;
export type AuthorizationWarning = (typeof AUTHORIZATION_WARNINGS)[number];

export interface AuthorizationStanding {
  readonly today: BusinessDate;
  readonly from: BusinessDate;
  readonly to: BusinessDate;
  readonly unitsRemaining: number;
  readonly countedIn: 'milligrams' | 'visits';
}

/** Payers answer a renewal within two to three weeks. */
const RENEWAL_DAYS = 30;
const LAST_VISITS = 2;
/** A visit of unknown dose is taken to be of the largest. */
const LARGEST_DOSE_MG = 84;

/**
 * What is about to stop the next visit from being billed. What has ended needs no word about what is left of it.
 * @example authorizationWarnings({ …, unitsRemaining: 168, countedIn: 'milligrams' }) // ['last_visits']
 */
export function authorizationWarnings(standing: AuthorizationStanding): AuthorizationWarning[] {
  const { today, from, to, unitsRemaining, countedIn } = standing;
  if (compareDates(to, today) < 0) return ['expired'];
  if (unitsRemaining <= 0) return ['used_up'];
  const visits = countedIn === 'milligrams' ? Math.floor(unitsRemaining / LARGEST_DOSE_MG) : unitsRemaining;
  return [
    ...(compareDates(from, today) > 0 ? ['not_yet' as const] : []),
    ...(compareDates(to, today.add({ days: RENEWAL_DAYS })) <= 0 ? ['ends_soon' as const] : []),
    ...(visits <= LAST_VISITS ? ['last_visits' as const] : []),
  ];
}
