import { Zip, ZipDeflate } from 'fflate';
import type { Cell, ReportHead, RowSink } from '../report-result';
import { cellsOf, csvLines } from './csv.format';
import type { FileFormat } from './file-format';
import type { Output } from './output';

/** Xero takes this many lines of a file. */
export const LINES_A_FILE = 300;
/** The same bytes whenever they are made; the oldest day a ZIP archive can tell. */
const MADE_AT = '1980-01-02T00:00:00';

/** Journals cut into files of at most 300 lines, none across two of them. */
class XeroEncoder implements RowSink {
  private head: ReportHead | undefined;
  private journal: string[][] = [];
  private file: string[][] = [];
  private fileNumber = 0;
  private zip: Zip | undefined;
  private chunks: Uint8Array[] = [];

  constructor(private readonly output: Output) {}

  start(head: ReportHead): Promise<void> {
    this.head = head;
    if (head.rowCount > LINES_A_FILE)
      this.zip = new Zip((error, chunk) => {
        if (error) throw error;
        this.chunks.push(chunk);
      });
    return Promise.resolve();
  }

  async rows(rows: readonly (readonly Cell[])[]): Promise<void> {
    const { head } = this;
    if (!head) return;
    for (const row of rows) {
      const cells = cellsOf(row, head);
      if (this.journal[0] && this.journal[0][0] !== cells[0]) await this.closeJournal();
      this.journal.push(cells);
    }
  }

  async end(): Promise<void> {
    await this.closeJournal();
    await this.closeFile();
    this.zip?.end();
    await this.flush();
  }

  private async closeJournal(): Promise<void> {
    if (this.file.length > 0 && this.file.length + this.journal.length > LINES_A_FILE) await this.closeFile();
    this.file.push(...this.journal);
    this.journal = [];
  }

  private async closeFile(): Promise<void> {
    const titles = (this.head?.columns ?? []).map(({ title }) => title);
    const text = csvLines([titles, ...this.file]);
    this.file = [];
    if (!this.zip) return this.output.write(text);
    this.fileNumber += 1;
    const entry = new ZipDeflate(`journal-${String(this.fileNumber).padStart(3, '0')}.csv`, { level: 6 });
    entry.mtime = MADE_AT;
    this.zip.add(entry);
    entry.push(Buffer.from(text, 'utf8'), true);
    await this.flush();
  }

  private async flush(): Promise<void> {
    const chunks = this.chunks;
    this.chunks = [];
    for (const chunk of chunks) await this.output.write(chunk);
  }
}

/** Manual journals for Xero: one CSV file, or a ZIP of numbered ones where Xero would not take it whole. */
export const XERO: FileFormat = {
  describe: (head) =>
    head.rowCount > LINES_A_FILE
      ? { contentType: 'application/zip', ending: 'zip' }
      : { contentType: 'text/csv; charset=utf-8', ending: 'csv' },
  encoder: (output) => new XeroEncoder(output),
};
