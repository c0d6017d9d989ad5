import bidiFactory from 'bidi-js';
import { Face, type FaceName, type PlacedGlyph } from './face';

export type Weight = 'regular' | 'bold';

/** Glyphs of one face and direction. */
export interface GlyphRun {
  readonly face: Face;
  /** In visual order, left to right. */
  readonly glyphs: readonly PlacedGlyph[];
  /** Thousandths of the type size. */
  readonly width: number;
  /** The characters themselves, where boxes are printed for want of a glyph; they can still be copied and read out. */
  readonly actualText?: string;
  /** Set in bold though the face has no bold: the writer thickens the outline. */
  readonly isFauxBold: boolean;
  /** Written last glyph first, so that the file holds the text in reading order. */
  readonly isRightToLeft: boolean;
}

/** One line of text, ready to draw left to right. */
export interface ShapedLine {
  readonly runs: readonly GlyphRun[];
  /** Thousandths of the type size. */
  readonly width: number;
}

const bidi = bidiFactory();

/** What is printed for a character that no face has; the character itself stays in the run's actual text. */
const MISSING_GLYPH = 0x25a1;

const FALLBACKS: Record<Weight, readonly FaceName[]> = {
  regular: ['regular', 'cjk', 'hangul'],
  bold: ['bold', 'regular', 'cjk', 'hangul'],
};

const RIGHT_TO_LEFT = /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFE\u{10800}-\u{10FFF}\u{1E800}-\u{1EFFF}]/u;
const NEEDS_SHAPING = /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFE]|\p{M}/u;

/** The first face of the weight's fallback chain that has the code point, or undefined. */
function faceFor(codePoint: number, weight: Weight): Face | undefined {
  for (const name of FALLBACKS[weight]) {
    const face = Face.named(name);
    if (face.glyphFor(codePoint)) return face;
  }
  return undefined;
}

/**
 * Shapes one line: splits it into directional runs (Unicode Bidirectional Algorithm, base direction left to right),
 * those into runs by the face that has the glyphs, and puts all in visual order.
 * @param text cleaned (see cleanText), without line breaks
 */
export function shapeLine(text: string, weight: Weight): ShapedLine {
  const runs: GlyphRun[] = [];
  for (const part of directionalParts(text)) {
    const pieces = splitByFace(part.text, weight).map((piece) => shapePiece(piece, weight, part.isRightToLeft));
    runs.push(...(part.isRightToLeft ? pieces.reverse() : pieces));
  }
  return { runs, width: runs.reduce((sum, run) => sum + run.width, 0) };
}

/** The width of a text set on one line, in thousandths of the type size. */
export function widthOf(text: string, weight: Weight): number {
  if (NEEDS_SHAPING.test(text)) return shapeLine(text, weight).width;
  let width = 0;
  for (const character of text) width += glyphOf(character, weight).glyph.advance;
  return width;
}

/** The parts of a line in visual order (rule L2 applied to whole runs), each still in logical order inside. */
function directionalParts(text: string): { text: string; isRightToLeft: boolean }[] {
  if (!RIGHT_TO_LEFT.test(text)) return [{ text, isRightToLeft: false }];
  const { levels } = bidi.getEmbeddingLevels(text, 'ltr');
  const parts: { text: string; level: number }[] = [];
  for (let start = 0, end = 0; start < text.length; start = end) {
    const level = levels[start] ?? 0;
    while (end < text.length && levels[end] === level) end += 1;
    end = Math.max(end, start + 1);
    parts.push({ text: text.slice(start, end), level });
  }
  const highest = Math.max(...parts.map((part) => part.level));
  for (let level = highest; level >= 1; level -= 1) reverseFrom(parts, level);
  return parts.map((part) => ({ text: part.text, isRightToLeft: part.level % 2 === 1 }));
}

function reverseFrom(parts: { text: string; level: number }[], level: number): void {
  for (let start = 0; start < parts.length; start += 1) {
    let end = start;
    while (end < parts.length && (parts[end]?.level ?? 0) >= level) end += 1;
    if (end - start > 1) parts.splice(start, end - start, ...parts.slice(start, end).reverse());
    start = Math.max(start, end - 1);
  }
}

interface Piece {
  readonly face: Face;
  readonly text: string;
  readonly isMissing: boolean;
}

function splitByFace(text: string, weight: Weight): Piece[] {
  const pieces: { face: Face; text: string; isMissing: boolean }[] = [];
  for (const character of text) {
    const last = pieces.at(-1);
    // A combining mark stays with its base, so that the face can place it.
    const isMark = last !== undefined && !last.isMissing && /^\p{M}$/u.test(character);
    const { face, isMissing } =
      isMark && last.face.glyphFor(character.codePointAt(0) ?? 0)
        ? { face: last.face, isMissing: false }
        : glyphOf(character, weight);
    if (last && last.face === face && last.isMissing === isMissing) last.text += character;
    else pieces.push({ face, text: character, isMissing });
  }
  return pieces;
}

function glyphOf(character: string, weight: Weight): { face: Face; glyph: PlacedGlyph; isMissing: boolean } {
  const codePoint = character.codePointAt(0) ?? MISSING_GLYPH;
  const found = faceFor(codePoint, weight);
  const face = found ?? Face.named(weight);
  const glyph = face.glyphFor(found ? codePoint : MISSING_GLYPH);
  return {
    face,
    glyph: glyph ?? { glyphId: 0, text: character, width: 600, advance: 600, dx: 0, dy: 0 },
    isMissing: !found,
  };
}

function shapePiece(piece: Piece, weight: Weight, isRightToLeft: boolean): GlyphRun {
  const { face, text, isMissing } = piece;
  const isShaped = !isMissing && NEEDS_SHAPING.test(text);
  const glyphs = isShaped
    ? face.shape(isRightToLeft ? mirrored(text) : text)
    : plainGlyphs(piece, weight, isRightToLeft);
  return {
    face,
    glyphs,
    width: glyphs.reduce((sum, glyph) => sum + glyph.advance, 0),
    actualText: isMissing ? text : undefined,
    isFauxBold: weight === 'bold' && face.name !== 'bold',
    isRightToLeft,
  };
}

function plainGlyphs({ text }: Piece, weight: Weight, isRightToLeft: boolean): PlacedGlyph[] {
  const glyphs = Array.from(isRightToLeft ? mirrored(text) : text, (character) => glyphOf(character, weight).glyph);
  return isRightToLeft ? glyphs.reverse() : glyphs;
}

/** Brackets and the like face the other way in right-to-left text (rule L4). */
function mirrored(text: string): string {
  return Array.from(text, (character) => bidi.getMirroredCharacter(character) ?? character).join('');
}
