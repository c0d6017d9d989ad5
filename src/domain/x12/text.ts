/** Letters that do not come apart into a base letter and a mark. */
const LETTERS: Readonly<Record<string, string>> = {
  Ł: 'L',
  Ø: 'O',
  Đ: 'D',
  Þ: 'TH',
  ß: 'SS',
  ẞ: 'SS',
  Æ: 'AE',
  Œ: 'OE',
  İ: 'I',
  ı: 'I',
  '’': "'",
  '‘': "'",
  '–': '-',
};

// The basic character set of X12.6 without the usual delimiters, plus the characters addresses need.
const BASIC = /^[A-Z0-9 !"&'()+,\-./;?=@#$%_]*$/;

/**
 * Text as payers' systems can hold it: upper case, accents dropped, spaces single. `Łukasz-Nguyễn` is `LUKASZ-NGUYEN`.
 * Undefined when something is left that X12 cannot carry: another script, or a delimiter.
 */
export function x12Text(text: string): string | undefined {
  const plain = text
    .toUpperCase()
    .replace(/[^ -~]/g, (letter) => LETTERS[letter] ?? letter)
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/\s+/g, ' ')
    .trim();
  return BASIC.test(plain) ? plain : undefined;
}
