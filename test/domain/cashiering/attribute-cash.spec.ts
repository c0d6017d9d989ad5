import fc from 'fast-check';
import { attributeCash, type OpenSession } from '../../../src/domain/cashiering/attribute-cash';

const session = (id: string, locationId: string, holderId: string): OpenSession => ({ id, locationId, holderId });
const ANA_EAST = session('ana-east', 'east', 'ana');
const BEN_WEST = session('ben-west', 'west', 'ben');
const ANA_WEST = session('ana-west', 'west', 'ana');

describe('Which drawer a movement of cash went through', () => {
  it.each([
    ['the drawer its taker holds, wherever the care was given', 'ana', 'west', [ANA_EAST, BEN_WEST], 'ana-east'],
    ['of two that one person holds, that of the place', 'ana', 'west', [ANA_EAST, ANA_WEST], 'ana-west'],
    ['none, when one person holds two and the place does not tell', 'ana', null, [ANA_EAST, ANA_WEST], null],
    ['the drawer of the place, for a colleague without one', 'cem', 'west', [ANA_EAST, BEN_WEST], 'ben-west'],
    ['none, when nobody has a drawer open at the place', 'cem', 'north', [ANA_EAST, BEN_WEST], null],
    ['none, when two are open at the place and neither is the taker’s', 'cem', 'west', [ANA_WEST, BEN_WEST], null],
    ['the only one open, when no place is known', 'cem', null, [ANA_EAST], 'ana-east'],
    ['none, when no place is known and two are open', 'cem', null, [ANA_EAST, BEN_WEST], null],
    ['none, when no drawer is open', 'ana', 'east', [], null],
  ])('is %s', (_what, personId, locationId, sessions, expected) => {
    expect(attributeCash({ personId, locationId, isPatients: true }, sessions)).toBe(expected);
  });

  it('is the holder’s own alone, when the cash is no patient’s', () => {
    const carried = { locationId: null, isPatients: false };
    expect(attributeCash({ ...carried, personId: 'ana' }, [ANA_EAST])).toBe('ana-east');
    expect(attributeCash({ ...carried, personId: 'cem' }, [ANA_EAST])).toBeNull();
  });

  it('is always an open session or none, and does not depend on their order', () => {
    const name = fc.constantFrom('a', 'b', 'c');
    const sessions = fc.uniqueArray(fc.record({ id: fc.uuid(), locationId: name, holderId: name }), {
      selector: ({ id }) => id,
      maxLength: 5,
    });
    fc.assert(
      fc.property(sessions, name, fc.option(name), fc.boolean(), (open, personId, locationId, isPatients) => {
        const movement = { personId, locationId, isPatients };
        const found = attributeCash(movement, open);
        expect([null, ...open.map(({ id }) => id)]).toContain(found);
        expect(attributeCash(movement, [...open].reverse())).toBe(found);
      }),
    );
  });
});
