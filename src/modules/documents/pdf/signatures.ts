import type { SuperbillProvider } from '../models/superbill.model';
import { drawText } from './blocks';
import type { Flow } from './flow';
import { COLOR, TEXT } from './theme';

const ROOM_TO_SIGN = 30;
const DATE_WIDTH = 110;
const GUTTER = 24;

/** The attestation, and for each provider a line to sign on and one for the date. A pair stays on one page. */
export function signatures(flow: Flow, block: { statement: string; providers: readonly SuperbillProvider[] }): void {
  flow.space(12);
  flow.ensure(TEXT.body.leading * 2 + ROOM_TO_SIGN + TEXT.small.leading + 4);
  flow.text(block.statement, TEXT.body);
  for (const { name, credentials } of block.providers) signatureLine(flow, `Signature of ${name}, ${credentials}`);
}

/** A line to sign on and one for the date. @param signer said under it */
export function signatureLine(flow: Flow, signer: string): void {
  flow.ensure(ROOM_TO_SIGN + TEXT.small.leading + 4);
  flow.space(ROOM_TO_SIGN);
  const { x, width } = flow.area;
  const dateX = x + width - DATE_WIDTH;
  const y = flow.y;
  flow.canvas.artifact(() => {
    flow.canvas.rule({ x, y, width: width - DATE_WIDTH - GUTTER }, 0.7, COLOR.muted);
    flow.canvas.rule({ x: dateX, y, width: DATE_WIDTH }, 0.7, COLOR.muted);
  });
  flow.space(3);
  const baseline = flow.y - TEXT.small.size;
  flow.canvas.mark(flow.builder.root.child('P'), () => {
    drawText(flow, signer, TEXT.small, { x, y: baseline }, width - DATE_WIDTH - GUTTER);
    drawText(flow, 'Date', TEXT.small, { x: dateX, y: baseline });
  });
  flow.space(TEXT.small.leading + 1);
}
