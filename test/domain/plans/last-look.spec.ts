import fc from 'fast-check';
import { type CollectionFacts, lastLook, nextPart } from '../../../src/domain/plans/last-look';
import { Temporal } from 'temporal-polyfill';
import { parseBusinessDate } from '../../../src/kernel/business-date';
import { Money } from '../../../src/kernel/money';

const day = parseBusinessDate;
const at = Temporal.Instant.from('2027-01-31T18:00:00Z');
const facts: CollectionFacts = {
  now: { at, on: day('2027-01-31') },
  isPlanCollectable: true,
  isAgreed: true,
  card: { isOnFile: true, expiresOn: day('2027-01-31') },
  dueOn: day('2027-01-31'),
  agreed: Money.cents(46_334),
  left: Money.cents(46_334),
  collected: Money.ZERO,
  tries: { state: 'waiting' },
};
const look = (change: Partial<CollectionFacts>) => {
  const verdict = lastLook({ ...facts, ...change });
  return verdict.act === 'charge' ? verdict.amount.toJSON() : verdict.act;
};

describe('The last look before a charge', () => {
  it.each<[string, Partial<CollectionFacts>, string | number]>([
    ['all is well', {}, 46_334],
    ['a part was paid', { left: Money.cents(30_000) }, 30_000],
    ['more is due than was agreed for the day', { left: Money.cents(92_668) }, 46_334],
    ['a part was taken', { collected: Money.cents(40_000) }, 6_334],
    ['it was paid', { left: Money.ZERO }, 'cover'],
    ['too little is left for a card', { left: Money.cents(49) }, 'cover'],
    ['it is not due', { dueOn: day('2027-02-01') }, 'wait'],
    ['the plan is held', { isPlanCollectable: false }, 'wait'],
    ['nobody agreed', { isAgreed: false }, 'wait'],
    ['the card is gone', { card: { isOnFile: false, expiresOn: day('2030-01-31') } }, 'stop'],
    ['the card has expired', { card: { isOnFile: true, expiresOn: day('2027-01-30') } }, 'stop'],
    ['its next try is tomorrow', { tries: { state: 'waiting', tryOn: day('2027-02-01') } }, 'wait'],
    ['its next try is in a minute', { tries: { state: 'waiting', tryAt: at.add({ minutes: 1 }) } }, 'wait'],
    ['a try is under way', { tries: { state: 'charging' } }, 'wait'],
    ['it was given up', { tries: { state: 'stopped' } }, 'wait'],
    ['it was taken', { tries: { state: 'collected' } }, 'wait'],
  ])('%s', (_name, change, expected) => expect(look(change)).toBe(expected));
});

describe('The part that is charged next', () => {
  const cents = fc.integer({ min: 0, max: 100_000 });

  it('leaves no rest a card could not be charged', () => {
    const next = nextPart(Money.cents(46_334), [Money.cents(46_310), Money.cents(25_690)]);
    expect([next?.index, next?.part.toJSON()]).toEqual([0, 46_284]);
  });

  it('never takes more than a bill, or than is asked for, or less than a card can be charged', () => {
    fc.assert(
      fc.property(fc.integer({ min: 50, max: 200_000 }), fc.array(cents, { maxLength: 6 }), (amount, open) => {
        let left = amount;
        const reach = [...open];
        for (let round = 0; round < 20 && left >= 50; round += 1) {
          const next = nextPart(
            Money.cents(left),
            reach.map((part) => Money.cents(part)),
          );
          if (!next) break;
          const part = next.part.toJSON();
          expect(part).toBeGreaterThanOrEqual(50);
          expect(part).toBeLessThanOrEqual(Math.min(left, reach[next.index]!));
          reach[next.index]! -= part;
          left -= part;
        }
        if (left >= 50) expect(reach.every((part) => part < 50)).toBe(true);
      }),
    );
  });
});
