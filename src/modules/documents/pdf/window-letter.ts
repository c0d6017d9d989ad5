import type { PrintedRecipient } from '../models/invoice.model';
import { drawLabel, drawText } from './blocks';
import type { Flow } from './flow';
import { PAGE } from './pdf-builder';
import { addressLines } from './print';
import { COLOR, TEXT } from './theme';
import { wrapText } from './wrap-text';

/**
 * Where the address of a letter folded in three stays inside the window of a #10 envelope (4.5 by 1.125 inches, 0.875 from
 * the left, 0.5 from the bottom), however the sheet slips: points from the left and from the top of the page.
 */
const WINDOW = { x: 68, top: 181, width: 246, lines: 4 } as const;
/** Under the window, and under the first fold. */
const BELOW = 276;
/** To the right of anything the window could show. */
const BOX = { x: 396, top: 160, width: 170, height: 88 } as const;

/** The amount at stake and its day, at the right of the address. */
export interface AmountBox {
  readonly label: string;
  readonly amount: string;
  readonly notes: readonly { readonly label: string; readonly text: string }[];
}

/** Address and amount at their fixed places on the first page; the cursor goes below both. */
export function windowLetter(flow: Flow, letter: { recipient: PrintedRecipient; box: AmountBox }): void {
  address(flow, letter.recipient);
  amountBox(flow, letter.box);
  flow.y = Math.min(flow.y, PAGE.height - BELOW);
}

function address(flow: Flow, { name, address: place }: PrintedRecipient): void {
  const element = flow.builder.root.child('P');
  const lines = [name, ...(place ? addressLines(place) : [])].slice(0, WINDOW.lines + 1);
  let y = PAGE.height - WINDOW.top;
  lines.forEach((text, index) => {
    const style = index === 0 ? TEXT.addressName : TEXT.address;
    const [line] = wrapText(text, style, WINDOW.width, 1);
    if (line) flow.canvas.mark(element, () => flow.canvas.text(line, style, WINDOW.x, y - style.size));
    y -= style.leading;
  });
}

function amountBox(flow: Flow, box: AmountBox): void {
  const top = PAGE.height - BOX.top;
  flow.canvas.artifact(() => {
    flow.canvas.box({ x: BOX.x, y: top - BOX.height, width: BOX.width, height: BOX.height }, COLOR.tint);
    flow.canvas.box({ x: BOX.x, y: top - BOX.height, width: 3, height: BOX.height }, COLOR.accent);
  });
  const section = flow.builder.root.child('Sect');
  const x = BOX.x + 16;
  flow.canvas.mark(section.child('P'), () => {
    drawLabel(flow, box.label.toUpperCase(), TEXT.label, { x, y: top - 19 });
    drawText(flow, box.amount, TEXT.headline, { x, y: top - 44 }, BOX.width - 24);
  });
  box.notes.forEach(({ label, text }, index) => {
    const y = top - 62 - index * 14;
    flow.canvas.mark(section.child('P'), () => {
      drawLabel(flow, label, TEXT.small, { x, y });
      drawText(flow, text, TEXT.strong, { x: x + 56, y }, BOX.width - 78);
    });
  });
}
