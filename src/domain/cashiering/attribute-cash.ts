/** A drawer session that was open while a movement was committed. */
export interface OpenSession {
  readonly id: string;
  readonly locationId: string;
  /** The person who works it: who opened it, or took it over last. */
  readonly holderId: string;
}

/** Cash that came in or went out. */
export interface CashMovement {
  /** Taken from or given back to a patient; else cash carried to the bank, or another correction of the books. */
  readonly isPatients: boolean;
  /** The person who took or gave it. */
  readonly personId: string;
  /** Where the care it paid for was given; null when the movement is about no visit. */
  readonly locationId: string | null;
}

/**
 * Which open session's drawer a movement of cash went through, or null for none that can be told: cash outside any drawer.
 *
 * 1. The drawer that the person holds; of several, the one at the movement's location.
 * 2. Else the only drawer open where the care was given: colleagues share a drawer.
 * 3. Else, when no location is known, the only drawer open at all.
 *
 * Cash that is no patient's comes out of a drawer only when its holder says so: nobody else reaches into it.
 */
export function attributeCash(movement: CashMovement, sessions: readonly OpenSession[]): string | null {
  const { personId, locationId, isPatients } = movement;
  const held = sessions.filter((session) => session.holderId === personId);
  const here = (candidates: readonly OpenSession[]): readonly OpenSession[] =>
    locationId === null ? candidates : candidates.filter((session) => session.locationId === locationId);
  const own = only(held) ?? only(here(held));
  return own ?? (held.length > 0 || !isPatients ? null : only(here(sessions)));
}

const only = (sessions: readonly OpenSession[]): string | null =>
  sessions.length === 1 ? (sessions[0]?.id ?? null) : null;
