import type { Range } from './protocol';

/** One phase of a course with its sessions, in the order of the phases. */
export interface PhaseSessions extends Range {
  readonly label: string;
  readonly serviceCode: string;
}

/** How far a line of a course is. */
export interface Burned {
  readonly done: number;
  /** What is left to the fewest, and to the most, sessions; never below zero. */
  readonly leftLeast: number;
  readonly leftMost: number;
}

/** How much of a number of sessions is left. */
export const burned = ({ least, most }: Range, done: number): Burned => ({
  done,
  leftLeast: Math.max(least - done, 0),
  leftMost: Math.max(most - done, 0),
});

/**
 * Sessions that were given, phase by phase: each fills up to its most, before the next of the same service begins. More than
 * all of them hold stays with the last.
 *
 * @example 9 given of 8 in the first weeks and 2 after: 8 and 1
 */
export function burnDownPhases(
  phases: readonly PhaseSessions[],
  doneOf: (serviceCode: string) => number,
): (PhaseSessions & Burned)[] {
  const left = new Map<string, number>();
  return phases.map((phase, index) => {
    const there = left.get(phase.serviceCode) ?? doneOf(phase.serviceCode);
    const isLast = !phases.slice(index + 1).some(({ serviceCode }) => serviceCode === phase.serviceCode);
    const done = isLast ? there : Math.min(there, phase.most);
    left.set(phase.serviceCode, there - done);
    return { ...phase, ...burned(phase, done) };
  });
}
