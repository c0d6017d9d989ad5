import type { PrintedPractice } from '../sources/document-parties';
import { drawLabel, drawText } from './blocks';
import type { Flow } from './flow';
import { addressLines, printEin, printPhone } from './print';
import { TEXT } from './theme';
import { textWidth, type TextStyle } from './wrap-text';

export interface Letterhead {
  readonly practice: PrintedPractice;
  /** `Superbill`, `Receipt`. */
  readonly kind: string;
  /** Number, version, dates: label and value, under the kind. */
  readonly facts: readonly { readonly label: string; readonly text: string }[];
}

const FACTS_WIDTH = 190;

/** Practice at the left, what the document is at the right, a rule under both. */
export function letterhead(flow: Flow, head: Letterhead): void {
  const { x, width } = flow.area;
  const top = flow.y;
  flow.space(2);
  const left = { x, width: width - FACTS_WIDTH - 24 };
  flow.text(head.practice.legalName, TEXT.practice, { span: left });
  flow.space(2);
  for (const line of addressLines(head.practice.address)) flow.text(line, TEXT.body, { span: left });
  flow.text(`Phone ${printPhone(head.practice.phone)}`, TEXT.body, { span: left });
  flow.text(`NPI ${head.practice.npi}   ·   EIN ${printEin(head.practice.ein)}`, TEXT.body, { span: left });
  const leftEnd = flow.y;

  flow.y = top;
  const right = x + width;
  flow.canvas.mark(flow.builder.root.child('H1'), () => flushRight(flow, head.kind, TEXT.title, right));
  flow.space(TEXT.title.leading + 4);
  for (const fact of head.facts) {
    flow.canvas.mark(flow.builder.root.child('P'), () => {
      drawLabel(flow, fact.label, TEXT.small, { x: right - FACTS_WIDTH, y: flow.y - TEXT.body.size });
      flushRight(flow, fact.text, TEXT.strong, right);
    });
    flow.space(TEXT.body.leading + 0.5);
  }
  flow.y = Math.min(leftEnd, flow.y);
  flow.rule(8, 12);
}

function flushRight(flow: Flow, text: string, style: TextStyle, right: number): void {
  drawText(flow, text, style, { x: right - textWidth(text, style), y: flow.y - style.size });
}
