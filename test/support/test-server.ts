import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '../../src/platform/postgres/embedded-postgres';
import { provisionDatabase } from '../../src/platform/postgres/provision';
import { administer, dropDatabase } from './postgres';

/** The server of one Jest run, with a fully migrated database to clone. */
export interface TestServer {
  /** Superuser URL of the server's maintenance database. */
  readonly adminUrl: string;
  /** Name of the database to clone. */
  readonly template: string;
  stop(): Promise<void>;
}

/** Ends the server and removes its folder when this process dies without doing so: killed, or interrupted by Ctrl-C. */
const UNDERTAKER = `
  cat > /dev/null
  pidfile="$1/server/data/postmaster.pid"
  if [ -e "$pidfile" ]; then kill -QUIT "$(head -n 1 "$pidfile")"; fi
  tries=0
  while [ -e "$pidfile" ] && [ "$tries" -lt 50 ]; do sleep 0.1; tries=$((tries + 1)); done
  rm -rf "$1"
`;

function postUndertaker(folder: string): void {
  // Reads a pipe whose other end is ours: it closes with this process, whatever ends it.
  const child = spawn('sh', ['-c', UNDERTAKER, 'undertaker', folder], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  child.unref();
  (child.stdin as Socket).unref();
}

function onDatabase(url: string, database: string): string {
  const changed = new URL(url);
  changed.pathname = `/${database}`;
  return changed.href;
}

async function makeTemplate(adminUrl: string, template: string): Promise<void> {
  await administer(adminUrl, `CREATE DATABASE ${template}`);
  await provisionDatabase(onDatabase(adminUrl, template));
}

/** Starts a throw-away server with a migrated template, or uses the given one (a superuser's URL). */
export async function startTestServer(existingUrl?: string): Promise<TestServer> {
  const template = `template_${randomBytes(6).toString('hex')}`;
  if (existingUrl) {
    await makeTemplate(existingUrl, template);
    return { adminUrl: existingUrl, template, stop: () => dropDatabase(existingUrl, template) };
  }
  const folder = mkdtempSync(join(tmpdir(), 'clinic-billing-test-'));
  postUndertaker(folder);
  const server = await startEmbeddedPostgres({ dataDir: folder, durable: false });
  const adminUrl = onDatabase(server.url, 'postgres');
  await makeTemplate(adminUrl, template);
  const stop = async () => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  return { adminUrl, template, stop };
}
