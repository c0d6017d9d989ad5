import type { Cell, ReportHead, RowSink } from '../report-result';
import { cellText } from '../../../domain/reports/cell-text';
import type { FileFormat } from './file-format';
import type { Output } from './output';

const TRANSACTION_HEAD = [
  '!TRNS\tTRNSID\tTRNSTYPE\tDATE\tACCNT\tNAME\tAMOUNT\tMEMO',
  '!SPL\tSPLID\tTRNSTYPE\tDATE\tACCNT\tNAME\tAMOUNT\tMEMO',
  '!ENDTRNS',
];

/** Tabs and line breaks part cells and lines here; nothing else is special. */
const clean = (text: string): string => text.replace(/[\t\r\n]+/g, ' ');

interface JournalLine {
  readonly journal: string;
  readonly account: string;
  readonly accountType: string;
  readonly cells: readonly string[];
}

class IifEncoder implements RowSink {
  private head: ReportHead | undefined;
  private journal: JournalLine[] = [];
  private readonly declared = new Set<string>();
  private isHeadWritten = false;

  constructor(private readonly output: Output) {}

  start(head: ReportHead): Promise<void> {
    this.head = head;
    return Promise.resolve();
  }

  async rows(rows: readonly (readonly Cell[])[]): Promise<void> {
    for (const row of rows) {
      const line = this.lineOf(row);
      if (this.journal[0] && this.journal[0].journal !== line.journal) await this.flush();
      this.journal.push(line);
    }
  }

  async end(): Promise<void> {
    await this.flush();
  }

  /** A journal whole; accounts the file has not named yet are declared before it, so that none is taken for a receivable. */
  private async flush(): Promise<void> {
    const fresh = new Map(
      this.journal.filter(({ account }) => !this.declared.has(account)).map((line) => [line.account, line.accountType]),
    );
    const lines =
      fresh.size > 0 ? ['!ACCNT\tNAME\tACCNTTYPE', ...[...fresh].map(([name, type]) => `ACCNT\t${name}\t${type}`)] : [];
    if (fresh.size > 0 || !this.isHeadWritten) lines.push(...TRANSACTION_HEAD);
    lines.push(...this.journal.map(({ cells }, index) => [index === 0 ? 'TRNS' : 'SPL', ...cells].join('\t')));
    if (this.journal.length > 0) lines.push('ENDTRNS');
    fresh.forEach((_type, name) => this.declared.add(name));
    this.isHeadWritten = true;
    this.journal = [];
    await this.output.write(`${lines.join('\r\n')}\r\n`);
  }

  private lineOf(row: readonly Cell[]): JournalLine {
    const cell = (key: string): string => {
      const index = this.head?.columns.findIndex((column) => column.key === key) ?? -1;
      const type = this.head?.columns[index]?.type ?? 'text';
      const value = row[index] ?? null;
      return clean(typeof value === 'string' ? value : cellText(value, type));
    };
    const keys = ['TRNSID', 'TRNSTYPE', 'DATE', 'ACCNT', 'NAME', 'AMOUNT', 'MEMO'];
    return { journal: cell('TRNSID'), account: cell('ACCNT'), accountType: cell('ACCNTTYPE'), cells: keys.map(cell) };
  }
}

/** IIF of QuickBooks Desktop: tab-delimited, a TRNS line, SPL lines and ENDTRNS for each journal, debits above zero. */
export const IIF: FileFormat = {
  describe: () => ({ contentType: 'text/plain; charset=utf-8', ending: 'iif' }),
  encoder: (output) => new IifEncoder(output),
};
