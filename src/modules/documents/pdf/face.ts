import { readFileSync } from 'node:fs';
import fontkit, { type Font } from '@pdf-lib/fontkit';

/** One glyph at its place in a run; lengths in thousandths of the type size. */
export interface PlacedGlyph {
  /** Glyph number in the whole (not yet subsetted) font. */
  readonly glyphId: number;
  /** What is given back when the text is copied: the character, or those of a ligature; empty when not known. */
  readonly text: string;
  /** The glyph's own width, as the font states it. */
  readonly width: number;
  /** How far the next glyph is; not the width where a mark sits on its base. */
  readonly advance: number;
  readonly dx: number;
  readonly dy: number;
}

/**
 * The faces documents are set in, all plain TrueType from npm packages: DejaVu (free, Bitstream Vera terms) for Latin,
 * Greek, Cyrillic, Hebrew, Arabic and more; Chocolate Classical Sans (OFL) for Chinese and kana; Gowun Dodum (OFL)
 * for Hangul.
 */
const FILES = {
  regular: 'dejavu-fonts-ttf/ttf/DejaVuSansCondensed.ttf',
  bold: 'dejavu-fonts-ttf/ttf/DejaVuSansCondensed-Bold.ttf',
  cjk: '@expo-google-fonts/chocolate-classical-sans/400Regular/ChocolateClassicalSans_400Regular.ttf',
  hangul: '@expo-google-fonts/gowun-dodum/400Regular/GowunDodum_400Regular.ttf',
} as const;

const PRESENTATION_FORM = /[\uFB1D-\uFDFF\uFE70-\uFEFC]/;

export type FaceName = keyof typeof FILES;

/** A typeface read once per process. Holds nothing that depends on which documents were set before. */
export class Face {
  private static readonly loaded = new Map<FaceName, Face>();

  /** Reads and parses the file on first use (the Chinese face is 12 MB and most documents never need it). */
  static named(name: FaceName): Face {
    let face = Face.loaded.get(name);
    if (!face) {
      const file = readFileSync(require.resolve(FILES[name]));
      face = new Face(name, file, fontkit.create(file));
      Face.loaded.set(name, face);
    }
    return face;
  }

  private readonly simple = new Map<number, PlacedGlyph | undefined>();
  private texts: Map<number, string> | undefined;

  private constructor(
    readonly name: FaceName,
    /** The whole file as it is on disk. */
    readonly file: Buffer,
    readonly font: Font,
  ) {}

  /** Thousandths of the type size per font unit. */
  get scale(): number {
    return 1000 / this.font.unitsPerEm;
  }

  /** The glyph of one code point, unshaped; undefined when the face has none. */
  glyphFor(codePoint: number): PlacedGlyph | undefined {
    if (this.simple.has(codePoint)) return this.simple.get(codePoint);
    const placed = this.font.hasGlyphForCodePoint(codePoint) ? this.look(codePoint) : undefined;
    this.simple.set(codePoint, placed);
    return placed;
  }

  /**
   * Shapes a run that needs more than one glyph per code point: joining scripts, combining marks, right-to-left.
   * @param text in logical order, one direction, all of it covered by this face
   * @returns glyphs in visual order, left to right
   */
  shape(text: string): PlacedGlyph[] {
    const run = this.font.layout(text, { kern: false, liga: false });
    return run.glyphs.map((glyph, index) => {
      const position = run.positions[index];
      return {
        glyphId: glyph.id,
        text: this.textOf(glyph.id),
        width: glyph.advanceWidth * this.scale,
        advance: (position?.xAdvance ?? glyph.advanceWidth) * this.scale,
        dx: (position?.xOffset ?? 0) * this.scale,
        dy: (position?.yOffset ?? 0) * this.scale,
      };
    });
  }

  private look(codePoint: number): PlacedGlyph {
    const glyph = this.font.glyphForCodePoint(codePoint);
    const width = glyph.advanceWidth * this.scale;
    return { glyphId: glyph.id, text: String.fromCodePoint(codePoint), width, advance: width, dx: 0, dy: 0 };
  }

  /**
   * From the face's own character map: the code points that fontkit keeps on a glyph are those of whichever document
   * asked first, which would make the same input give other bytes. Contextual forms of Arabic and Hebrew letters give
   * back the letter (compatibility composition).
   */
  private textOf(glyphId: number): string {
    if (!this.texts) {
      this.texts = new Map();
      for (const codePoint of this.font.characterSet) {
        const { id } = this.font.glyphForCodePoint(codePoint);
        const character = String.fromCodePoint(codePoint);
        if (!this.texts.has(id))
          this.texts.set(id, PRESENTATION_FORM.test(character) ? character.normalize('NFKC') : character);
      }
    }
    return this.texts.get(glyphId) ?? '';
  }
}
