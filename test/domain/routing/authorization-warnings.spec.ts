import fc from 'fast-check';
import { type AuthorizationStanding, authorizationWarnings } from '../../../src/domain/routing/authorization-warnings';
import { parseBusinessDate as day } from '../../../src/kernel/business-date';

const standing = (overrides: Partial<AuthorizationStanding> = {}): AuthorizationStanding => ({
  today: day('2026-12-01'),
  from: day('2026-11-01'),
  to: day('2027-04-30'),
  unitsRemaining: 12,
  countedIn: 'visits',
  ...overrides,
});

describe('warnings about an authorization', () => {
  it.each([
    [{}, []],
    [{ to: day('2026-11-30') }, ['expired']],
    [{ to: day('2026-11-30'), unitsRemaining: 0 }, ['expired']],
    [{ to: day('2026-12-01') }, ['ends_soon']],
    [{ to: day('2026-12-31') }, ['ends_soon']],
    [{ to: day('2027-01-01') }, []],
    [{ from: day('2026-12-02') }, ['not_yet']],
    [{ unitsRemaining: 0 }, ['used_up']],
    [{ unitsRemaining: 3 }, []],
    [{ unitsRemaining: 2 }, ['last_visits']],
    [{ countedIn: 'milligrams' as const, unitsRemaining: 252 }, []],
    [{ countedIn: 'milligrams' as const, unitsRemaining: 251 }, ['last_visits']],
    [{ to: day('2026-12-10'), unitsRemaining: 1 }, ['ends_soon', 'last_visits']],
  ])('of %j are %j', (overrides, expected) => {
    expect(authorizationWarnings(standing(overrides))).toEqual(expected);
  });

  it('never come fewer when less is left', () => {
    fc.assert(
      fc.property(
        fc.nat(1000),
        fc.nat(1000),
        fc.constantFrom('visits' as const, 'milligrams' as const),
        (a, b, countedIn) => {
          const [less, more] = [Math.min(a, b), Math.max(a, b)];
          const warned = (unitsRemaining: number) =>
            authorizationWarnings(standing({ unitsRemaining, countedIn })).length;
          expect(warned(less)).toBeGreaterThanOrEqual(warned(more));
        },
      ),
    );
  });
});
