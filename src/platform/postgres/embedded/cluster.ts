import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  accessSync,
  chownSync,
  closeSync,
  constants,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { EmbeddedPostgresError } from '../embedded-postgres.error';
import { findBinaries, type Binaries } from './binaries';
import { serverUser, type ServerUser } from './server-user';

/** Name of the superuser that initdb creates. */
export const SUPERUSER = 'postgres';

/** A database folder that is ready to be started. Everything is under `root`, so a backup is a copy of it. */
export interface Cluster {
  readonly root: string;
  /** PostgreSQL's own data directory. */
  readonly data: string;
  /** How the server is told about `data`: see {@link dataArgument}. */
  readonly dataArgument: string;
  readonly log: string;
  readonly portFile: string;
  readonly password: string;
  readonly binaries: Binaries;
  readonly user?: ServerUser;
}

/**
 * A server that runs as another user cannot walk down to a folder under /root (mode 0700), even when it owns the folder.
 * It is started inside it, and the kernel resolves this link to the working directory without walking any path.
 */
function dataArgument(data: string, user?: ServerUser): string {
  return user && process.platform === 'linux' ? '/proc/self/cwd' : data;
}

/** Creates the data folder if need be. Throws `folder_not_writable` with the reason of the system. */
export function openFolder(dataDir: string): string {
  const folder = resolve(dataDir);
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
    return folder;
  } catch (error) {
    throw notWritable(folder, error);
  }
}

function notWritable(folder: string, error: unknown): EmbeddedPostgresError {
  const reason = (error as NodeJS.ErrnoException).code ?? 'unknown';
  return new EmbeddedPostgresError(
    'folder_not_writable',
    `The data folder ${folder} cannot be written by this user (${reason}). ` +
      'If it was made by another user, start as that user or give the folder away with chown; else set DATA_DIR to a folder of your own.',
    error,
  );
}

/** Finds the database of a folder, or creates it. Call it under the folder's mutex. */
export function openCluster(folder: string, options: { durable: boolean }): Cluster {
  const root = join(folder, 'server');
  const data = join(root, 'data');
  refuseForeign(folder, root);
  try {
    const owner = existsSync(data) ? statSync(data).uid : undefined;
    const user = serverUser(owner);
    const binaries = findBinaries(user);
    if (owner === undefined) initialize(root, { binaries, user, durable: options.durable });
    else refuseUnusable(data, { owner, user, binaries });
    const password = readFileSync(join(root, 'superuser-password'), 'utf8').trim();
    return {
      root,
      data,
      dataArgument: dataArgument(data, user),
      log: join(root, 'log'),
      portFile: join(root, 'port'),
      password,
      binaries,
      user,
    };
  } catch (error) {
    if (['EACCES', 'EPERM', 'EROFS', 'ENOSPC'].includes((error as NodeJS.ErrnoException).code ?? ''))
      throw notWritable(folder, error);
    throw error;
  }
}

function refuseForeign(folder: string, root: string): void {
  if (existsSync(root) && !existsSync(join(root, 'superuser-password')))
    throw new EmbeddedPostgresError('folder_foreign', `${root} is not a database this service made; move it away.`);
  if (!existsSync(root) && readdirSync(folder).some((name) => name === 'PG_VERSION'))
    throw new EmbeddedPostgresError(
      'folder_foreign',
      `${folder} is a PostgreSQL data directory that this service did not make. Set DATA_DIR to another folder, or DATABASE_URL to its server.`,
    );
}

function refuseUnusable(data: string, facts: { owner: number; user?: ServerUser; binaries: Binaries }): void {
  const self = process.getuid?.();
  if (!facts.user && self !== undefined && facts.owner !== self)
    throw notWritable(data, { code: `owned by user ${facts.owner}` });
  if (facts.user && facts.owner !== facts.user.uid) giveAway(data, facts.user);
  const major = readFileSync(join(data, 'PG_VERSION'), 'utf8').trim();
  if (major !== facts.binaries.major)
    throw new EmbeddedPostgresError(
      'folder_foreign',
      `${data} was written by PostgreSQL ${major}; this release brings ${facts.binaries.major}. ` +
        'Start the release that wrote it and copy the data over, or use a server of your own with DATABASE_URL.',
    );
}

/** chown -R: a folder that was copied by root, or whose user has gone. */
function giveAway(path: string, user: ServerUser): void {
  chownSync(path, user.uid, user.gid);
  for (const entry of readdirSync(path, { withFileTypes: true, recursive: true }))
    if (!entry.isSymbolicLink()) chownSync(join(entry.parentPath, entry.name), user.uid, user.gid);
}

/** Runs initdb in a folder of its own that gets its lasting name only when all is well: a crash leaves no half database. */
function initialize(root: string, how: { binaries: Binaries; user?: ServerUser; durable: boolean }): void {
  const fresh = `${root}.new`;
  rmSync(fresh, { recursive: true, force: true });
  const data = join(fresh, 'data');
  mkdirSync(data, { recursive: true, mode: 0o700 });
  const passwordFile = join(fresh, 'superuser-password');
  writeFileSync(passwordFile, `${randomBytes(24).toString('hex')}\n`, { mode: 0o600 });
  if (how.user) for (const path of [data, passwordFile]) chownSync(path, how.user.uid, how.user.gid);
  const passwordFd = openSync(passwordFile, 'r');
  try {
    const result = spawnSync(how.binaries.initdb, initdbArguments(data, how), {
      cwd: data,
      uid: how.user?.uid,
      gid: how.user?.gid,
      env: serverEnvironment(),
      stdio: ['ignore', 'pipe', 'pipe', passwordFd],
      encoding: 'utf8',
    });
    if (result.status !== 0)
      throw new EmbeddedPostgresError(
        'start_failed',
        `initdb failed in ${fresh}: ${result.stderr?.trim() || result.error?.message}`,
        result.error,
      );
  } finally {
    closeSync(passwordFd);
  }
  if (how.user) chownSync(passwordFile, process.getuid?.() ?? 0, process.getgid?.() ?? 0);
  renameSync(fresh, root);
}

function initdbArguments(data: string, how: { user?: ServerUser; durable: boolean }): string[] {
  return [
    `--pgdata=${dataArgument(data, how.user)}`,
    `--username=${SUPERUSER}`,
    '--pwfile=/dev/fd/3',
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    // PostgreSQL's own collation: needs no locale of the operating system and sorts the same everywhere.
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--locale=C',
    '--no-instructions',
    ...(how.durable ? [] : ['--no-sync']),
  ];
}

/** Nothing of our own environment (DATABASE_URL, Stripe keys) is handed to the server. */
export function serverEnvironment(): NodeJS.ProcessEnv {
  return { PATH: process.env['PATH'] ?? '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' };
}
