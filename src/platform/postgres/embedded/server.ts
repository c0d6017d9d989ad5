import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { EmbeddedPostgresError } from '../embedded-postgres.error';
import { serverEnvironment, type Cluster } from './cluster';
import { freePort, isPortFree } from './ports';
import { clearDeadPostmaster, isAlive, readPostmaster, stopPostmaster, worksOn, type Postmaster } from './postmaster';

const POLL_MS = 10;
/** Recovery after a crash replays the write-ahead log and may take a while. */
const READY_WITHIN_MS = 60_000;
const PORT_ATTEMPTS = 5;
const LOG_KEPT_BYTES = 5_000_000;

export interface ServerOptions {
  readonly port?: number;
  /** False trades safety for speed: for databases that are thrown away. */
  readonly durable: boolean;
}

/** The running postmaster of the cluster, started if there is none. Call it under the folder's mutex. */
export async function ensureServer(cluster: Cluster, options: ServerOptions): Promise<Postmaster> {
  const existing = readPostmaster(cluster.data);
  if (existing && worksOn(existing.pid, cluster.data)) {
    const ready = await waitUntilReady(cluster, () => isAlive(existing.pid));
    if (ready) return ready;
  }
  if (!(await clearDeadPostmaster(cluster.data)))
    throw new EmbeddedPostgresError(
      'folder_in_use',
      `Another process works in ${cluster.data}. Stop it, or set DATA_DIR to another folder.`,
    );
  return startServer(cluster, options);
}

async function startServer(cluster: Cluster, options: ServerOptions): Promise<Postmaster> {
  for (let attempt = 1; ; attempt++) {
    const port = await choosePort(cluster, options.port);
    const ready = await launch(cluster, port, options.durable);
    if (ready) {
      writeFileSync(cluster.portFile, `${ready.port}\n`);
      return ready;
    }
    // Somebody took the port between our look and the server's: look again.
    const isPortRace = !(await isPortFree(port));
    if (!isPortRace || attempt >= PORT_ATTEMPTS)
      throw new EmbeddedPostgresError(
        'start_failed',
        `PostgreSQL did not start in ${cluster.data}. The end of ${cluster.log}:\n${lastWords(cluster.log)}`,
      );
  }
}

async function choosePort(cluster: Cluster, fixed?: number): Promise<number> {
  if (!fixed) return freePort(rememberedPort(cluster.portFile));
  if (await isPortFree(fixed)) return fixed;
  throw new EmbeddedPostgresError(
    'port_taken',
    `Port ${fixed} of 127.0.0.1, asked for as the port of the embedded PostgreSQL, is taken by another program.`,
  );
}

function rememberedPort(file: string): number | undefined {
  try {
    const port = Number(readFileSync(file, 'utf8'));
    return Number.isInteger(port) && port > 0 && port < 65_536 ? port : undefined;
  } catch {
    return undefined;
  }
}

function settings(port: number, durable: boolean): string[] {
  const values = {
    port,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: 200,
    timezone: 'UTC',
    log_timezone: 'UTC',
    // A failing statement carries patient data in its DETAIL and text; the log keeps only what concerns the server itself.
    log_min_messages: 'log',
    log_min_error_statement: 'panic',
    log_error_verbosity: 'terse',
    ...(durable
      ? {}
      : {
          fsync: 'off',
          synchronous_commit: 'off',
          full_page_writes: 'off',
          wal_level: 'minimal',
          max_wal_senders: 0,
          // A background worker in a template database would hold up its cloning.
          autovacuum: 'off',
        }),
  };
  return Object.entries(values).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

/** Spawns the postmaster and waits until it is ready; undefined when it gives up. */
async function launch(cluster: Cluster, port: number, durable: boolean): Promise<Postmaster | undefined> {
  rotateLog(cluster.log);
  const log = openSync(cluster.log, 'a', 0o600);
  let child: ChildProcess;
  try {
    // Its own process group: Ctrl-C must reach us first, so that open requests still find a database. Its output goes to a
    // file, because a pipe would break when we die and it lives on.
    child = spawn(cluster.binaries.postgres, ['-D', cluster.dataArgument, ...settings(port, durable)], {
      cwd: cluster.data,
      uid: cluster.user?.uid,
      gid: cluster.user?.gid,
      env: serverEnvironment(),
      detached: true,
      stdio: ['ignore', log, log],
    });
  } finally {
    closeSync(log);
  }
  let failed = false;
  child.once('error', () => (failed = true));
  child.once('exit', () => (failed = true));
  child.unref();
  const ready = await waitUntilReady(cluster, () => !failed, child.pid);
  if (!ready && !failed && child.pid) await stopPostmaster(child.pid);
  return ready;
}

/** Follows `postmaster.pid` until its eighth line says ready; undefined when the process ends or time is up. */
async function waitUntilReady(
  cluster: Cluster,
  isRunning: () => boolean,
  pid?: number,
): Promise<Postmaster | undefined> {
  const deadline = performance.now() + READY_WITHIN_MS;
  while (isRunning() && performance.now() < deadline) {
    const postmaster = readPostmaster(cluster.data);
    if (postmaster?.isReady && (pid === undefined || postmaster.pid === pid)) return postmaster;
    await delay(POLL_MS);
  }
  return undefined;
}

function rotateLog(file: string): void {
  const stat = statSync(file, { throwIfNoEntry: false });
  if (stat && stat.size > LOG_KEPT_BYTES) renameSync(file, `${file}.1`);
}

function lastWords(file: string): string {
  return readFileSync(file, 'utf8').trimEnd().split('\n').slice(-8).join('\n');
}
