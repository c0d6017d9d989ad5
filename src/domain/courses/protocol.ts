/** How often a session is given: so many in so many weeks. `{ sessions: 2, everyWeeks: 1 }` is twice a week. */
export interface Frequency {
  readonly sessions: number;
  readonly everyWeeks: number;
}

interface PhaseHead {
  readonly label: string;
  readonly serviceCode: string;
}

/** Sessions at a frequency that may vary between two; `weeks` left out lasts until the end of the period looked at. */
export interface WeeklyPhase extends PhaseHead {
  readonly weeks?: number;
  readonly least: Frequency;
  readonly most: Frequency;
}

/** A fixed number of sessions over some days, such as 6 infusions over 14 to 21 days. */
export interface CountedPhase extends PhaseHead {
  readonly sessions: { readonly least: number; readonly most: number };
  /** Days the phase takes at most. */
  readonly days: number;
}

export type Phase = WeeklyPhase | CountedPhase;

/** A service that comes with every session, such as an integration visit after each journey. */
export interface Companion {
  readonly serviceCode: string;
  readonly offset: 'before' | 'after';
}

/** A visit that has to come before the first session; an optional one is counted at most. */
export interface Prerequisite {
  readonly serviceCode: string;
  readonly isOptional: boolean;
}

/** A course of treatment as a clinic gives it (DOMAIN.md §1.2). */
export interface Protocol {
  readonly code: string;
  readonly name: string;
  readonly phases: readonly Phase[];
  readonly companions: readonly Companion[];
  readonly prerequisites: readonly Prerequisite[];
}

/** Fewest and most of something. */
export interface Range {
  readonly least: number;
  readonly most: number;
}

export const isCounted = (phase: Phase): phase is CountedPhase => 'sessions' in phase;
