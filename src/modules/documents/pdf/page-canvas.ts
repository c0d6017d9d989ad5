import type { PDFPage } from 'pdf-lib';
import type { EmbeddedFace } from './embedded-face';
import type { Face } from './face';
import { utf16Hex } from './hex';
import type { GlyphRun, ShapedLine } from './shape-text';
import type { StructureElement } from './structure-element';
import type { Color, TextStyle } from './wrap-text';

/** PDF numbers: two decimals, no exponent, no negative zero. */
const num = (value: number): string => String(Math.round(value * 100) / 100 + 0);

/**
 * The content of one page. Origin bottom left, points. Everything drawn belongs to a structure element (`mark`) or is
 * an artifact (`artifact`): page furniture a screen reader skips.
 */
export class PageCanvas {
  private readonly operators: string[] = [];
  private markedContents = 0;

  constructor(
    readonly page: PDFPage,
    private readonly embed: (face: Face) => EmbeddedFace,
  ) {}

  /** How many pieces of marked content the page has: its ids are 0 … n-1. */
  get markedContentCount(): number {
    return this.markedContents;
  }

  mark(element: StructureElement, draw: () => void): void {
    const id = this.markedContents;
    this.markedContents += 1;
    element.addContent(this.page.ref, id);
    this.operators.push(`/${element.role} <</MCID ${id}>> BDC`);
    draw();
    this.operators.push('EMC');
  }

  artifact(draw: () => void, type: 'Layout' | 'Pagination' = 'Layout'): void {
    this.operators.push(`/Artifact <</Type /${type}>> BDC`);
    draw();
    this.operators.push('EMC');
  }

  /** Draws a shaped line with its left end of the baseline at (x, y). */
  text(line: ShapedLine, style: TextStyle, x: number, y: number): void {
    if (line.runs.length === 0) return;
    this.operators.push('BT', `${fill(style.color)} ${num(style.tracking ?? 0)} Tc`);
    let pen = x;
    for (const run of line.runs) {
      this.run(run, style, pen, y);
      pen += (run.width * style.size) / 1000 + run.glyphs.length * (style.tracking ?? 0);
    }
    this.operators.push('ET');
  }

  /** A filled rectangle; (x, y) is its lower left corner. */
  box(area: { x: number; y: number; width: number; height: number }, color: Color): void {
    this.operators.push(`${fill(color)} ${num(area.x)} ${num(area.y)} ${num(area.width)} ${num(area.height)} re f`);
  }

  /** Rectangles filled as one shape, so that no hairline shows where they touch. */
  boxes(areas: readonly { x: number; y: number; width: number; height: number }[], color: Color): void {
    const paths = areas.map(({ x, y, width, height }) => `${num(x)} ${num(y)} ${num(width)} ${num(height)} re`);
    this.operators.push(`${fill(color)} ${paths.join(' ')} f`);
  }

  /** The outline of a rectangle. */
  frame(area: { x: number; y: number; width: number; height: number }, thickness: number, color: Color): void {
    this.operators.push(
      `${stroke(color)} ${num(thickness)} w ${num(area.x)} ${num(area.y)} ${num(area.width)} ${num(area.height)} re S`,
    );
  }

  /** A horizontal rule. */
  rule(from: { x: number; y: number; width: number }, thickness: number, color: Color): void {
    this.box({ x: from.x, y: from.y - thickness / 2, width: from.width, height: thickness }, color);
  }

  content(): string {
    return this.operators.join('\n');
  }

  private run(run: GlyphRun, style: TextStyle, x: number, y: number): void {
    const face = this.embed(run.face);
    const isActual = run.actualText !== undefined;
    if (isActual) this.operators.push(`/Span <</ActualText <FEFF${utf16Hex(run.actualText ?? '')}>>> BDC`);
    this.operators.push(`/${face.resourceName} ${num(style.size)} Tf`);
    if (run.isFauxBold) this.operators.push(`2 Tr ${num(style.size / 40)} w ${stroke(style.color)}`);
    this.glyphs(run, face, style, { x, y });
    if (run.isFauxBold) this.operators.push('0 Tr');
    if (isActual) this.operators.push('EMC');
  }

  /** As one string where every glyph follows the one before, anew wherever one is moved or the text runs leftward. */
  private glyphs(run: GlyphRun, face: EmbeddedFace, style: TextStyle, at: { x: number; y: number }): void {
    const em = style.size / 1000;
    let codes = '';
    let follows = { x: NaN, y: NaN };
    for (const { glyph, x } of inReadingOrder(run)) {
      if (codes === '' || Math.abs(x - follows.x) > 0.5 || glyph.dy !== follows.y) {
        if (codes !== '') this.operators.push(`<${codes}> Tj`);
        this.operators.push(`1 0 0 1 ${num(at.x + x * em)} ${num(at.y + glyph.dy * em)} Tm`);
        codes = '';
      }
      codes += face.encode(glyph);
      follows = { x: x + glyph.width, y: glyph.dy };
    }
    if (codes !== '') this.operators.push(`<${codes}> Tj`);
  }
}

/** The glyphs of a run with their distance from its left end, in thousandths of the type size. */
function inReadingOrder(run: GlyphRun): { glyph: GlyphRun['glyphs'][number]; x: number }[] {
  let pen = 0;
  const placed = run.glyphs.map((glyph) => {
    const x = pen + glyph.dx;
    pen += glyph.advance;
    return { glyph, x };
  });
  return run.isRightToLeft ? placed.reverse() : placed;
}

const fill = ([red, green, blue]: Color): string => `${num(red)} ${num(green)} ${num(blue)} rg`;
const stroke = ([red, green, blue]: Color): string => `${num(red)} ${num(green)} ${num(blue)} RG`;
