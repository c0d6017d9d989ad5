import { stringify } from 'csv-stringify/sync';
import { cellText } from '../../../domain/reports/cell-text';
import type { Cell, LineSink, ReportHead } from '../report-result';
import { type FileFormat, isImportFile } from './file-format';
import type { Output } from './output';

/** Lines as RFC 4180 has them. */
export const csvLines = (rows: readonly (readonly string[])[]): string =>
  stringify(rows as string[][], { record_delimiter: 'windows' });

export const cellsOf = (row: readonly Cell[], head: ReportHead): string[] =>
  row.map((cell, index) => cellText(cell, head.columns[index]?.type ?? 'text'));

/** The sums of a report as a last row; none where nothing is added up or another program imports the file. */
export function totalRow(head: ReportHead): (string | number | null)[] | undefined {
  if (isImportFile(head) || Object.keys(head.totals).length === 0) return undefined;
  return head.columns.map(({ key }, index) => (index === 0 ? `Total of ${head.rowCount}` : (head.totals[key] ?? null)));
}

class CsvEncoder implements LineSink {
  private head: ReportHead | undefined;

  constructor(private readonly output: Output) {}

  async start(head: ReportHead): Promise<void> {
    this.head = head;
    await this.output.write(csvLines([head.columns.map(({ title }) => title)]));
  }

  lines(bytes: Uint8Array): Promise<void> {
    return this.output.write(bytes);
  }

  async end(): Promise<void> {
    const total = this.head && totalRow(this.head);
    if (this.head && total) await this.output.write(csvLines([cellsOf(total, this.head)]));
  }
}

/** CSV: UTF-8, RFC 4180, ISO dates, plain decimals, cells that would be formulas neutralized, the sums in the last row. */
export const CSV: FileFormat = {
  describe: () => ({ contentType: 'text/csv; charset=utf-8', ending: 'csv' }),
  encoder: (output) => new CsvEncoder(output),
};
