/**
 * Starts a part of the service from a fresh clone: compiles what changed since the last time, then runs it in this process.
 *
 *   node src/start.cjs main               API, worker and pages on one machine
 *   node src/start.cjs api | worker       one of them
 *   node src/start.cjs <command>          a file of src/commands: migrate, openapi, demo-credentials, verify-ledger …
 *   node src/start.cjs --build-only       compiles and stops
 *
 * Standard output belongs to what is started; the compiler speaks on standard error. Where no compiler is installed (a
 * production image) the compiled files are run as they are. The started part reads its role from PROCESS_ROLE.
 */
const { spawnSync } = require('node:child_process');
const { createHash } = require('node:crypto');
const {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} = require('node:fs');
const { dirname, extname, join, relative } = require('node:path');
const { performance } = require('node:perf_hooks');

const ROOT = join(__dirname, '..');
const DIST = join(ROOT, 'dist');
const STAMP = join(DIST, '.build-stamp');
const LOCK = join(DIST, '.build-lock');
const SOURCES = ['src', 'migrations'];
const PROJECT = ['tsconfig.build.json', 'tsconfig.json', 'package-lock.json'];
/** No build takes this long: an older lock was left by a process that was killed. */
const LOCK_EXPIRES_MS = 5 * 60_000;

const PARTS = {
  main: { file: 'src/main.js', role: 'all' },
  api: { file: 'src/main.js', role: 'api' },
  worker: { file: 'src/worker.js', role: 'worker' },
};

class BuildError extends Error {}

/** All files below a folder, as paths from the root of the package. */
function filesUnder(folder) {
  if (!existsSync(join(ROOT, folder))) return [];
  return readdirSync(join(ROOT, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(ROOT, join(entry.parentPath ?? entry.path, entry.name)));
}

/** Changes whenever a file of the program is added, removed, renamed or written. */
function fingerprint() {
  const hash = createHash('sha256');
  for (const path of [...SOURCES.flatMap(filesUnder), ...PROJECT].sort()) {
    const stat = statSync(join(ROOT, path), { throwIfNoEntry: false });
    hash.update(`${path}\0${stat?.mtimeMs}\0${stat?.size}\n`);
  }
  return hash.digest('hex');
}

function isBuilt(wanted) {
  return existsSync(join(DIST, 'src')) && existsSync(STAMP) && readFileSync(STAMP, 'utf8') === wanted;
}

function compiler() {
  try {
    return require.resolve('typescript/lib/tsc.js');
  } catch {
    return undefined;
  }
}

function pause(milliseconds) {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}

function isRunning(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

function isAbandoned() {
  try {
    const ageMs = performance.timeOrigin + performance.now() - statSync(LOCK).mtimeMs;
    const holder = existsSync(join(LOCK, 'pid')) ? Number(readFileSync(join(LOCK, 'pid'), 'utf8')) : undefined;
    return ageMs > LOCK_EXPIRES_MS || (holder ? !isRunning(holder) : ageMs > 10_000);
  } catch {
    return false;
  }
}

/** Two builds at once would write the same files: the second waits, and then finds its work done. */
function withLock(work) {
  mkdirSync(DIST, { recursive: true });
  for (;;) {
    try {
      mkdirSync(LOCK);
      break;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
      if (isAbandoned()) rmSync(LOCK, { recursive: true, force: true });
      else pause(100);
    }
  }
  try {
    writeFileSync(join(LOCK, 'pid'), String(process.pid));
    return work();
  } finally {
    rmSync(LOCK, { recursive: true, force: true });
  }
}

/** The compiler leaves the output of deleted files behind, and a deleted migration would still be run. */
function removeOrphans() {
  const sourceEndings = { '.js': ['.ts', '.tsx', '.js'], '.map': ['.ts', '.tsx'] };
  for (const folder of SOURCES)
    for (const output of filesUnder(join('dist', folder))) {
      const path = relative('dist', output);
      const endings = sourceEndings[extname(path)] ?? [extname(path)];
      const stem = path.replace(/(\.js\.map|\.[^./]+)$/, '');
      if (!endings.some((ending) => existsSync(join(ROOT, stem + ending)))) rmSync(join(ROOT, output));
    }
}

/** The compiler leaves what it does not compile where it is; the statements of reports are read beside their code. */
function copyStatements() {
  for (const path of SOURCES.flatMap(filesUnder).filter((file) => extname(file) === '.sql')) {
    const copy = join(DIST, path);
    mkdirSync(dirname(copy), { recursive: true });
    copyFileSync(join(ROOT, path), copy);
  }
}

function compile(tsc) {
  process.stderr.write('compiling the service …\n');
  // Without its output the compiler's memory of what it wrote is wrong.
  if (!existsSync(join(DIST, 'src'))) rmSync(join(DIST, '.tsbuildinfo'), { force: true });
  const result = spawnSync(
    process.execPath,
    [tsc, '-p', 'tsconfig.build.json', '--noEmitOnError', '--pretty', 'false'],
    {
      cwd: ROOT,
      encoding: 'utf8',
    },
  );
  if (result.status !== 0)
    throw new BuildError(`${result.stdout ?? ''}${result.stderr ?? ''}${result.error?.message ?? ''}`.trim());
  copyStatements();
  removeOrphans();
}

/** Brings dist up to date. The stamp is taken before compiling: a file saved meanwhile is compiled next time. */
function build() {
  const tsc = compiler();
  if (!tsc || isBuilt(fingerprint())) return;
  withLock(() => {
    const wanted = fingerprint();
    if (isBuilt(wanted)) return;
    rmSync(STAMP, { force: true });
    compile(tsc);
    writeFileSync(STAMP, wanted);
  });
}

function partOf(name) {
  if (Object.hasOwn(PARTS, name ?? '')) return PARTS[name];
  return /^[a-z][a-z-]*$/.test(name ?? '') ? { file: `src/commands/${name}.js`, role: 'command' } : undefined;
}

function start(name) {
  const part = partOf(name);
  const entry = part && join(DIST, part.file);
  if (!entry || !existsSync(entry)) {
    const commands = filesUnder(join('dist', 'src', 'commands')).filter((path) => path.endsWith('.js'));
    const names = [...Object.keys(PARTS), ...commands.map((path) => path.replace(/^.*\/|\.js$/g, ''))];
    process.stderr.write(
      existsSync(DIST)
        ? `usage: node src/start.cjs <${names.join('|')}>\n`
        : 'nothing is compiled and no compiler is installed: run npm ci, then npm run build\n',
    );
    process.exitCode = 2;
    return;
  }
  process.env.PROCESS_ROLE = part.role;
  process.setSourceMapsEnabled(true);
  require(entry);
}

function main() {
  try {
    build();
  } catch (error) {
    if (!(error instanceof BuildError)) throw error;
    process.stderr.write(`${error.message}\nthe service does not compile; nothing was started\n`);
    process.exitCode = 1;
    return;
  }
  if (process.argv[2] !== '--build-only') start(process.argv[2]);
}

main();
