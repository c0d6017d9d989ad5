import { create } from 'qrcode';
import type { Flow } from './flow';
import { COLOR } from './theme';

/** Side of one module, points: 0.7 mm, read by a phone from the paper in hand. */
const MODULE = 2;

/**
 * Draws a text as a QR code (ISO/IEC 18004, level M) with its upper left corner at a point; the paper around it is its
 * quiet zone.
 * @returns the side of the code, points
 */
export function qrCode(flow: Flow, text: string, at: { x: number; y: number }): number {
  const { modules } = create(text, { errorCorrectionLevel: 'M' });
  const boxes = Array.from({ length: modules.size }, (_, row) =>
    runsOf((column) => modules.get(row, column) !== 0, modules.size).map(({ start, length }) => ({
      x: at.x + start * MODULE,
      y: at.y - (row + 1) * MODULE,
      width: length * MODULE,
      height: MODULE,
    })),
  ).flat();
  const figure = flow.builder.root.child('Figure', `QR code of ${text}`);
  flow.canvas.mark(figure, () => flow.canvas.boxes(boxes, COLOR.ink));
  return modules.size * MODULE;
}

/** How much room the code of a text takes. */
export const qrSide = (text: string): number => create(text, { errorCorrectionLevel: 'M' }).modules.size * MODULE;

/** Neighboring dark modules of a row, each run as one. */
function runsOf(isDark: (column: number) => boolean, size: number): { start: number; length: number }[] {
  const runs: { start: number; length: number }[] = [];
  for (let column = 0; column < size; column += 1) {
    const last = runs.at(-1);
    if (!isDark(column)) continue;
    if (last && last.start + last.length === column) last.length += 1;
    else runs.push({ start: column, length: 1 });
  }
  return runs;
}
