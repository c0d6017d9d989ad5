// A stand-in for Stripe in a process of its own, so that what it remembers is not counted as the service's.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';

const ROOT = new URL('../..', import.meta.url).pathname;
const SECRET = 'whsec_of_the_benchmarks';

/** Keeps its objects in a database of its own; `env` is what a service needs to be paid there, `tell` says where that listens. */
export async function startSandbox(databaseUrl) {
  const child = spawn(process.execPath, [fileURLToPath(import.meta.url), databaseUrl], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const [{ baseUrl }] = await once(child, 'message');
  return {
    env: { STRIPE_SECRET_KEY: 'sk_test_sandbox', STRIPE_WEBHOOK_SECRET: SECRET, STRIPE_API_BASE: baseUrl },
    tell: (serviceUrl) => child.send({ webhook: `${serviceUrl}/v1/webhooks/stripe` }),
    async stop() {
      child.kill('SIGTERM');
      if (child.exitCode === null) await once(child, 'exit');
    },
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const built = join(ROOT, 'dist/src/sandbox/stripe');
  const { startStripeSandbox } = await import(join(built, 'start-sandbox.js'));
  const { PostgresSandboxStore } = await import(join(built, 'store/postgres-store.js'));
  const pool = new pg.Pool({ connectionString: process.argv[2], max: 4 });
  pool.on('error', () => undefined);
  const sandbox = await startStripeSandbox({ port: 0, store: new PostgresSandboxStore(pool) });
  process.on('message', ({ webhook }) => sandbox.setWebhook(webhook, SECRET));
  process.send({ baseUrl: sandbox.baseUrl });
}
