import { cleanText } from './clean-text';
import { shapeLine, widthOf, type ShapedLine, type Weight } from './shape-text';

/** How a text is set. Lengths in points; color as three shares of one. */
export interface TextStyle {
  readonly size: number;
  readonly weight: Weight;
  readonly color: Color;
  /** Distance between baselines. */
  readonly leading: number;
  /** Extra space after each glyph, for small capitals-only labels. */
  readonly tracking?: number;
}

export type Color = readonly [red: number, green: number, blue: number];

/** The most lines one text may take in a table cell or column: a hostile 1 MB name must not print a book. */
export const MAX_LINES = 60;

const ELLIPSIS = '…';
// Between ideographs, kana and full-width punctuation a line may break anywhere; Hangul breaks at spaces.
const BREAKS_ANYWHERE = /[\u2E80-\u303F\u3040-\u30FF\u3400-\u9FFF\uF900-\uFAFF\uFF00-\uFF60\u{20000}-\u{3FFFF}]/u;

/** The width of one line in points. */
export function textWidth(text: string, style: TextStyle): number {
  const clean = cleanText(text);
  return (widthOf(clean, style.weight) * style.size) / 1000 + (style.tracking ?? 0) * Array.from(clean).length;
}

/**
 * Breaks a text into lines no wider than `width` points: at white space, between ideographs, and inside a word only
 * when it does not fit a line by itself. Breaking is done in logical order, reordering for direction after it.
 */
export function wrapText(text: string, style: TextStyle, width: number, maxLines = MAX_LINES): ShapedLine[] {
  const limit = (width * 1000) / style.size;
  const lines: string[] = [];
  for (const paragraph of cleanText(text).split('\n')) {
    lines.push(...breakParagraph(paragraph, style.weight, limit, maxLines + 1 - lines.length));
    if (lines.length > maxLines) break;
  }
  const kept =
    lines.length > maxLines
      ? [...lines.slice(0, maxLines - 1), `${(lines[maxLines - 1] ?? '').slice(0, -1)}${ELLIPSIS}`]
      : lines;
  return kept.map((line) => shapeLine(line, style.weight));
}

function breakParagraph(paragraph: string, weight: Weight, limit: number, maxLines: number): string[] {
  const lines: string[] = [];
  const space = widthOf(' ', weight);
  let line = '';
  let used = 0;
  const flush = () => {
    lines.push(line);
    line = '';
    used = 0;
  };
  for (const token of tokens(paragraph)) {
    if (lines.length >= maxLines) return lines;
    const gap = token.hasSpaceBefore && line !== '' ? space : 0;
    const tokenWidth = token.text.length > 2_000 ? Infinity : widthOf(token.text, weight);
    if (line !== '' && used + gap + tokenWidth > limit) flush();
    if (tokenWidth <= limit) {
      const isFirst = line === '';
      line += (token.hasSpaceBefore && !isFirst ? ' ' : '') + token.text;
      used += (isFirst ? 0 : gap) + tokenWidth;
      continue;
    }
    const pieces = chop(token.text, weight, limit, maxLines - lines.length);
    lines.push(...pieces.slice(0, -1));
    line = pieces.at(-1) ?? '';
    used = widthOf(line, weight);
  }
  if (line !== '' || lines.length === 0) flush();
  return lines;
}

interface Token {
  readonly text: string;
  readonly hasSpaceBefore: boolean;
}

function* tokens(paragraph: string): Generator<Token> {
  let hasSpaceBefore = false;
  for (const [word] of paragraph.matchAll(/[ \u3000]+|[^ \u3000]+/gu)) {
    if (word.startsWith(' ') || word.startsWith('\u3000')) {
      hasSpaceBefore = true;
      continue;
    }
    if (!BREAKS_ANYWHERE.test(word)) yield { text: word, hasSpaceBefore };
    else {
      let first = hasSpaceBefore;
      for (const [text] of word.matchAll(
        new RegExp(`${BREAKS_ANYWHERE.source}|(?:(?!${BREAKS_ANYWHERE.source}).)+`, 'gu'),
      )) {
        yield { text, hasSpaceBefore: first };
        first = false;
      }
    }
    hasSpaceBefore = false;
  }
}

/** Cuts a word that is wider than a line between characters, keeping combining marks on their base. */
function chop(word: string, weight: Weight, limit: number, maxPieces: number): string[] {
  const pieces: string[] = [];
  let piece = '';
  let used = 0;
  for (const [cluster] of word.matchAll(/\P{M}\p{M}*|\p{M}+/gu)) {
    const width = widthOf(cluster, weight);
    if (piece !== '' && used + width > limit) {
      pieces.push(piece);
      if (pieces.length > maxPieces) return pieces;
      piece = '';
      used = 0;
    }
    piece += cluster;
    used += width;
  }
  pieces.push(piece);
  return pieces;
}
