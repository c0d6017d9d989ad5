// A burst of Stripe's webhooks at a fixed rate: each is stored before it is answered, while jobs apply those before it.
import { createHmac, randomUUID } from 'node:crypto';
import pg from 'pg';
import { openConnection } from './http-client.mjs';
import { embeddedUrl, newDataDir, removeDataDir, startService } from './service.mjs';

const SECRET = 'whsec_of_the_webhook_burst';
const RATE = 200;
const SECONDS = 10;
const CONNECTIONS = 32;

function signedEvent() {
  const seconds = Math.floor(Date.now() / 1000);
  const object = { id: `ch_${randomUUID()}`, object: 'charge', payment_intent: `pi_${randomUUID()}`, metadata: {} };
  const event = {
    id: `evt_${randomUUID()}`,
    object: 'event',
    type: 'charge.updated',
    created: seconds,
    livemode: false,
  };
  const body = JSON.stringify({ ...event, data: { object } });
  const signature = createHmac('sha256', SECRET).update(`${seconds}.${body}`).digest('hex');
  return { body, headers: { 'stripe-signature': `t=${seconds},v1=${signature}` } };
}

/** Sends one after the other on its own connection, each when its time has come; latency counts from that time. */
async function send(connection, turn, { begun, latencies, refused }) {
  for (let n = turn; n < RATE * SECONDS; n += CONNECTIONS) {
    const due = begun + (n * 1000) / RATE;
    const early = due - performance.now();
    if (early > 0) await new Promise((resolve) => setTimeout(resolve, early));
    const { body, headers } = signedEvent();
    const { status } = await connection.post('/v1/webhooks/stripe', headers, body);
    latencies.push(performance.now() - due);
    if (status !== 200) refused.push(status);
  }
}

export async function run(report) {
  const dataDir = newDataDir();
  const service = await startService(dataDir, { STRIPE_WEBHOOK_SECRET: SECRET });
  const postgres = await embeddedUrl(dataDir);
  const client = new pg.Client({ connectionString: postgres.url });
  await client.connect();
  try {
    const connections = await Promise.all(Array.from({ length: CONNECTIONS }, () => openConnection(service.port)));
    const burst = { begun: performance.now(), latencies: [], refused: [] };
    await Promise.all(connections.map((connection, turn) => send(connection, turn, burst)));
    const sorted = [...burst.latencies].sort((a, b) => a - b);
    const at = (share) => `${Math.round(sorted[Math.floor(sorted.length * share)])} ms`;
    report(`webhooks at ${RATE}/s for ${SECONDS} s, acknowledged p50`, at(0.5));
    report('… p99 (goal 500 ms)', at(0.99));
    report('… not answered 200 (goal 0)', String(burst.refused.length));
    const ended = performance.now() + 60_000;
    const left = async () =>
      (await client.query(`SELECT count(*)::int AS n FROM stripe_events WHERE state = 'received'`)).rows[0].n;
    while ((await left()) > 0 && performance.now() < ended) await new Promise((resolve) => setTimeout(resolve, 100));
    const { rows } = await client.query('SELECT count(*)::int AS n FROM stripe_events');
    report('… stored once (goal 2000), left unapplied (goal 0)', `${rows[0].n}, ${await left()}`);
    for (const connection of connections) connection.close();
  } finally {
    await client.end();
    await service.stop();
    await postgres.stop();
    removeDataDir(dataDir);
  }
}
