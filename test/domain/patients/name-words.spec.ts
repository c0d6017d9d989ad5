import fc from 'fast-check';
import { nameWords } from '../../../src/domain/patients/name-words';

describe('A name is found by words anyone can type', () => {
  it.each([
    ['Zoë Łukasz-Nguyễn', ['zoe', 'lukasz', 'nguyen']],
    ['Đorđe Ødegård', ['dorde', 'odegard']],
    ['Groß ßtraße', ['gross', 'sstrasse']],
    ['Ælfþryð Œdipe', ['aelfthryd', 'oedipe']],
    ["O'Brien O’Brien", ['obrien']],
    ['  Anne   Marie. ', ['anne', 'marie']],
    ['van der Berg, Jr.', ['van', 'der', 'berg', 'jr']],
    ['李 小龍', ['李', '小龍']],
    ['Ελένη', ['ελενη']],
    ['Νίκος', ['νικοσ']],
    ['שָׁלוֹם', ['שלום']],
    ['राम', ['राम']],
    ['김민준', ['김민준']],
    ['İpek Işık', ['ipek', 'isik']],
    ['Ａｄａ', ['ada']],
    ['Ada Ada ADA', ['ada']],
    ['R2 D2', ['r2', 'd2']],
    ['— … —', []],
    ['', []],
  ])('%p is found by %j', (name, words) => {
    expect(nameWords(name)).toEqual(words);
  });

  it('is the same however the marks are encoded', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (name) => {
        expect(nameWords(name.normalize('NFD'))).toEqual(nameWords(name.normalize('NFC')));
      }),
    );
  });

  it('gives words that are found again by themselves', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (name) => {
        for (const word of nameWords(name)) expect(nameWords(word)).toEqual([word]);
      }),
    );
  });

  it('is the same in capitals for Latin names', () => {
    const letters = fc.string({ unit: fc.constantFrom(...'abcdefghijłøðæœñéüçšž -'), maxLength: 30 });
    fc.assert(
      fc.property(letters, (name) => {
        expect(nameWords(name.toUpperCase())).toEqual(nameWords(name));
      }),
    );
  });
});
