import * as fc from 'fast-check';
import { TEXT } from '../../../src/modules/documents/pdf/theme';
import { textWidth, wrapText } from '../../../src/modules/documents/pdf/wrap-text';

const words = fc.array(
  fc.constantFrom('Łukasz', 'Nguyễn', '李小龍', 'a', 'internationalization', 'עברית', '(x)', '$1.00'),
  {
    maxLength: 20,
  },
);

const plain = (lines: ReturnType<typeof wrapText>): string =>
  lines.map((line) => line.runs.map((run) => run.glyphs.map((glyph) => glyph.text).join('')).join('')).join('|');

describe('text is broken into lines that fit', () => {
  it('never makes a line wider than asked, if one character fits', () => {
    fc.assert(
      fc.property(words, fc.integer({ min: 20, max: 300 }), (parts, width) => {
        for (const line of wrapText(parts.join(' '), TEXT.body, width))
          expect((line.width * TEXT.body.size) / 1000).toBeLessThanOrEqual(width + 0.01);
      }),
    );
  });

  it('loses no character', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('Łukasz', 'ab', '李小龍', 'internationalization'), { maxLength: 12 }),
        (parts) => {
          const printed = plain(wrapText(parts.join(' '), TEXT.body, 60)).replace(/[ |]/g, '');
          expect(printed).toBe(parts.join(''));
        },
      ),
    );
  });

  it('breaks at spaces, between ideographs, and inside a word only when it must', () => {
    const width = textWidth('one two', TEXT.body) + 0.1;
    expect(plain(wrapText('one two three', TEXT.body, width))).toBe('one two|three');
    expect(plain(wrapText('李小龍', TEXT.body, textWidth('李小', TEXT.body) + 0.1))).toBe('李小|龍');
    expect(plain(wrapText('abcdef', TEXT.body, textWidth('abc', TEXT.body) + 0.1))).toBe('abc|def');
  });

  it('keeps line ends and stops at the most lines with an ellipsis', () => {
    expect(plain(wrapText('a\nb\r\nc', TEXT.body, 100))).toBe('a|b|c');
    expect(plain(wrapText('ab\ncd\nef', TEXT.body, 100, 2))).toBe('ab|c…');
  });
});
