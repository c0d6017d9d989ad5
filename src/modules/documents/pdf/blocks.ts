import { cleanText } from './clean-text';
import type { Flow, Span } from './flow';
import { shapeLine } from './shape-text';
import { COLOR, TEXT } from './theme';
import { textWidth, wrapText, type TextStyle } from './wrap-text';

/** A small heading over lines of text: an address, a provider, a patient. */
export interface FieldGroup {
  readonly title: string;
  readonly lines: readonly FieldLine[];
}

export interface FieldLine {
  readonly text: string;
  /** Printed before the text, muted: `NPI`, `EIN`. */
  readonly label?: string;
  readonly isStrong?: boolean;
}

const GUTTER = 18;
const LABEL_GAP = 4;

/** Groups side by side in columns of equal width; the tallest decides the height. */
export function fieldColumns(flow: Flow, groups: readonly FieldGroup[], perRow = 3): void {
  for (let start = 0; start < groups.length; start += perRow) {
    if (start > 0) flow.space(8);
    const row = groups.slice(start, start + perRow);
    const width = (flow.area.width - GUTTER * (perRow - 1)) / perRow;
    flow.ensure(Math.min(flow.tallest, Math.max(...row.map((group) => groupHeight(group, width)))));
    const top = flow.y;
    let lowest = top;
    row.forEach((group, index) => {
      flow.y = top;
      fieldGroup(flow, group, { x: flow.area.x + index * (width + GUTTER), width });
      lowest = Math.min(lowest, flow.y);
    });
    flow.y = lowest;
  }
}

/** The most lines one field may take. */
const MAX_FIELD_LINES = 5;

function fieldGroup(flow: Flow, group: FieldGroup, span: Span): void {
  const section = flow.builder.root.child('Sect');
  flow.text(group.title.toUpperCase(), TEXT.label, { role: 'H2', parent: section, span });
  flow.space(1);
  for (const field of group.lines) {
    const { style, lines, indent } = setField(field, span.width);
    const element = section.child('P');
    lines.forEach((line, index) => {
      flow.canvas.mark(element, () => {
        const baseline = flow.y - style.size;
        if (index === 0 && field.label) drawLabel(flow, field.label, TEXT.small, { x: span.x, y: baseline });
        flow.canvas.text(line, style, span.x + indent, baseline);
      });
      flow.y -= style.leading;
    });
  }
}

function setField(field: FieldLine, width: number) {
  const style = field.isStrong ? TEXT.strong : TEXT.body;
  const indent = field.label ? textWidth(field.label, TEXT.small) + LABEL_GAP : 0;
  return { style, indent, lines: wrapText(field.text, style, width - indent, MAX_FIELD_LINES) };
}

const groupHeight = (group: FieldGroup, width: number): number =>
  group.lines.reduce((sum, field) => {
    const { style, lines } = setField(field, width);
    return sum + lines.length * style.leading;
  }, TEXT.label.leading + 1);

/** A label at a point, with the space that keeps it apart from its value when the page is read out. */
export function drawLabel(flow: Flow, label: string, style: TextStyle, at: { x: number; y: number }): void {
  flow.canvas.text(shapeLine(`${cleanText(label)} `, style.weight), style, at.x, at.y);
}

/** One line of text at a point; longer text is cut. */
export function drawText(
  flow: Flow,
  text: string,
  style: TextStyle,
  at: { x: number; y: number },
  width = 1_000,
): void {
  const [line] = wrapText(text, style, width, 1);
  if (line) flow.canvas.text(line, style, at.x, at.y);
}

