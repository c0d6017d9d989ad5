// A stand-in for Stripe in a process of its own, so that what it remembers is not counted as the service's.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = new URL('../..', import.meta.url).pathname;
const SECRET = 'whsec_of_the_benchmarks';

/** Answers the settings of a service that is to be paid there; `tell` names the service once its port is known. */
export async function startSandbox() {
  const child = spawn(process.execPath, [fileURLToPath(import.meta.url)], {
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
  const { MemorySandboxStore } = await import(join(built, 'store/memory-store.js'));
  const sandbox = await startStripeSandbox({ port: 0, store: new MemorySandboxStore() });
  process.on('message', ({ webhook }) => sandbox.setWebhook(webhook, SECRET));
  process.send({ baseUrl: sandbox.baseUrl });
}
