import fc from 'fast-check';
import { burnDownPhases, burned } from '../../../src/domain/courses/course-progress';

const PHASES = [
  { label: 'Weeks 1 to 4', serviceCode: 'im', least: 8, most: 8 },
  { label: 'Weeks 5 and 6', serviceCode: 'im', least: 2, most: 2 },
  { label: 'After that', serviceCode: 'im', least: 0, most: 23 },
];
const doneOf = (phases: ReturnType<typeof burnDownPhases>) => phases.map(({ done }) => done);

describe('How far a course is', () => {
  it('counts what was given against the fewest and the most', () => {
    expect(burned({ least: 4, most: 8 }, 3)).toEqual({ done: 3, leftLeast: 1, leftMost: 5 });
    expect(burned({ least: 4, most: 8 }, 9)).toEqual({ done: 9, leftLeast: 0, leftMost: 0 });
  });

  it('fills phase after phase, and keeps what is too many with the last', () => {
    expect(doneOf(burnDownPhases(PHASES, () => 9))).toEqual([8, 1, 0]);
    expect(doneOf(burnDownPhases(PHASES, () => 40))).toEqual([8, 2, 30]);
    const two = [...PHASES.slice(0, 1), { label: 'Talks', serviceCode: 'integration', least: 4, most: 4 }];
    expect(doneOf(burnDownPhases(two, (code) => (code === 'im' ? 3 : 5)))).toEqual([3, 5]);
  });

  it('loses no session', () => {
    fc.assert(
      fc.property(fc.nat(60), (given) => {
        const done = doneOf(burnDownPhases(PHASES, () => given)).reduce((sum, n) => sum + n, 0);
        expect(done).toBe(given);
      }),
    );
  });
});
