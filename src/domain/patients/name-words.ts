/** Letters that Unicode does not decompose, with what people type instead. */
const PLAIN_LETTERS: ReadonlyMap<string, string> = new Map([
  ['ł', 'l'],
  ['đ', 'd'],
  ['ð', 'd'],
  ['ħ', 'h'],
  ['ø', 'o'],
  ['ı', 'i'],
  ['ŧ', 't'],
  ['ß', 'ss'],
  ['æ', 'ae'],
  ['œ', 'oe'],
  ['þ', 'th'],
  ['ς', 'σ'],
]);

const FOLDED = new RegExp(`[${[...PLAIN_LETTERS.keys()].join('')}]`, 'gu');

/**
 * The words a name is found by: lower case, without marks, apostrophes dropped, split at everything that is not a
 * letter or a digit; each word once, in order. The same function makes the stored words and the searched ones.
 *
 * @example nameWords("Zoë Łukasz-Nguyễn") // ['zoe', 'lukasz', 'nguyen']
 */
export function nameWords(name: string): string[] {
  const folded = name
    .replace(/['’ʼʻ‘`´]/g, '')
    .normalize('NFKD')
    .toLowerCase()
    .normalize('NFKD')
    .replace(/\p{Mn}/gu, '')
    .replace(FOLDED, (letter) => PLAIN_LETTERS.get(letter) ?? letter)
    .normalize('NFC');
  return [...new Set(folded.split(/[^\p{L}\p{N}\p{M}]+/u).filter((word) => word !== ''))];
}
