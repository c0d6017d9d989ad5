import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import { startEmbeddedPostgres, type EmbeddedPostgresOptions } from '../../../src/platform/postgres/embedded-postgres';
import { isAlive, readPostmaster } from '../../../src/platform/postgres/embedded/postmaster';
import { OtherProcess } from './other-process';

/** Mode 0700: like a clone under /root, no other user can walk down to it. */
const folder = mkdtempSync(join(tmpdir(), 'clinic-billing-embedded-'));
const server = join(folder, 'server');
const data = join(server, 'data');
const postmasterPid = () => readPostmaster(data)?.pid ?? 0;

/** What a test that fails half way leaves to be ended. */
const leftovers: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of leftovers.splice(0).reverse()) await end();
});

async function start(options: Partial<EmbeddedPostgresOptions> = {}) {
  const running = await startEmbeddedPostgres({ dataDir: folder, durable: false, ...options });
  leftovers.push(() => running.stop());
  return running;
}

async function startElsewhere(): Promise<OtherProcess> {
  const process = await OtherProcess.on(folder);
  leftovers.push(() => process.finish());
  return process;
}

async function query(url: string, text: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return (await client.query<Record<string, unknown>>(text)).rows;
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function eventually<T>(probe: () => Promise<T>): Promise<T> {
  for (const deadline = performance.now() + 10_000; ; await delay(20))
    try {
      return await probe();
    } catch (error) {
      if (performance.now() > deadline) throw error;
    }
}

/** A dead process that nobody reaps: its parent turned into a program that does not know it. */
async function makeZombie(): Promise<number> {
  const parent = spawn('sh', ['-c', 'sleep 0.1 & echo $!; exec sleep 60'], { stdio: ['ignore', 'pipe', 'inherit'] });
  leftovers.push(() => parent.kill('SIGKILL'));
  const [chunk] = (await once(parent.stdout, 'data')) as [Buffer];
  const pid = Number(chunk.toString());
  while (!readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z')) await delay(5);
  return pid;
}

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('The embedded PostgreSQL', () => {
  beforeAll(async () => {
    const first = await start();
    await query(first.url, 'CREATE TABLE kept (id int); INSERT INTO kept VALUES (42)');
    await first.stop();
  });

  it('keeps data and address over a clean stop, and leaves no process behind', async () => {
    const first = await start();
    const pid = postmasterPid();
    expect(first.owned).toBe(true);
    expect(await query(first.url, 'SELECT id FROM kept')).toEqual([{ id: 42 }]);
    await first.stop();
    expect(isAlive(pid)).toBe(false);
    expect(readPostmaster(data)).toBeUndefined();
    const second = await start();
    expect(second.url).toBe(first.url);
    await second.stop();
  });

  it('never runs as root, listens on loopback only, and keeps its password to us', async () => {
    const running = await start();
    expect(statSync(`/proc/${postmasterPid()}`).uid).not.toBe(0);
    const rows = await query(
      running.url,
      `SELECT name, setting FROM pg_settings WHERE name IN ('listen_addresses', 'unix_socket_directories') ORDER BY 1`,
    );
    expect(rows.map((row) => row['setting'])).toEqual(['127.0.0.1', '']);
    expect(statSync(join(server, 'superuser-password')).mode & 0o777).toBe(0o600);
    expect(new URL(running.url).password).toHaveLength(48);
    const wrong = new URL(running.url);
    wrong.password = 'password';
    await expect(query(wrong.href, 'SELECT 1')).rejects.toMatchObject({ code: '28P01' });
  });

  it('writes nothing of a failing statement to its log', async () => {
    const running = await start();
    await expect(query(running.url, `SELECT 'Canary, Ada'::int`)).rejects.toMatchObject({ code: '22P02' });
    await running.stop();
    const log = readFileSync(join(server, 'log'), 'utf8');
    expect(log).not.toContain('Canary');
    expect(log).not.toBe('');
  });

  it('is shared by processes, and stopped by the last of them', async () => {
    const ours = await start();
    const other = await startElsewhere();
    expect(other.owned).toBe(false);
    expect(other.url).toBe(ours.url);
    const pid = postmasterPid();
    await ours.stop();
    expect(isAlive(pid)).toBe(true);
    expect(await query(other.url, 'SELECT id FROM kept')).toEqual([{ id: 42 }]);
    expect(await other.finish()).toBe(0);
    expect(isAlive(pid)).toBe(false);
  });

  it('is started once by three processes at the same moment', async () => {
    const three = await Promise.all([1, 2, 3].map(() => startElsewhere()));
    expect(three.filter((process) => process.owned)).toHaveLength(1);
    expect(new Set(three.map((process) => process.url)).size).toBe(1);
    const pid = postmasterPid();
    expect(await Promise.all(three.map((process) => process.finish()))).toEqual([0, 0, 0]);
    expect(isAlive(pid)).toBe(false);
  });

  it('is adopted when its process was killed, and then stopped cleanly', async () => {
    const other = await startElsewhere();
    const pid = postmasterPid();
    await other.kill();
    const adopted = await start();
    expect(adopted.owned).toBe(true);
    expect(postmasterPid()).toBe(pid);
    await adopted.stop();
    expect(isAlive(pid)).toBe(false);
  });

  it('comes back at the same address when the server is killed under us', async () => {
    const reports: string[] = [];
    const running = await start({ report: (line) => reports.push(line) });
    const pid = postmasterPid();
    process.kill(pid, 'SIGKILL');
    const rows = await eventually(() => query(running.url, 'SELECT id FROM kept'));
    expect(rows).toEqual([{ id: 42 }]);
    expect(postmasterPid()).not.toBe(pid);
    await running.stop();
    expect(reports).toHaveLength(2);
    expect(readPostmaster(data)).toBeUndefined();
  });

  it('recovers when process and server were both killed', async () => {
    const other = await startElsewhere();
    await query(other.url, 'CREATE TABLE recovered AS SELECT 7 AS id');
    await query(other.url, 'CHECKPOINT');
    await other.kill();
    process.kill(postmasterPid(), 'SIGKILL');
    const running = await start();
    expect(await query(running.url, 'SELECT id FROM recovered')).toEqual([{ id: 7 }]);
  });

  it('does not take a zombie for a running server', async () => {
    const pid = await makeZombie();
    writeFileSync(join(data, 'postmaster.pid'), `${pid}\n${data}\n1\n1\n\n127.0.0.1\n\nready   \n`);
    const running = await start();
    expect(await query(running.url, 'SELECT id FROM kept')).toEqual([{ id: 42 }]);
  });

  it('moves on when its last port is taken, and refuses when that port was asked for', async () => {
    const squatter = createServer().listen(0, '127.0.0.1');
    leftovers.push(() => squatter.close());
    await once(squatter, 'listening');
    const { port } = squatter.address() as AddressInfo;
    await expect(start({ port })).rejects.toMatchObject({ problem: 'port_taken' });
    writeFileSync(join(server, 'port'), `${port}\n`);
    const running = await start();
    expect(Number(new URL(running.url).port)).not.toBe(port);
  });

  it('refuses a server that does not let us in', async () => {
    const other = await startElsewhere();
    const file = join(server, 'superuser-password');
    const password = readFileSync(file);
    leftovers.push(() => writeFileSync(file, password));
    writeFileSync(file, 'not the one\n');
    await expect(start()).rejects.toMatchObject({ problem: 'folder_in_use' });
    expect(await other.finish()).toBe(0);
  });

  it('refuses the data of another major version', async () => {
    const file = join(data, 'PG_VERSION');
    const version = readFileSync(file);
    leftovers.push(() => writeFileSync(file, version));
    writeFileSync(file, '9\n');
    await expect(start()).rejects.toMatchObject({ problem: 'folder_foreign' });
  });

  it('says so when the folder cannot be made, or is not ours', async () => {
    const file = join(folder, 'a-file');
    writeFileSync(file, '');
    await expect(start({ dataDir: join(file, 'data') })).rejects.toMatchObject({ problem: 'folder_not_writable' });
    const foreign = join(folder, 'foreign');
    mkdirSync(foreign);
    writeFileSync(join(foreign, 'PG_VERSION'), '18\n');
    await expect(start({ dataDir: foreign })).rejects.toMatchObject({ problem: 'folder_foreign' });
  });
});
