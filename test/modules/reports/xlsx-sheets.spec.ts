import { unzipSync } from 'fflate';
import { parseReport } from '../../../src/domain/reports/report-definition';
import { XLSX } from '../../../src/modules/reports/formats/xlsx.format';
import type { Cell, ReportHead, RowSink } from '../../../src/modules/reports/report-result';

/** The most rows a sheet of the format can have, its titles among them. */
const SHEET_ROWS = 1_048_576;
const AT_ONCE = 4_096;

describe('XLSX of more rows than a sheet can have', () => {
  it('goes on in a second sheet, under the same titles, to its sums', async () => {
    const report = parseReport('numbers', '-- Numbers\n-- Columns:\n--   n  cents  Cents\n-- Tie: none\nSELECT 1 AS n');
    const chunks: Uint8Array[] = [];
    const sink = XLSX.encoder({ write: (chunk) => Promise.resolve(void chunks.push(Buffer.from(chunk))) }) as RowSink;
    const head = { report, columns: report.columns, rowCount: SHEET_ROWS, totals: {} };
    await sink.start(head as unknown as ReportHead);
    const rows: Cell[][] = Array.from({ length: AT_ONCE }, () => [1]);
    for (let n = 0; n < SHEET_ROWS; n += AT_ONCE) await sink.rows(rows);
    await sink.end();
    const files = unzipSync(Buffer.concat(chunks), { filter: ({ name }) => /sheet[23]\.xml$/.test(name) });
    expect(Object.keys(files)).toEqual(['xl/worksheets/sheet2.xml']);
    const sheet = Buffer.from(files['xl/worksheets/sheet2.xml']!).toString();
    expect(sheet.match(/<row /g)).toHaveLength(2);
    expect(sheet).toContain('<t>Cents</t>');
  }, 60_000);
});
