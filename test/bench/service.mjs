// Starts the built service as a child process on a data folder of its own, and asks it over the public contract.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const ROOT = new URL('../..', import.meta.url).pathname;

export async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

export const newDataDir = () => mkdtempSync(join(tmpdir(), 'billing-bench-'));
export const removeDataDir = (dataDir) => rmSync(dataDir, { recursive: true, force: true });

/** Resolves when /health/ready answers; `readyMs` counts from the spawn of the process. */
export async function startService(dataDir, env = {}) {
  const port = await freePort();
  const begun = performance.now();
  const child = spawn(
    process.execPath,
    ['--require', join(ROOT, 'test/bench/held-memory.cjs'), 'src/start.cjs', 'main'],
    {
      cwd: ROOT,
      env: { ...process.env, PORT: String(port), DATA_DIR: dataDir, LOG_LEVEL: 'warn', ...env },
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    },
  );
  const baseUrl = `http://127.0.0.1:${port}`;
  for (;;) {
    if (child.exitCode !== null) throw new Error(`the service ended with ${child.exitCode}`);
    const answer = await fetch(`${baseUrl}/health/ready`).catch(() => undefined);
    if (answer?.status === 200) break;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  const readyMs = performance.now() - begun;
  return {
    baseUrl,
    port,
    readyMs,
    pid: child.pid,
    /** Resident memory of the service's own process in MB. */
    residentMb: () => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))[1]) / 1024,
    /** What its heap holds after a full collection, in MB. */
    async heldMb() {
      child.send({});
      const [{ heldBytes }] = await once(child, 'message');
      return heldBytes / 1024 / 1024;
    },
    async stop() {
      child.kill('SIGTERM');
      if (child.exitCode === null) await once(child, 'exit');
    },
  };
}

/** The demo logins, once the service has written them. */
export async function credentialsOf(dataDir) {
  for (;;) {
    try {
      return JSON.parse(readFileSync(join(dataDir, 'demo-credentials.json'), 'utf8'));
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

/** Superuser URL of the embedded database under the data folder, for the reference that bypasses the service. */
export async function embeddedUrl(dataDir) {
  const { startEmbeddedPostgres } = await import(join(ROOT, 'dist/src/platform/postgres/embedded-postgres.js'));
  return startEmbeddedPostgres({ dataDir: join(dataDir, 'postgres'), durable: true });
}
