import { Temporal } from 'temporal-polyfill';
import type { ObservationFacts } from '../persistence/claim-facts.reader';

/** Whole minutes from the beginning of the observation to its end; undefined until both are known. */
export function observedMinutes(observation: ObservationFacts | null): number | undefined {
  if (!observation?.startedAt || !observation.endedAt) return undefined;
  const seconds = Temporal.Instant.from(observation.endedAt).since(Temporal.Instant.from(observation.startedAt), {
    largestUnit: 'second',
  }).seconds;
  return Math.floor(seconds / 60);
}