/** Label-and-text pairs one after the other, wrapping as whole pairs: diagnosis pointers with their codes. */
export function inlineFields(
  flow: Flow,
  title: string,
  fields: readonly Required<Omit<FieldLine, 'isStrong'>>[],
): void {
  flow.text(title.toUpperCase(), TEXT.label, { role: 'H2' });
  flow.space(1);
  const list = flow.builder.root.child('Sect');
  const end = flow.area.x + flow.area.width;
  let x = flow.area.x;
  for (const { label, text } of fields) {
    const indent = textWidth(label, TEXT.small) + LABEL_GAP;
    if (x > flow.area.x && x + indent + textWidth(text, TEXT.strong) > end) {
      x = flow.area.x;
      flow.space(TEXT.strong.leading);
    }
    const lines = wrapText(text, TEXT.strong, end - x - indent);
    const element = list.child('P');
    lines.forEach((line, index) => {
      if (index > 0) flow.space(TEXT.strong.leading);
      flow.ensure(TEXT.strong.leading);
      const y = flow.y - TEXT.strong.size;
      flow.canvas.mark(element, () => {
        if (index === 0) drawLabel(flow, label, TEXT.small, { x, y });
        flow.canvas.text(line, TEXT.strong, x + indent, y);
      });
    });
    x += indent + textWidth(text, TEXT.strong) + GUTTER;
  }
  flow.space(TEXT.strong.leading);
}

/** A tinted band with a few fields side by side, one of them a headline figure. */
export function panel(flow: Flow, fields: readonly { label: string; text: string; isHeadline?: boolean }[]): void {
  const { x, width } = flow.area;
  const columnWidth = (width - 2 * GUTTER) / fields.length;
  const set = fields.map((field) => {
    const style = field.isHeadline ? TEXT.headline : TEXT.panel;
    return { ...field, style, lines: wrapText(field.text, style, columnWidth - GUTTER, MAX_FIELD_LINES) };
  });
  const height = 33 + Math.max(...set.map(({ lines, style }) => lines.length * style.leading));
  flow.ensure(height);
  const top = flow.y;
  flow.canvas.artifact(() => {
    flow.canvas.box({ x, y: top - height, width, height }, COLOR.tint);
    flow.canvas.box({ x, y: top - height, width: 3, height }, COLOR.accent);
  });
  set.forEach(({ label, lines, style }, index) => {
    const at = x + GUTTER + index * columnWidth;
    flow.canvas.mark(flow.builder.root.child('P'), () => {
      drawLabel(flow, label.toUpperCase(), TEXT.label, { x: at, y: top - 18 });
      lines.forEach((line, row) => {
        flow.canvas.text(line, style, at, top - 24 - (row + 1) * style.leading + (style.leading - style.size) / 2);
      });
    });
  });
  flow.y = top - height;
}

export interface TotalRow {
  readonly label: string;
  readonly amount: string;
  readonly isGrand?: boolean;
}

/**
 * Labels and amounts at the right edge, the amounts flush right; a grand total gets a rule above it.
 * @param stamp words in a frame beside them, at the left edge
 */
export function totals(flow: Flow, rows: readonly TotalRow[], stamp?: string): void {
  const width = 210;
  const right = flow.area.x + flow.area.width;
  const list = flow.builder.root.child('Sect');
  flow.ensure(rows.reduce((sum, row) => sum + (row.isGrand ? 22 : TEXT.total.leading + 1.5), 0));
  for (const row of rows) {
    const style = row.isGrand ? TEXT.grandTotal : TEXT.total;
    if (row.isGrand) {
      flow.space(3);
      const y = flow.y;
      flow.canvas.artifact(() => flow.canvas.rule({ x: right - width, y, width }, 0.8, COLOR.accent));
      flow.space(4);
    }
    const baseline = flow.y - style.size;
    flow.canvas.mark(list.child('P'), () => {
      drawLabel(flow, row.label, style, { x: right - width + 4, y: baseline });
      drawText(flow, row.amount, style, { x: right - 4 - textWidth(row.amount, style), y: baseline });
    });
    flow.space(style.leading + 1.5);
  }
  if (stamp) frame(flow, stamp, flow.y + 4);
}

function frame(flow: Flow, words: string, y: number): void {
  const width = textWidth(words.toUpperCase(), TEXT.stamp) + 20;
  const { x } = flow.area;
  flow.canvas.artifact(() => flow.canvas.frame({ x, y, width, height: 22 }, 1, COLOR.accent));
  flow.canvas.mark(flow.builder.root.child('P'), () =>
    drawText(flow, words.toUpperCase(), TEXT.stamp, { x: x + 10, y: y + 7.5 }),
  );
}
