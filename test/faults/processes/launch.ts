import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

// On a busy machine a process takes its time.
jest.setTimeout(90_000);

/** The root of the repository. */
export const ROOT = join(__dirname, '..', '..', '..');
const LAUNCHER = join(ROOT, 'src', 'start.cjs');

/** Everything this file started or made; {@link cleanUp} ends and removes it. */
const children: ChildProcess[] = [];
const folders: string[] = [];

/** Compiles the service once; what the tests start afterwards only looks whether it is up to date. */
export function build(): void {
  const { status, stderr } = spawnSync(process.execPath, [LAUNCHER, '--build-only'], { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
}

/** A data folder that goes with the test. */
export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'clinic-billing-process-'));
  folders.push(folder);
  return folder;
}

/** Listens on a port of this machine; undefined when it is taken. */
export async function occupy(port: number): Promise<Server | undefined> {
  const server = createServer().listen(port, '127.0.0.1');
  return once(server, 'listening').then(
    () => server,
    () => undefined,
  );
}

/** A free port whose neighbor, where the sandbox goes, is free as well. */
export async function freePort(): Promise<number> {
  for (;;) {
    const first = (await occupy(0))!;
    const { port } = first.address() as { port: number };
    const second = port < 65_535 ? await occupy(port + 1) : undefined;
    first.close();
    second?.close();
    if (second) return port;
  }
}

export interface Launch {
  readonly env?: NodeJS.ProcessEnv;
  readonly uid?: number;
  /** The program and its arguments, instead of the launcher. */
  readonly command?: readonly string[];
}

/** A started process and what it said so far. */
export class Launched {
  out = '';
  err = '';
  private readonly closed: Promise<unknown>;

  constructor(readonly child: ChildProcess) {
    children.push(child);
    child.stdout?.setEncoding('utf8').on('data', (text: string) => (this.out += text));
    child.stderr?.setEncoding('utf8').on('data', (text: string) => (this.err += text));
    this.closed = once(child, 'close');
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  get isRunning(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  /** Resolves with the exit code when the process is gone and all it said was read. */
  async end(withinMs = 30_000): Promise<number | null> {
    const late = new AbortController();
    const tooLate = delay(withinMs, undefined, { signal: late.signal, ref: false }).then(() => {
      throw new Error(`process ${this.pid} still runs after ${withinMs} ms:\n${this.out}${this.err}`);
    });
    await Promise.race([this.closed, tooLate]).finally(() => late.abort());
    tooLate.catch(() => undefined);
    return this.child.exitCode;
  }

  signal(name: NodeJS.Signals): void {
    if (this.isRunning) process.kill(this.pid, name);
  }

  /** Sends the signal, waits for the end and answers the exit code. */
  async stop(name: NodeJS.Signals = 'SIGTERM'): Promise<number | null> {
    this.signal(name);
    return this.end();
  }
}

/** Starts a part or command of the service with exactly this environment: nothing of the test runner's. */
export function launch(
  part: string,
  { env = {}, uid, command = [process.execPath, LAUNCHER, part] }: Launch,
): Launched {
  const [program = '', ...args] = command;
  return new Launched(
    spawn(program, args, {
      cwd: ROOT,
      env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      uid,
      gid: uid,
    }),
  );
}

/** Runs a command of the service to its end. */
export async function run(part: string, how: Launch): Promise<{ code: number | null; out: string; err: string }> {
  const launched = launch(part, how);
  const code = await launched.end();
  return { code, out: launched.out, err: launched.err };
}

/** Asks again and again until the answer is not undefined or false; the deadline is far beyond what it takes. */
export async function until<T>(
  probe: () => Promise<T | undefined | false> | T | undefined | false,
  what: string,
  withinMs = 20_000,
): Promise<T> {
  const deadline = performance.now() + withinMs;
  for (;;) {
    const found = await probe();
    if (found) return found;
    if (performance.now() > deadline) throw new Error(`not within ${withinMs} ms: ${what}`);
    await delay(20);
  }
}

/** Whether a process runs; a zombie that nobody reaps does not. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !/^\d+ \(.*\) [ZX]/s.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}

/** Process id of the embedded PostgreSQL of a data folder, if its pid file is there. */
export function postmasterOf(dataDir: string): number | undefined {
  try {
    return Number(readFileSync(join(dataDir, 'postgres', 'server', 'data', 'postmaster.pid'), 'utf8').split('\n')[0]);
  } catch {
    return undefined;
  }
}

/** Superuser URL of the embedded database of a data folder. */
export function embeddedUrl(dataDir: string): string {
  const read = (name: string): string => readFileSync(join(dataDir, 'postgres', 'server', name), 'utf8').trim();
  return `postgres://postgres:${read('superuser-password')}@127.0.0.1:${read('port')}/billing`;
}

/** Ends what is left of a failed test, each process by its number, and removes the folders. */
export async function cleanUp(): Promise<void> {
  for (const child of children.splice(0))
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGKILL');
      await once(child, 'exit');
    }
  for (const folder of folders.splice(0)) {
    const postmaster = postmasterOf(folder);
    if (postmaster && isAlive(postmaster)) {
      process.kill(postmaster, 'SIGQUIT');
      await until(() => !isAlive(postmaster), 'the database of a failed test stops');
    }
    rmSync(folder, { recursive: true, force: true });
  }
}
