// An 835 read and posted over HTTP, everything included, against the same file read by the tokenizer alone; and how much
// memory files of two sizes take that come through the clearinghouse's folder. BENCH_REMITTANCE_CLAIMS: how many claims the file decides.
import { appendFileSync, existsSync, mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as rest } from 'node:timers/promises';
import pg from 'pg';
import { readyClaims, remittanceOf, watchMemory } from './insured-claims.mjs';
import { embeddedUrl, newDataDir, removeDataDir, ROOT, startService } from './service.mjs';

const CLAIMS = Number(process.env.BENCH_REMITTANCE_CLAIMS ?? 10_000);
/** As in a small container: a heap that may grow on is collected late, and tells little of what is needed. */
const HEAP = '--max-old-space-size=256';
/** Two sizes, so that memory is seen to be the same for both. */
const FILES_MB = [5, 50];

const seconds = async (work) => {
  const begun = performance.now();
  await work();
  return (performance.now() - begun) / 1000;
};

export async function run(report) {
  const dataDir = newDataDir();
  const service = await startService(dataDir, { NODE_OPTIONS: HEAP });
  const postgres = await embeddedUrl(dataDir);
  const client = new pg.Client({ connectionString: postgres.url });
  await client.connect();
  try {
    const { call, controlNumbers: all, npi, clinicId } = await readyClaims(service, dataDir, CLAIMS + CLAIMS / 10);
    const [few, controlNumbers] = [all.slice(CLAIMS), all.slice(0, CLAIMS)];
    await client.query('ANALYZE');
    const text = remittanceOf({ controlNumbers, npi });
    let tokens = Infinity;
    for (let round = 0; round < 3; round += 1) tokens = Math.min(tokens, await seconds(() => tokenize([text])));
    await reportSmall(report, { call, few, npi, pid: service.pid });
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
    await reportFolder(report, { client, dataDir, npi, pid: service.pid });
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

/** A tenth of the claims first, to see what ten times as many add. */
async function reportSmall(report, { call, few, npi, pid }) {
  const memory = watchMemory(pid);
  const text = remittanceOf({ controlNumbers: few, npi, trace: 'BENCH0000' });
  const took = await seconds(() => call.biller('POST', '/v1/remittances', text, 'text/plain'));
  report(`835 of ${few.length} claims, claims a second`, `${Math.round(few.length / took)}/s`);
  report(
    'memory of the service before, and at its peak with it',
    `${Math.round(memory.nowMb)} MB, ${Math.round(memory.peakMb())} MB`,
  );
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

/** An 835 of so many MB, a remittance of 1,000 claims that are not known here after another, made while it is written. */
function* largeFile(megabytes, npi) {
  const numbers = Array.from({ length: 1_000 }, (_, n) => `X${String(n).padStart(7, '0')}`);
  const one = remittanceOf({ controlNumbers: numbers, npi });
  const body = one.slice(one.indexOf('ST*'), one.indexOf('GE*'));
  yield one.slice(0, one.indexOf('ST*'));
  let transactions = 0;
  for (let sent = 0; sent < megabytes * 1e6; sent += body.length) {
    transactions += 1;
    yield body
      .replaceAll('*0001~', `*${String(transactions).padStart(4, '0')}~`)
      .replace('BENCH0001', `L${megabytes}-${transactions}`);
  }
  yield `GE*${transactions}*1~\nIEA*1*000000002~\n`;
}

/** Puts a file into the clearinghouse's folder and waits until the service has booked it: seconds, claims, and memory. */
async function dropFile(megabytes, { client, dataDir, npi, pid }) {
  const folder = join(dataDir, 'clearinghouse', 'cascade');
  const name = `${megabytes}.835`;
  mkdirSync(join(folder, 'inbound'), { recursive: true });
  const aside = join(folder, `.${name}`);
  for (const chunk of largeFile(megabytes, npi)) appendFileSync(aside, chunk);
  const memory = watchMemory(pid);
  const took = await seconds(async () => {
    renameSync(aside, join(folder, 'inbound', name));
    await client.query("SELECT graphile_worker.add_job('claims:pick-up-files')");
    while (!existsSync(join(folder, 'applied', name))) {
      if (existsSync(join(folder, 'refused', name))) throw new Error('the file was refused');
      await rest(100);
    }
  });
  const { rows } = await client.query(
    `SELECT count(*)::int AS claims FROM remittance_claims c JOIN remittances r ON r.clinic_id = c.clinic_id AND r.id = c.remittance_id
      WHERE r.trace_number LIKE $1`,
    [`L${megabytes}-%`],
  );
  return { took, claims: rows[0].claims, before: memory.nowMb, peak: memory.peakMb() };
}

async function reportFolder(report, about) {
  for (const megabytes of FILES_MB) {
    const { took, claims, before, peak } = await dropFile(megabytes, about);
    report(
      `${megabytes} MB through the folder, ${claims} claims of nobody here, read and booked`,
      `${Math.round(claims / took)}/s`,
    );
    report('… memory of the service before, and at its peak', `${Math.round(before)} MB, ${Math.round(peak)} MB`);
  }
}
