// A general ledger of a million lines over the API, against COPY of the same query to a client that throws it away, in turns; and
// what memory the service takes for it, as CSV and as XLSX. BENCH_EXPORT_LINES: how many lines.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { startFilled } from './generator/filled-service.mjs';
import { watchMemory } from './insured-claims.mjs';
import { median } from './load.mjs';
import { ROOT } from './service.mjs';

const LINES = Number(process.env.BENCH_EXPORT_LINES ?? 1_000_000);
const TURNS = 3;
const SQL = join(ROOT, 'src/modules/reports/sql/general-ledger.sql');

const seconds = async (work) => {
  const begun = performance.now();
  await work();
  return (performance.now() - begun) / 1000;
};

/** The report's query, its parameters written in: COPY takes none. */
async function copyText({ from, to }) {
  const { parseReport } = await import(join(ROOT, 'dist/src/domain/reports/report-definition.js'));
  const { statement, bound, columns } = parseReport('general-ledger', readFileSync(SQL, 'utf8'));
  const values = { from, to, known_at: 'infinity', account: '' };
  const text = statement.replace(/\$(\d+)/g, (_all, n) => pg.escapeLiteral(values[bound[n - 1]]));
  const names = columns.filter(({ type }) => type !== 'name').map(({ column }) => `r."${column}"`);
  return `COPY (SELECT ${names} FROM (${text}) r) TO STDOUT (FORMAT csv, HEADER)`;
}

/** A COPY that is read and let go of, as node-pg takes a query of one's own. */
class CopyOut {
  bytes = 0;

  constructor(text) {
    this.text = text;
    this.done = new Promise((resolve, reject) => Object.assign(this, { resolve, reject }));
  }

  submit(connection) {
    connection.query(this.text);
  }

  handleCopyData({ chunk }) {
    this.bytes += chunk.length;
  }

  handleCommandComplete() {}

  handleReadyForQuery() {
    this.resolve();
  }

  handleError(error) {
    this.reject(error);
  }
}

/** Reads a file to its end without keeping it; its bytes, and its last ones. */
async function download({ service, desk }, { from, to, format }) {
  const path = `/v1/reports/general-ledger?from=${from}&to=${to}&format=${format}`;
  const answer = await fetch(service.baseUrl + path, { headers: { authorization: `Bearer ${desk.apiKey}` } });
  if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
  let bytes = 0;
  let tail = Buffer.alloc(0);
  for await (const chunk of answer.body) {
    bytes += chunk.length;
    tail = Buffer.concat([tail, chunk]).subarray(-200);
  }
  return { bytes, tail: tail.toString('latin1') };
}

async function compareCsv(filled, days, report) {
  const copy = await copyText(days);
  const [copied, sent] = [[], []];
  const memory = watchMemory(filled.service.pid);
  for (let turn = 0; turn < TURNS; turn += 1) {
    copied.push(await seconds(() => filled.client.query(new CopyOut(copy)).done));
    let got;
    sent.push(await seconds(async () => (got = await download(filled, { ...days, format: 'csv' }))));
    if (!got.tail.includes(`Total of ${filled.filled.lines},`)) throw new Error(`not whole: ${got.tail}`);
  }
  const rate = Math.round(filled.filled.lines / median(sent));
  report('COPY of the same query to a client', `${median(copied).toFixed(1)} s`);
  report(`CSV over the API, totals proved first, ${rate} lines/s`, `${median(sent).toFixed(1)} s`);
  report('… against COPY (goal 1.5x)', `${(median(sent) / median(copied)).toFixed(2)}x`);
  report('… memory above rest at its peak (goal 150 MB)', `${Math.round(memory.peakMb() - memory.nowMb)} MB`);
}

async function measureXlsx(filled, { from, to, lines }, report) {
  const memory = watchMemory(filled.service.pid);
  let got;
  const took = await seconds(async () => (got = await download(filled, { from, to, format: 'xlsx' })));
  report(`XLSX of ${lines} lines, ${(got.bytes / 1e6).toFixed(1)} MB`, `${took.toFixed(1)} s`);
  report('… memory above rest at its peak', `${Math.round(memory.peakMb() - memory.nowMb)} MB`);
}

export async function run(report) {
  const filled = await startFilled(LINES);
  try {
    const { rows } = await filled.client.query(
      `SELECT min(day)::text AS first, min(day) FILTER (WHERE through >= 0.9)::text AS late,
              sum(n) FILTER (WHERE through >= 0.9)::int AS lines
         FROM (SELECT effective_on AS day, count(*) AS n, sum(count(*)) OVER (ORDER BY effective_on) / sum(count(*)) OVER () AS through
                 FROM journal_lines WHERE clinic_id = $1 GROUP BY 1) d`,
      [filled.desk.clinicId],
    );
    const [{ first, late, lines }] = rows;
    const to = filled.until;
    await download(filled, { from: to, to, format: 'csv' });
    await compareCsv(filled, { from: first, to }, report);
    await measureXlsx(filled, { from: late, to, lines }, report);
    await measureXlsx(filled, { from: first, to, lines: filled.filled.lines }, report);
  } finally {
    await filled.stop();
  }
}
