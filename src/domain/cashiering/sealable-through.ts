import { type BusinessDate, compareDates } from '../../kernel/business-date';

/**
 * The last day the books may be sealed through: the latest closed day of any location, but never one on which something
 * stands that no daily close covers. A clinic with two locations is sealed when the slower one has closed.
 */
export function sealableThrough(days: {
  readonly latestClosed: BusinessDate;
  readonly firstUncovered: BusinessDate | null;
}): BusinessDate {
  const { latestClosed, firstUncovered } = days;
  if (!firstUncovered || compareDates(firstUncovered, latestClosed) > 0) return latestClosed;
  return firstUncovered.subtract({ days: 1 });
}
