import { readdirSync, readFileSync, readlinkSync, realpathSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const POLL_MS = 10;
const ORPHANS_LEAVE_MS = 10_000;

/** What `postmaster.pid` says; its lines are listed in PostgreSQL's src/include/utils/pidfile.h. */
export interface Postmaster {
  readonly pid: number;
  readonly port: number;
  readonly isReady: boolean;
}

/** Reads `postmaster.pid`, or undefined when there is none. */
export function readPostmaster(cluster: string): Postmaster | undefined {
  let lines: string[];
  try {
    lines = readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  return { pid: Number(lines[0]), port: Number(lines[3]), isReady: lines[7]?.trim() === 'ready' };
}

/** Name and state letter of a process; undefined where there is no /proc, or one that hides other users' processes. */
function processStat(pid: number): { name: string; state: string } | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const end = stat.lastIndexOf(')');
    return { name: stat.slice(stat.indexOf('(') + 1, end), state: stat.charAt(end + 2) };
  } catch {
    return undefined;
  }
}

/**
 * Whether a process runs. A zombie, which stays when process 1 of a container reaps nobody, answers signals but is dead:
 * only its state tells.
 */
export function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
  }
  return !['Z', 'X'].includes(processStat(pid)?.state ?? '');
}

function workingDirectory(pid: number): string | undefined {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return undefined;
  }
}

/** Live PostgreSQL processes that work in the folder: a postmaster and its children. Empty where there is no /proc. */
export function serversIn(folder: string): number[] {
  if (process.platform !== 'linux') return [];
  const real = realpathSync(folder);
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => workingDirectory(pid) === real && processStat(pid)?.name === 'postgres' && isAlive(pid));
}

/**
 * Whether the process of a pid file is a server on this folder, and the number was not given to another program since.
 * A process that does not show its directory is believed to be.
 */
export function worksOn(pid: number, folder: string): boolean {
  if (!isAlive(pid)) return false;
  const directory = workingDirectory(pid);
  return directory === undefined || (directory === realpathSync(folder) && processStat(pid)?.name === 'postgres');
}

/** Waits until nothing is left of a dead postmaster, then removes the pid file it left. Answers false if something stays. */
export async function clearDeadPostmaster(cluster: string): Promise<boolean> {
  const deadline = performance.now() + ORPHANS_LEAVE_MS;
  while (serversIn(cluster).length > 0) {
    if (performance.now() > deadline) return false;
    await delay(POLL_MS);
  }
  rmSync(join(cluster, 'postmaster.pid'), { force: true });
  return true;
}

/** Waits until the process is gone; false when it is not within the time. Leaves no timer behind. */
export async function waitForExit(pid: number, timeoutMs: number): Promise<boolean> {
  const deadline = performance.now() + timeoutMs;
  while (isAlive(pid)) {
    if (performance.now() > deadline) return false;
    await delay(POLL_MS);
  }
  return true;
}

/** Stops a postmaster: fast (SIGINT) first, at once (SIGQUIT, recovers at the next start) when that takes too long. */
export async function stopPostmaster(pid: number): Promise<void> {
  for (const [signal, timeoutMs] of [
    ['SIGINT', 20_000],
    ['SIGQUIT', 5_000],
  ] as const) {
    if (!isAlive(pid)) return;
    process.kill(pid, signal);
    if (await waitForExit(pid, timeoutMs)) return;
  }
  throw new Error(`PostgreSQL (process ${pid}) does not stop`);
}
