// A cash payment over HTTP, everything included, against the same rows written by one SQL function through node-pg.
import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { BARE_WRITE } from './bare-write.mjs';
import { openDesk, openInvoices } from './demo-desk.mjs';
import { openConnection } from './http-client.mjs';
import { median, rate } from './load.mjs';
import { embeddedUrl, newDataDir, removeDataDir, startService } from './service.mjs';

const CLIENTS = 16;
const ROUNDS = 5;
const SECONDS = 4;
/** Enough that an invoice is paid a few times, as invoices are, and not thousands of times. */
const INVOICES = 1_000;

export async function run(report) {
  const dataDir = newDataDir();
  const service = await startService(dataDir);
  const postgres = await embeddedUrl(dataDir);
  const pool = new pg.Pool({ connectionString: postgres.url, max: CLIENTS });
  try {
    const desk = await openDesk(service, dataDir);
    const { apiKey, clinicId } = desk;
    const invoices = await openInvoices(desk, INVOICES);
    await pool.query(BARE_WRITE);
    await pool.query(
      'CREATE TABLE bench.invoices AS SELECT n, id FROM unnest($1::uuid[]) WITH ORDINALITY AS x (id, n)',
      [invoices],
    );
    await pool.query('ALTER TABLE bench.invoices ADD PRIMARY KEY (n)');
    const connections = await Promise.all(Array.from({ length: CLIENTS }, () => openConnection(service.port)));
    let turn = 0;
    const overHttp = async (client) => {
      const body = '{"tenders":[{"type":"cash","amountCents":1}]}';
      const headers = { authorization: `Bearer ${apiKey}`, 'idempotency-key': randomUUID() };
      const answer = await connections[client].post(
        `/v1/invoices/${invoices[turn++ % INVOICES]}/payments`,
        headers,
        body,
      );
      if (answer.status !== 201) throw new Error(`${answer.status} ${answer.body}`);
    };
    const bare = () =>
      pool.query({
        name: 'bare',
        text: 'SELECT bench.bare_write($1, $2)',
        values: [clinicId, invoices[turn++ % INVOICES]],
      });
    await rate(CLIENTS, SECONDS / 2, overHttp);
    await rate(CLIENTS, SECONDS / 2, bare);
    // As autovacuum would have within a minute: plans made while the tables were empty are not the steady state.
    await pool.query('ANALYZE');
    await rate(CLIENTS, SECONDS, overHttp);
    const rows = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const bareRate = await rate(CLIENTS, SECONDS, bare);
      const httpRate = await rate(CLIENTS, SECONDS, overHttp);
      rows.push({ bareRate, httpRate, ratio: httpRate / bareRate });
    }
    report('cash payment over HTTP, 16 clients', `${Math.round(median(rows.map((row) => row.httpRate)))}/s`);
    report('bare write of the same rows, node-pg', `${Math.round(median(rows.map((row) => row.bareRate)))}/s`);
    report('ratio to the bare write (goal 0.27)', median(rows.map((row) => row.ratio)).toFixed(2));
    reportPgbench(report, {
      url: postgres.url,
      dataDir,
      clinicId,
      invoices: INVOICES,
      httpRate: median(rows.map((row) => row.httpRate)),
    });
    report('resident memory under load', `${Math.round(service.residentMb())} MB`);
    for (const connection of connections) connection.close();
    const { rows: findings } = await pool.query(
      `SELECT set_config('app.clinic_id', $1, false), (SELECT count(*)::int FROM verify_journal($1::uuid)) AS findings`,
      [clinicId],
    );
    report('whole-book check after the load: findings', String(findings[0].findings));
  } finally {
    await pool.end();
    await service.stop();
    await postgres.stop();
    removeDataDir(dataDir);
  }
}

/** The same function from pgbench, where one is installed. */
function reportPgbench(report, { url, dataDir, clinicId, invoices, httpRate }) {
  const script = join(dataDir, 'bare.sql');
  writeFileSync(
    script,
    `\\set n random(1, ${invoices})\nSELECT bench.bare_write('${clinicId}', (SELECT id FROM bench.invoices WHERE n = :n));\n`,
  );
  try {
    const output = execFileSync(
      'pgbench',
      ['-n', '-c', String(CLIENTS), '-j', '2', '-T', String(SECONDS * 2), '-f', script, url],
      { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] },
    );
    const tps = Number(/tps = ([\d.]+)/.exec(output)[1]);
    report('the same function from pgbench', `${Math.round(tps)}/s`);
    report('ratio to pgbench (goal 0.20)', (httpRate / tps).toFixed(2));
  } catch {
    report('pgbench', 'not installed, skipped');
  }
}
