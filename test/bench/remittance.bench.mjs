// An 835 read and posted over HTTP, everything included, against the same file read by the tokenizer alone; and how much
// memory a stream of 50 MB takes. BENCH_REMITTANCE_CLAIMS: how many claims the file decides.
import { join } from 'node:path';
import { setTimeout as rest } from 'node:timers/promises';
import pg from 'pg';
import { readyClaims, remittanceOf, watchMemory } from './insured-claims.mjs';
import { embeddedUrl, newDataDir, removeDataDir, ROOT, startService } from './service.mjs';

const CLAIMS = Number(process.env.BENCH_REMITTANCE_CLAIMS ?? 10_000);
const STREAM_MB = 50;
const CHUNK = 65_536;

const seconds = async (work) => {
  const begun = performance.now();
  await work();
  return (performance.now() - begun) / 1000;
};

export async function run(report) {
  const dataDir = newDataDir();
  const service = await startService(dataDir);
  const postgres = await embeddedUrl(dataDir);
  const client = new pg.Client({ connectionString: postgres.url });
  await client.connect();
  try {
    const { call, controlNumbers, npi, clinicId } = await readyClaims(service, dataDir, CLAIMS);
    await client.query('ANALYZE');
    const text = remittanceOf({ controlNumbers, npi });
    let tokens = Infinity;
    for (let round = 0; round < 3; round += 1) tokens = Math.min(tokens, await seconds(() => tokenize([text])));
    const memory = watchMemory(service.pid);
    let posted;
    const took = await seconds(async () => {
      posted = await call.biller('POST', '/v1/remittances', text, 'text/plain');
    });
    if (posted.status !== 'posted' || posted.claims.length !== CLAIMS)
      throw new Error(JSON.stringify(posted).slice(0, 500));
    report(`835 of ${CLAIMS} claims, ${(text.length / 1e6).toFixed(1)} MB, read and posted`, `${took.toFixed(1)} s`);
    report('claims a second (goal 500)', `${Math.round(CLAIMS / took)}/s`);
    report('the same file through the tokenizer alone', `${Math.round(CLAIMS / tokens)}/s`);
    report('ratio to the tokenizer alone', (tokens / took).toFixed(4));
    report(
      'memory of the service before, and at its peak with the file',
      `${Math.round(memory.nowMb)} MB, ${Math.round(memory.peakMb())} MB`,
    );
    const again = await seconds(() => call.biller('POST', '/v1/remittances', text, 'text/plain'));
    report('the same file again, a no-op', `${again.toFixed(2)} s`);
    await reportStream(report);
    const { rows } = await client.query(
      `SELECT set_config('app.clinic_id', $1, false), (SELECT count(*)::int FROM verify_journal($1::uuid)) AS findings`,
      [clinicId],
    );
    report('whole-book check after the load: findings', String(rows[0].findings));
  } finally {
    await client.end();
    await service.stop();
    await postgres.stop();
    removeDataDir(dataDir);
  }
}

/** Every segment of the chunks, looked at and let go. */
async function tokenize(chunks) {
  const { X12Tokenizer } = await import(join(ROOT, 'dist/src/domain/x12/tokenizer.js'));
  const tokenizer = new X12Tokenizer();
  let segments = 0;
  for (const chunk of chunks) for (const segment of tokenizer.push(chunk)) segments += segment.elementCount > 0 ? 1 : 0;
  tokenizer.end();
  return segments;
}

/** An 835 of 50 MB in many transactions, made while it is read, as the clearinghouse's folder is looked over. */
function* stream() {
  const numbers = Array.from({ length: 1_000 }, (_, n) => `C${String(n).padStart(7, '0')}`);
  const one = remittanceOf({ controlNumbers: numbers, npi: '1999999984' });
  const [isa, gs] = one.split('~\n');
  const body = one.slice(one.indexOf('ST*'), one.indexOf('GE*'));
  let sent = 0;
  yield `${isa}~\n${gs}~\n`;
  let transactions = 0;
  for (; sent < STREAM_MB * 1e6; sent += body.length, transactions += 1)
    for (let at = 0; at < body.length; at += CHUNK) yield body.slice(at, at + CHUNK);
  yield `GE*${transactions}*1~\nIEA*1*000000002~\n`;
}

async function reportStream(report) {
  const { X12FileReader } = await import(join(ROOT, 'dist/src/domain/x12/envelope.js'));
  const { remittanceReader } = await import(join(ROOT, 'dist/src/domain/claims/read-835.js'));
  // One remittance at a time is held, and let go when it is over.
  const reader = new X12FileReader((envelope, start) => {
    const inner = remittanceReader(envelope, start);
    return { segment: (segment) => inner.segment(segment), finish: () => inner.finish().claims.length };
  });
  globalThis.gc?.();
  const idle = process.memoryUsage().rss;
  let peak = idle;
  const took = await seconds(async () => {
    let chunks = 0;
    for (const chunk of stream()) {
      reader.push(chunk);
      if ((chunks += 1) % 100 === 0) {
        await rest(0);
        peak = Math.max(peak, process.memoryUsage().rss);
      }
    }
  });
  const claims = reader.end().reduce((sum, count) => sum + count, 0);
  report(`${STREAM_MB} MB of remittances as a stream, ${claims} claims`, `${(STREAM_MB / took).toFixed(0)} MB/s`);
  report('… memory it took above what was there (goal 100 MB)', `${Math.round((peak - idle) / 1048576)} MB`);
}
