import { parseBusinessDate } from '../../../src/kernel/business-date';
import { searchTerms, searchWordsOf, sortNameOf } from '../../../src/modules/patients/persistence/search-words';

describe('The words a patient is found by', () => {
  const zoe = {
    firstName: 'Zoë',
    middleName: null,
    lastName: 'Łukasz-Nguyễn',
    preferredName: 'Zo',
    otherNames: ["O'Brien"],
    dateOfBirth: parseBusinessDate('1985-01-31'),
    phone: '+1 (503) 555-0142',
  };

  it('are every name, the birth date in two spellings, and the phone from three places on', () => {
    expect(searchWordsOf(zoe).sort()).toEqual(
      ['zoe', 'lukasz', 'nguyen', 'zo', 'obrien', '1985-01-31', '01/31/1985', '5035550142', '5550142', '0142'].sort(),
    );
  });

  it('sort people by last name, then first', () => {
    expect(sortNameOf(zoe)).toBe('lukasz nguyen zoe');
  });

  it.each([
    ['luka Zoë', ['luka', 'zoe']],
    ['  O’Brien,Zoë ', ['obrien', 'zoe']],
    ['Łukasz-Nguyễn', ['lukasz', 'nguyen']],
    ['lu lukas', ['lukas']],
    ['1985-01-31', ['1985-01-31']],
    ['1985-', ['1985-']],
    ['1/31/1985', ['01/31/1985']],
    ['1-31-1985', ['01/31/1985']],
    ['01/3', ['01/3']],
    ['+1 (503) 555-0142', ['5550142', '503']],
    ['1-503-555-0142', ['5035550142']],
    ['#10001', ['10001']],
    ['李', ['李']],
    ['   ', []],
    ['!!! --', []],
    ['a b c d e f g h', ['a', 'b', 'c', 'd', 'e', 'f']],
  ])('are asked for by "%s" as %j', (query, terms) => {
    expect(searchTerms(query)).toEqual(terms);
  });
});
