import { PAGE, type PdfBuilder } from './pdf-builder';
import type { PageCanvas } from './page-canvas';
import type { StructureElement, StructureRole } from './structure-element';
import { COLOR, MARGIN, TEXT } from './theme';
import { textWidth, wrapText, type TextStyle } from './wrap-text';

/** Where something goes on the page; x from the left edge, points. */
export interface Span {
  readonly x: number;
  readonly width: number;
}

const FOOTER_BASELINE = 30;
const CONTINUED_HEIGHT = 22;

/**
 * A cursor that walks down the pages. Blocks ask for room, draw at `y` (the top of what comes next) and move it down;
 * when the room is not there a page is added, headed by the running title.
 */
export class Flow {
  /** Top of the next block, in points from the bottom of the page. */
  y: number;
  canvas: PageCanvas;

  /**
   * @param runningTitle on every page but the first: kind, number and whom it is for, so that a loose sheet can be placed
   */
  constructor(
    readonly builder: PdfBuilder,
    private readonly runningTitle: string,
  ) {
    this.canvas = builder.addPage();
    this.y = PAGE.height - MARGIN.top;
    this.accentBar();
  }

  get area(): Span {
    return { x: MARGIN.left, width: PAGE.width - MARGIN.left - MARGIN.right };
  }

  /** Makes sure `height` points are free, unless the page is still empty. @returns whether that took a new page */
  ensure(height: number): boolean {
    if (this.y - height >= MARGIN.bottom || this.isAtTop) return false;
    this.nextPage();
    return true;
  }

  /** The height of an empty page. */
  get tallest(): number {
    return PAGE.height - MARGIN.top - MARGIN.bottom - CONTINUED_HEIGHT;
  }

  space(height: number): void {
    this.y -= height;
  }

  /** A text of its own, wrapped to the span, flowing over pages line by line. */
  text(
    text: string,
    style: TextStyle,
    options: { role?: StructureRole; parent?: StructureElement; span?: Span } = {},
  ): void {
    const span = options.span ?? this.area;
    const element = (options.parent ?? this.builder.root).child(options.role ?? 'P');
    for (const line of wrapText(text, style, span.width)) {
      this.ensure(style.leading);
      this.canvas.mark(element, () => this.canvas.text(line, style, span.x, this.y - style.size));
      this.y -= style.leading;
    }
  }

  rule(gapBefore = 6, gapAfter = 8): void {
    this.y -= gapBefore;
    this.ensure(1);
    this.canvas.artifact(() => this.canvas.rule({ ...this.area, y: this.y }, 0.6, COLOR.rule));
    this.y -= gapAfter;
  }

  /** Page numbers and the foot line, once every page is there. */
  footers(text: string): void {
    const total = this.builder.pages.length;
    this.builder.pages.forEach((canvas, index) => {
      const number = `Page ${index + 1} of ${total}`;
      const numberWidth = textWidth(number, TEXT.footer);
      const right = this.area.x + this.area.width - numberWidth;
      canvas.artifact(() => {
        canvas.rule({ ...this.area, y: FOOTER_BASELINE + 12 }, 0.6, COLOR.rule);
        const [line] = wrapText(text, TEXT.footer, this.area.width - numberWidth - 20, 1);
        if (line) canvas.text(line, TEXT.footer, this.area.x, FOOTER_BASELINE);
        const [shaped] = wrapText(number, TEXT.footer, numberWidth + 2, 1);
        if (shaped) canvas.text(shaped, TEXT.footer, right, FOOTER_BASELINE);
      }, 'Pagination');
    });
  }

  private get isAtTop(): boolean {
    return this.y >= PAGE.height - MARGIN.top - CONTINUED_HEIGHT;
  }

  private nextPage(): void {
    this.canvas = this.builder.addPage();
    this.y = PAGE.height - MARGIN.top;
    this.accentBar();
    const [line] = wrapText(this.runningTitle, TEXT.small, this.area.width, 1);
    this.canvas.artifact(() => {
      if (line) this.canvas.text(line, TEXT.small, this.area.x, this.y - TEXT.small.size);
    }, 'Pagination');
    this.y -= CONTINUED_HEIGHT;
  }

  private accentBar(): void {
    this.canvas.artifact(() =>
      this.canvas.box({ x: 0, y: PAGE.height - 6, width: PAGE.width, height: 6 }, COLOR.accent),
    );
  }
}
