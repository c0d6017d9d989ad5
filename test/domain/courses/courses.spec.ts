import fc from 'fast-check';
import { priceCourse } from '../../../src/domain/courses/course-price';
import { courseLines, phaseSessions } from '../../../src/domain/courses/course-sessions';
import type { Protocol } from '../../../src/domain/courses/protocol';
import { DomainError } from '../../../src/kernel/errors';
import { Money } from '../../../src/kernel/money';
import { AUREO, MCLEAN_IM, SIX_INFUSIONS, SPRAVATO } from './seed-protocols';

const PRICES: Readonly<Record<string, number>> = {
  intake: 22_000,
  'experiential-im': 55_000,
  integration: 17_000,
  preparation: 17_000,
};
const priceOf = (code: string): Money | undefined => {
  const price = PRICES[code];
  return price === undefined ? undefined : Money.cents(price);
};
const total = (protocol: Protocol, weeks: number): number[] =>
  phaseSessions(protocol.phases, weeks).reduce((sum, { least, most }) => [sum[0]! + least, sum[1]! + most], [0, 0]);

describe('A course counts its sessions', () => {
  it.each([
    [SPRAVATO, 8, [12, 12]],
    [SPRAVATO, 26, [21, 30]],
    [SPRAVATO, 52, [34, 56]],
    [SPRAVATO, 2, [4, 4]],
    [MCLEAN_IM, 6, [10, 10]],
    [MCLEAN_IM, 52, [33, 33]],
    [SIX_INFUSIONS, 3, [6, 6]],
    [AUREO, 52, [4, 8]],
  ] as const)('%# within %i weeks', (protocol, weeks, sessions) => {
    expect(total(protocol, weeks)).toEqual(sessions);
  });

  it('never has fewer sessions in a longer period, nor more at least than at most', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 51 }), fc.constantFrom(SPRAVATO, MCLEAN_IM, AUREO), (weeks, protocol) => {
        const [least, most] = total(protocol, weeks) as [number, number];
        const [leastLater, mostLater] = total(protocol, weeks + 1) as [number, number];
        expect(least).toBeLessThanOrEqual(most);
        expect(least).toBeLessThanOrEqual(leastLater);
        expect(most).toBeLessThanOrEqual(mostLater);
      }),
    );
  });
});

describe('A course has a price', () => {
  it('of $3,100.00 to $5,980.00 for the series with its intake', () => {
    const price = priceCourse(courseLines(AUREO, 52), priceOf);
    expect([price.least.toJSON(), price.most.toJSON()]).toEqual([310_000, 598_000]);
    expect(price.lines.map(({ serviceCode, least, most }) => [serviceCode, least, most])).toEqual([
      ['intake', 1, 1],
      ['experiential-im', 4, 8],
      ['integration', 4, 8],
    ]);
  });

  it('of up to $170.00 more with a preparation that may be left out', () => {
    const prerequisites = [...AUREO.prerequisites, { serviceCode: 'preparation', isOptional: true }];
    const price = priceCourse(courseLines({ ...AUREO, prerequisites }, 52), priceOf);
    expect([price.least.toJSON(), price.most.toJSON()]).toEqual([310_000, 615_000]);
  });

  it('or none at all while one of its services has none', () => {
    try {
      priceCourse(courseLines(MCLEAN_IM, 52), priceOf);
    } catch (error) {
      expect((error as DomainError).code).toBe('price_not_set');
      expect((error as DomainError).facts).toEqual({ missing: ['im'] });
      return;
    }
    throw new Error('an unpriced course was priced');
  });
});
