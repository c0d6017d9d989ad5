import { PDFName, PDFString, type PDFContext, type PDFRef } from 'pdf-lib';
import type { Face, PlacedGlyph } from './face';
import { hex4, utf16Hex } from './hex';
import { subsetFont, type FontSubset } from './subset-font';

/**
 * One face inside one document: hands out character codes as glyphs are used, then writes the subset, the widths, the
 * code-to-glyph map and the map back to Unicode. A code stands for a glyph *and* the character it was used for, so two
 * characters that share an outline still copy as what they are. (pdf-lib's own embedder keys both by glyph, and takes
 * the character from a cache that earlier documents filled: the same input would not always give the same bytes.)
 * PDF 32000-1 §9.7.4.2, §9.10.3.
 */
export class EmbeddedFace {
  private readonly codes = new Map<string, number>();
  private readonly used: PlacedGlyph[] = [];

  constructor(
    private readonly context: PDFContext,
    readonly face: Face,
    /** The name in every page's font resources, `F1`… */
    readonly resourceName: string,
    readonly ref: PDFRef,
  ) {}

  /** The four hex digits that show the glyph. */
  encode(glyph: PlacedGlyph): string {
    const key = `${glyph.glyphId}/${glyph.text}`;
    let code = this.codes.get(key);
    if (code === undefined) {
      code = this.used.push(glyph);
      this.codes.set(key, code);
    }
    return hex4(code);
  }

  /** Writes the font's objects; nothing may be encoded afterwards. */
  write(): void {
    const { context } = this;
    const subset = subsetFont(
      this.face.file,
      this.used.map((glyph) => glyph.glyphId),
    );
    const baseName = `${this.subsetTag()}+${this.face.font.postscriptName ?? this.face.name}`;
    const descendant = context.register(
      context.obj({
        Type: 'Font',
        Subtype: 'CIDFontType2',
        BaseFont: baseName,
        CIDSystemInfo: { Registry: PDFString.of('Adobe'), Ordering: PDFString.of('Identity'), Supplement: 0 },
        FontDescriptor: this.descriptor(baseName, subset.file),
        W: [1, this.used.map((glyph) => Math.round(glyph.width * 100) / 100)],
        CIDToGIDMap: context.register(context.flateStream(this.codeToGlyphMap(subset))),
      }),
    );
    context.assign(
      this.ref,
      context.obj({
        Type: 'Font',
        Subtype: 'Type0',
        BaseFont: baseName,
        Encoding: 'Identity-H',
        DescendantFonts: [descendant],
        ToUnicode: context.register(context.flateStream(this.toUnicodeMap())),
      }),
    );
  }

  private descriptor(baseName: string, file: Uint8Array): PDFRef {
    const { font, scale } = this.face;
    const at = (units: number) => Math.round(units * scale);
    const { minX, minY, maxX, maxY } = font.bbox;
    return this.context.register(
      this.context.obj({
        Type: 'FontDescriptor',
        FontName: PDFName.of(baseName),
        Flags: 4,
        FontBBox: [at(minX), at(minY), at(maxX), at(maxY)],
        ItalicAngle: 0,
        Ascent: at(font.ascent),
        Descent: at(font.descent),
        CapHeight: at(font.capHeight || font.ascent * 0.77),
        StemV: this.face.name === 'bold' ? 140 : 80,
        FontFile2: this.context.register(this.context.flateStream(file, { Length1: file.length })),
      }),
    );
  }

  private codeToGlyphMap({ glyphIds }: FontSubset): Uint8Array {
    const map = new Uint8Array((this.used.length + 1) * 2);
    this.used.forEach((glyph, index) => {
      const subsetId = glyphIds.get(glyph.glyphId) ?? 0;
      map[(index + 1) * 2] = subsetId >> 8;
      map[(index + 1) * 2 + 1] = subsetId & 0xff;
    });
    return map;
  }

  private toUnicodeMap(): string {
    const entries = this.used.flatMap((glyph, index) =>
      glyph.text === '' ? [] : [`<${hex4(index + 1)}> <${utf16Hex(glyph.text)}>`],
    );
    const blocks: string[] = [];
    for (let start = 0; start < entries.length; start += 100) {
      const block = entries.slice(start, start + 100);
      blocks.push(`${block.length} beginbfchar\n${block.join('\n')}\nendbfchar`);
    }
    return [
      '/CIDInit /ProcSet findresource begin',
      '12 dict begin',
      'begincmap',
      '/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def',
      '/CMapName /Adobe-Identity-UCS def',
      '/CMapType 2 def',
      '1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange',
      ...blocks,
      'endcmap',
      'CMapName currentdict /CMap defineresource pop',
      'end',
      'end',
    ].join('\n');
  }

  /** Six capitals that differ between subsets, made from the glyphs used and not at random (PDF 32000-1 §9.6.4). */
  private subsetTag(): string {
    let hash = 0x811c9dc5;
    for (const key of this.codes.keys()) {
      for (let i = 0; i < key.length; i += 1) hash = Math.imul(hash ^ key.charCodeAt(i), 0x01000193) >>> 0;
    }
    return Array.from({ length: 6 }, (_, index) =>
      String.fromCharCode(65 + (Math.floor(hash / 26 ** index) % 26)),
    ).join('');
  }
}
