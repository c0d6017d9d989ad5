import type { FieldError } from '../../kernel/errors';
import { MOST_WEEKS } from './course-sessions';
import { type Frequency, isCounted, type Phase, type Protocol } from './protocol';

const perWeek = ({ sessions, everyWeeks }: Frequency): number => sessions / everyWeeks;

/**
 * What is wrong with a protocol; empty when it may be stored. Pointers are those of the request.
 * @param isKnown whether the clinic offers the service
 */
export function protocolErrors(protocol: Protocol, isKnown: (serviceCode: string) => boolean): FieldError[] {
  const errors = protocol.phases.flatMap((phase, index) =>
    phaseErrors(phase, index === protocol.phases.length - 1).map((message) => ({
      pointer: `/phases/${index}`,
      message,
    })),
  );
  const weeks = protocol.phases.reduce(
    (sum, phase) => sum + (isCounted(phase) ? phase.days / 7 : (phase.weeks ?? 0)),
    0,
  );
  if (weeks > MOST_WEEKS) errors.push({ pointer: '/phases', message: `must fit into ${MOST_WEEKS} weeks` });
  for (const list of ['phases', 'companions', 'prerequisites'] as const)
    protocol[list].forEach(({ serviceCode }, index) => {
      if (!isKnown(serviceCode))
        errors.push({ pointer: `/${list}/${index}/serviceCode`, message: 'names no service of this clinic' });
    });
  return errors;
}

function phaseErrors(phase: Phase, isLast: boolean): string[] {
  if (isCounted(phase))
    return phase.sessions.least > phase.sessions.most ? ['has more sessions at least than at most'] : [];
  return [
    ...(phase.weeks === undefined && !isLast ? ['needs its weeks: only the last phase may go on'] : []),
    ...(perWeek(phase.least) > perWeek(phase.most) ? ['has more sessions at least than at most'] : []),
    ...(phase.most.sessions === 0 ? ['has no session at all'] : []),
  ];
}
