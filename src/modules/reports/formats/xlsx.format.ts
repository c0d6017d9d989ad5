import { writeXlsxStream } from 'hucre/xlsx';
import { decimalOf, isMoney } from '../../../domain/reports/cell-text';
import type { ColumnType, ReportColumn } from '../../../domain/reports/report-definition';
import type { Cell, ReportHead, RowSink } from '../report-result';
import { totalRow } from './csv.format';
import type { FileFormat } from './file-format';
import type { Output } from './output';

type SheetCell = string | number | Date | null;

const NUMBER_FORMATS: Partial<Record<ColumnType, string>> = { date: 'yyyy-mm-dd', instant: 'yyyy-mm-dd hh:mm:ss' };
const WIDTHS: Partial<Record<ColumnType, number>> = {
  text: 24,
  name: 24,
  word: 20,
  entry: 38,
  payment: 38,
  invoice: 38,
  patient: 38,
  visit: 38,
  remittance: 38,
};
/** Sheet names are short, and some characters are not allowed in them. */
const SHEET_NAME_LENGTH = 31;

/** Rows handed over one batch at a time: the next is taken once the sheet has asked for it. */
class Handover {
  private waiting: readonly SheetCell[][] = [];
  private isOver = false;
  private wake: () => void = () => undefined;
  private taken: () => void = () => undefined;

  give(rows: readonly SheetCell[][]): Promise<void> {
    this.waiting = rows;
    this.wake();
    return new Promise((resolve) => (this.taken = resolve));
  }

  finish(): void {
    this.isOver = true;
    this.wake();
  }

  async *rows(): AsyncGenerator<SheetCell[]> {
    for (;;) {
      const batch = this.waiting;
      this.waiting = [];
      yield* batch;
      if (batch.length > 0) this.taken();
      else if (this.isOver) return;
      else await new Promise<void>((resolve) => (this.wake = resolve));
    }
  }
}

class XlsxEncoder implements RowSink {
  private readonly handover = new Handover();
  private head: ReportHead | undefined;
  private written: Promise<void> = Promise.resolve();
  /** Settles only with a failure, so that whoever hands rows over does not wait for a sheet that is no more. */
  private failed: Promise<never> = new Promise(() => undefined);

  constructor(private readonly output: Output) {}

  async start(head: ReportHead): Promise<void> {
    this.head = head;
    const sheet = writeXlsxStream(this.handover.rows(), {
      name: head.report.title.replace(/[\\/*?:[\]]/g, ' ').slice(0, SHEET_NAME_LENGTH),
      columns: head.columns.map(columnDef),
      freezePane: { rows: 1 },
    });
    this.written = this.pump(sheet);
    this.failed = this.written.then(() => new Promise<never>(() => undefined));
    this.failed.catch(() => undefined);
  }

  async rows(rows: readonly (readonly Cell[])[]): Promise<void> {
    const { head } = this;
    if (!head || rows.length === 0) return;
    await Promise.race([
      this.handover.give(rows.map((row) => row.map((cell, index) => sheetCell(cell, head.columns[index]?.type)))),
      this.failed,
    ]);
  }

  async end(): Promise<void> {
    const total = this.head && totalRow(this.head);
    if (total) await this.rows([total]);
    this.handover.finish();
    await this.written;
  }

  private async pump(sheet: ReadableStream<Uint8Array>): Promise<void> {
    const reader = sheet.getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      await this.output.write(value);
    }
  }
}

const columnDef = ({ title, type }: ReportColumn) => ({
  header: title,
  width: WIDTHS[type] ?? 14,
  ...(isMoney(type) ? { numFmt: '#,##0.00;[Red]-#,##0.00' } : {}),
  ...(NUMBER_FORMATS[type] ? { numFmt: NUMBER_FORMATS[type] } : {}),
});

/** A typed cell: amounts and counts are numbers, days and moments are dates, everything else is text and never a formula. */
function sheetCell(cell: Cell, type: ColumnType | undefined): SheetCell {
  if (cell === null || type === undefined) return cell;
  if (typeof cell === 'number') return isMoney(type) ? Number(decimalOf(cell)) : cell;
  return type === 'date' || type === 'instant' ? dateOr(cell) : cell;
}

/** The words of the last row stand in a column of dates, too. */
const dateOr = (text: string): Date | string => (/^\d{4}-\d{2}-\d{2}/.test(text) ? new Date(text) : text);

/**
 * XLSX: typed cells, the header frozen, the sums in the last row; what a sheet cannot hold goes on in a next one. As long as
 * it may be, little of it is in memory.
 */
export const XLSX: FileFormat = {
  describe: () => ({
    contentType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    ending: 'xlsx',
  }),
  encoder: (output) => new XlsxEncoder(output),
};
