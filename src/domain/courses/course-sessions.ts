import { invariant } from '../../kernel/invariant';
import { type Frequency, isCounted, type Phase, type Protocol, type Range } from './protocol';

/** The longest period one estimate may cover (45 CFR 149.610(b)(1)(x)): 12 months. */
export const MOST_WEEKS = 52;

/** How often one service comes up in a course. */
export interface CourseLine extends Range {
  readonly serviceCode: string;
}

const DAYS_A_WEEK = 7;

const sessionsIn = ({ sessions, everyWeeks }: Frequency, weeks: number): number =>
  Math.floor(weeks / everyWeeks) * sessions;

/** How long a phase lasts within what is left of the period. */
function weeksOf(phase: Phase, left: number): number {
  const own = isCounted(phase) ? Math.ceil(phase.days / DAYS_A_WEEK) : (phase.weeks ?? left);
  return Math.min(own, left);
}

/**
 * The sessions of each phase within a period from the first session, in the order of the phases.
 *
 * @param weeks 1 to 52
 * @example twice a week for 4 weeks, weekly for 2, then every other week: 8, 2 and 23 in 52 weeks
 */
export function phaseSessions(phases: readonly Phase[], weeks: number): Range[] {
  invariant(Number.isSafeInteger(weeks) && weeks >= 1 && weeks <= MOST_WEEKS, `no period of ${weeks} weeks`);
  let left = weeks;
  return phases.map((phase) => {
    const lasts = weeksOf(phase, left);
    left -= lasts;
    if (isCounted(phase)) return lasts === 0 ? { least: 0, most: 0 } : phase.sessions;
    return { least: sessionsIn(phase.least, lasts), most: sessionsIn(phase.most, lasts) };
  });
}

/**
 * What a whole course consists of, by service: prerequisites, sessions, and what comes with each session.
 *
 * @example 1 to 2 journeys a week for 4 weeks, each followed by an integration visit, after an intake: intake 1, 4 to 8
 * journeys, 4 to 8 integration visits
 */
export function courseLines(protocol: Protocol, weeks: number): CourseLine[] {
  const lines = new Map<string, Range>();
  const add = (serviceCode: string, { least, most }: Range): void => {
    const sofar = lines.get(serviceCode) ?? { least: 0, most: 0 };
    lines.set(serviceCode, { least: sofar.least + least, most: sofar.most + most });
  };
  for (const { serviceCode, isOptional } of protocol.prerequisites)
    add(serviceCode, { least: isOptional ? 0 : 1, most: 1 });
  const sessions = phaseSessions(protocol.phases, weeks);
  protocol.phases.forEach(({ serviceCode }, index) => {
    const count = sessions[index];
    invariant(count, 'every phase has its sessions');
    add(serviceCode, count);
    for (const companion of protocol.companions) add(companion.serviceCode, count);
  });
  return [...lines].map(([serviceCode, range]) => ({ serviceCode, ...range })).filter(({ most }) => most > 0);
}
