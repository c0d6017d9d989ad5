/** The lowest place of 1..capacity nobody sits on; undefined when the session is full. */
export function freePlace(capacity: number, taken: readonly number[]): number | undefined {
  const occupied = new Set(taken);
  return Array.from({ length: capacity }, (_, index) => index + 1).find((place) => !occupied.has(place));
}
