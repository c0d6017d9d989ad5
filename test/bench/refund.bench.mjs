// A cash refund over HTTP, everything included, against the same rows written by one SQL function through node-pg.
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { BARE_REFUND } from './bare-refund.mjs';
import { inParallel, openDesk, openInvoices } from './demo-desk.mjs';
import { openConnection } from './http-client.mjs';
import { median, rate } from './load.mjs';
import { embeddedUrl, newDataDir, removeDataDir, startService } from './service.mjs';

const CLIENTS = 16;
const ROUNDS = 5;
const SECONDS = 3;
const PAYMENTS = 500;

/** A payment of $550.00 in cash on each of the invoices. */
async function payInCash(desk, invoices) {
  const payments = [];
  await inParallel(invoices.length, async (n) => {
    const body = { tenders: [{ type: 'cash', amountCents: 55_000 }] };
    payments.push((await desk.call('POST', `/v1/invoices/${invoices[n]}/payments`, body)).id);
  });
  return payments;
}

export async function run(report) {
  const dataDir = newDataDir();
  const service = await startService(dataDir);
  const postgres = await embeddedUrl(dataDir);
  const pool = new pg.Pool({ connectionString: postgres.url, max: CLIENTS });
  try {
    const desk = await openDesk(service, dataDir);
    const { apiKey } = await openDesk(service, dataDir, 'biller');
    const payments = await payInCash(desk, await openInvoices(desk, PAYMENTS));
    await pool.query(BARE_REFUND);
    const connections = await Promise.all(Array.from({ length: CLIENTS }, () => openConnection(service.port)));
    let turn = 0;
    const overHttp = async (client) => {
      const body = '{"amountCents":1,"reason":"service_not_rendered"}';
      const headers = { authorization: `Bearer ${apiKey}`, 'idempotency-key': randomUUID() };
      const path = `/v1/payments/${payments[turn++ % PAYMENTS]}/refunds`;
      const answer = await connections[client].post(path, headers, body);
      if (answer.status !== 201) throw new Error(`${answer.status} ${answer.body}`);
    };
    const bare = () =>
      pool.query({
        name: 'bare',
        text: 'SELECT bench.bare_refund($1, $2)',
        values: [desk.clinicId, payments[turn++ % PAYMENTS]],
      });
    await rate(CLIENTS, SECONDS / 2, overHttp);
    await rate(CLIENTS, SECONDS / 2, bare);
    await pool.query('ANALYZE');
    const rows = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const bareRate = await rate(CLIENTS, SECONDS, bare);
      const httpRate = await rate(CLIENTS, SECONDS, overHttp);
      rows.push({ bareRate, httpRate, ratio: httpRate / bareRate });
    }
    report('cash refund over HTTP, 16 clients', `${Math.round(median(rows.map((row) => row.httpRate)))}/s`);
    report('bare write of the same rows, node-pg', `${Math.round(median(rows.map((row) => row.bareRate)))}/s`);
    report('ratio to the bare write', median(rows.map((row) => row.ratio)).toFixed(2));
    for (const connection of connections) connection.close();
    const { rows: findings } = await pool.query(
      `SELECT set_config('app.clinic_id', $1, false), (SELECT count(*)::int FROM verify_journal($1::uuid)) AS findings`,
      [desk.clinicId],
    );
    report('whole-book check after the load: findings', String(findings[0].findings));
  } finally {
    await pool.end();
    await service.stop();
    await postgres.stop();
    removeDataDir(dataDir);
  }
}
