import { Temporal } from 'temporal-polyfill';
import type { Cms1500SheetView, Cms1500View } from '../../claims/cms1500.view';
import {
  AMOUNTS,
  CROSSES,
  FORM_ROWS,
  type FormCell,
  LOOSE_VALUES,
  SERVICE_COLUMNS,
  SERVICE_LINE,
  SERVICE_LINES,
} from './cms1500-layout';
import type { PageCanvas } from './page-canvas';
import { PAGE, PdfBuilder } from './pdf-builder';
import type { StructureElement } from './structure-element';
import { COLOR, TEXT } from './theme';
import { type TextStyle, wrapText } from './wrap-text';

/** What it is printed on: a blank sheet, frames and captions with it, or the payer's own pre-printed form. */
export type Cms1500Paper = 'plain' | 'form';

/** The grid of the form: ten columns and six lines to the inch. */
const COLUMN = 7.2;
const LINE = 12;
const LEFT = 18;
const CAPTION: TextStyle = { ...TEXT.label, size: 5.4, leading: 6, tracking: 0.1 };
const VALUE: TextStyle = { ...TEXT.body, size: 9, leading: LINE, color: [0, 0, 0] };

const x = (column: number): number => LEFT + (column - 1) * COLUMN;
/** The baseline of a line of type. */
const y = (line: number): number => PAGE.height - line * LINE;

interface Sheet {
  readonly canvas: PageCanvas;
  readonly section: StructureElement;
  readonly paper: Cms1500Paper;
}

/**
 * Draws a claim as the form CMS-1500 (02/12): every value on the line and column of type where the form has its box. On a
 * blank sheet the boxes are drawn, with captions in our own words; procedure codes stand bare.
 */
export async function renderCms1500(claim: Cms1500View, paper: Cms1500Paper): Promise<Uint8Array> {
  const title = `CMS-1500 ${claim.controlNumber}`;
  const createdAt = Temporal.Instant.from(claim.createdAt);
  const builder = await PdfBuilder.create({ title, author: 'Billing', createdAt });
  claim.sheets.forEach((sheet, index) => {
    const section = builder.root.child('Sect');
    const page: Sheet = { canvas: builder.addPage(), section, paper };
    if (paper === 'plain') {
      const name = claim.sheets.length > 1 ? `${title}, sheet ${index + 1} of ${claim.sheets.length}` : title;
      draw(page, { text: name, style: TEXT.strong, column: 1, line: 3 });
    }
    drawBoxes(page, sheet);
    drawServices(page, sheet);
  });
  return builder.finish();
}

function drawBoxes(page: Sheet, { boxes }: Cms1500SheetView): void {
  for (const { line, cells } of FORM_ROWS)
    for (const cell of cells) {
      frameOf(page, cell, line);
      for (const { box, at } of cell.values) drawValue(page, { box, text: boxes[box], column: at, line });
    }
  for (const { box, at, line } of LOOSE_VALUES)
    boxes[box]?.split('\n').forEach((text, row) => drawValue(page, { box, text, column: at, line: line + row }));
}

function frameOf({ canvas, section, paper }: Sheet, { caption, from, to, lines = 2 }: FormCell, line: number): void {
  if (paper === 'form') return;
  const area = { x: x(from) - 2, y: y(line) - 3, width: (to - from + 1) * COLUMN, height: lines * LINE };
  canvas.artifact(() => canvas.frame(area, 0.4, COLOR.muted));
  if (caption === '') return;
  const [shaped] = wrapText(caption, CAPTION, area.width - 3, 1);
  if (shaped)
    canvas.mark(section.child('P'), () =>
      canvas.text(shaped, CAPTION, x(from), area.y + area.height - CAPTION.leading),
    );
}

const printed = (box: string, text: string): string => (AMOUNTS.includes(box) ? text.replace('.', ' ') : text);

/** A word, or a cross in the square that stands for it on a pre-printed form. */
function drawValue(
  page: Sheet,
  value: { box: keyof Cms1500SheetView['boxes']; text: string | undefined; column: number; line: number },
): void {
  const { box, text, column, line } = value;
  if (text === undefined) return;
  const square = page.paper === 'form' ? CROSSES[box]?.[text] : undefined;
  draw(page, { text: square === undefined ? printed(box, text) : 'X', style: VALUE, column: square ?? column, line });
}

function drawServices(page: Sheet, { lines }: Cms1500SheetView): void {
  for (const column of SERVICE_COLUMNS) frameOf(page, { ...column, values: [], lines: 1 }, SERVICE_LINE - 2);
  for (let place = 0; place < SERVICE_LINES; place += 1) {
    const line = SERVICE_LINE + place * 2;
    if (page.paper === 'plain') {
      const area = { x: x(1) - 2, y: y(line - 1) - 3, width: 80 * COLUMN, height: LINE };
      page.canvas.artifact(() => page.canvas.box(area, COLOR.tint));
    }
    for (const { from, to, box, at } of SERVICE_COLUMNS) {
      frameOf(page, { caption: '', from, to, values: [], lines: 1 }, line);
      const text = box && lines[place]?.[box];
      if (box !== undefined && text !== undefined)
        draw(page, { text: printed(box, text), style: VALUE, column: at, line });
    }
    const supplement = lines[place]?.['24.supplement'];
    if (supplement !== undefined) draw(page, { text: supplement, style: VALUE, column: 1, line: line - 1 });
  }
}

function draw(
  { canvas, section }: Sheet,
  { text, style, column, line }: { text: string; style: TextStyle; column: number; line: number },
): void {
  const [shaped] = wrapText(text, style, PAGE.width - LEFT - x(column), 1);
  if (shaped) canvas.mark(section.child('P'), () => canvas.text(shaped, style, x(column), y(line)));
}
