import type { Flow } from './flow';
import type { ShapedLine } from './shape-text';
import type { StructureElement, StructureRole } from './structure-element';
import { COLOR, TEXT } from './theme';
import { wrapText, type TextStyle } from './wrap-text';

export interface Column {
  readonly title: string;
  /** Share of the table's width; shares are relative to their sum. */
  readonly share: number;
  readonly align?: 'left' | 'right' | 'center';
}

export interface Cell {
  readonly text: string;
  /** Set small and muted under the text: a reason, a code's description. */
  readonly note?: string;
  readonly isStrong?: boolean;
}

export interface TableSpec {
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Cell[])[];
}

const PADDING = { x: 4, y: 3.6 } as const;
/** A cell longer than this is cut with an ellipsis, so that a row always fits a page. */
const MAX_CELL_LINES = 12;

interface PlacedColumn extends Column {
  readonly x: number;
  readonly width: number;
}

/** A table over the whole text width. Rows stay in one piece; the column titles come back on every page. */
export function table(flow: Flow, spec: TableSpec): void {
  const columns = placeColumns(flow, spec.columns);
  const element = flow.builder.root.child('Table');
  const head = layOut(
    columns.map((column) => ({ text: column.title })),
    columns,
    TEXT.columnTitle,
  );
  const body = spec.rows.map((row) => layOut(row, columns, TEXT.cell));
  flow.ensure(head.height + (body[0]?.height ?? 0));
  drawHead(flow, head, columns, element.child('THead').child('TR'));
  const tableBody = element.child('TBody');
  for (const row of body) {
    if (flow.ensure(row.height)) drawHead(flow, head, columns);
    drawRow(flow, row, columns, { role: 'TD', parent: tableBody.child('TR') });
    flow.y -= row.height;
    flow.canvas.artifact(() => flow.canvas.rule({ ...flow.area, y: flow.y }, 0.5, COLOR.rule));
  }
}

function placeColumns(flow: Flow, columns: readonly Column[]): PlacedColumn[] {
  const shares = columns.reduce((sum, column) => sum + column.share, 0);
  let x = flow.area.x;
  return columns.map((column) => {
    const width = (flow.area.width * column.share) / shares;
    const placed = { ...column, x, width };
    x += width;
    return placed;
  });
}

interface CellLine {
  readonly line: ShapedLine;
  readonly style: TextStyle;
}

interface LaidOutRow {
  readonly cells: readonly (readonly CellLine[])[];
  readonly height: number;
}

function layOut(cells: readonly Cell[], columns: readonly PlacedColumn[], base: TextStyle): LaidOutRow {
  const laidOut = columns.map((column, index) => {
    const cell = cells[index] ?? { text: '' };
    const width = column.width - 2 * PADDING.x;
    const style = cell.isStrong ? TEXT.cellStrong : base;
    const lines: CellLine[] = wrapText(cell.text, style, width, MAX_CELL_LINES).map((line) => ({ line, style }));
    if (cell.note) {
      const note = wrapText(cell.note, TEXT.cellNote, width, MAX_CELL_LINES);
      lines.push(...note.map((line) => ({ line, style: TEXT.cellNote })));
    }
    return lines;
  });
  const tallest = Math.max(...laidOut.map((lines) => lines.reduce((sum, { style }) => sum + style.leading, 0)));
  return { cells: laidOut, height: tallest + 2 * PADDING.y };
}

/** The column titles: tagged once, page furniture when repeated. */
function drawHead(flow: Flow, head: LaidOutRow, columns: readonly PlacedColumn[], parent?: StructureElement): void {
  flow.canvas.artifact(() =>
    flow.canvas.box({ ...flow.area, y: flow.y - head.height, height: head.height }, COLOR.tint),
  );
  if (parent) drawRow(flow, head, columns, { role: 'TH', parent });
  else flow.canvas.artifact(() => drawLines(flow, head, columns), 'Pagination');
  flow.y -= head.height;
}

function drawRow(
  flow: Flow,
  row: LaidOutRow,
  columns: readonly PlacedColumn[],
  tag: { role: StructureRole; parent: StructureElement },
): void {
  columns.forEach((column, index) => {
    const lines = row.cells[index] ?? [];
    flow.canvas.mark(tag.parent.child(tag.role), () => drawCell(flow, lines, column));
  });
}

function drawLines(flow: Flow, row: LaidOutRow, columns: readonly PlacedColumn[]): void {
  columns.forEach((column, index) => drawCell(flow, row.cells[index] ?? [], column));
}

function drawCell(flow: Flow, lines: readonly CellLine[], column: PlacedColumn): void {
  let y = flow.y - PADDING.y;
  for (const { line, style } of lines) {
    const slack = column.width - 2 * PADDING.x - (line.width * style.size) / 1000;
    const indent = column.align === 'right' ? slack : column.align === 'center' ? slack / 2 : 0;
    flow.canvas.text(line, style, column.x + PADDING.x + Math.max(0, indent), y - style.size);
    y -= style.leading;
  }
}
