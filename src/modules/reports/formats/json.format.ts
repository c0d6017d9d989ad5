import { type Cell, type ReportHead, type RowSink, tieOf } from '../report-result';
import type { FileFormat } from './file-format';
import type { Output } from './output';

/** What a report's JSON says before its rows. */
export const headOf = (head: ReportHead) => ({
  name: head.report.name,
  title: head.report.title,
  tie: tieOf(head),
  narrowedBy: head.query.narrowedBy,
  from: head.query.from,
  to: head.query.to,
  asOf: head.query.asOf,
  knownAt: head.query.knownAt,
  columns: head.columns.map(({ key, title, type }) => ({ key, title, type })),
  rowCount: head.rowCount,
  controlTotalCents: head.controlTotalCents,
  ledgerTotalCents: head.ledgerTotalCents,
  differenceCents: head.differenceCents,
  differences: head.differences,
  totals: head.totals,
});

class JsonEncoder implements RowSink {
  private keys: readonly string[] = [];
  private isFirst = true;

  constructor(private readonly output: Output) {}

  async start(head: ReportHead): Promise<void> {
    this.keys = head.columns.map(({ key }) => key);
    await this.output.write(`${JSON.stringify(headOf(head)).slice(0, -1)},"rows":[`);
  }

  async rows(rows: readonly (readonly Cell[])[]): Promise<void> {
    if (rows.length === 0) return;
    const objects = rows.map((row) =>
      JSON.stringify(Object.fromEntries(row.map((cell, index) => [this.keys[index], cell]))),
    );
    await this.output.write(`${this.isFirst ? '' : ','}${objects.join(',')}`);
    this.isFirst = false;
  }

  async end(): Promise<void> {
    await this.output.write(']}');
  }
}

/** JSON: what is known of the report, then its rows; amounts in whole US cents. */
export const JSON_FORMAT: FileFormat = {
  describe: () => ({ contentType: 'application/json; charset=utf-8', ending: 'json' }),
  encoder: (output) => new JsonEncoder(output),
};
