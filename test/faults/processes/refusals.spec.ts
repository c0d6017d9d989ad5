import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createEmptyDatabase } from '../../support/postgres';
import { build, cleanUp, freePort, newFolder, occupy, run } from './launch';

const NOBODY = 65_534;
const isRoot = process.getuid?.() === 0;

/** A refusal is a few plain lines: no stack, and nothing on standard output. */
function expectRefusal(
  { code, out, err }: { code: number | null; out: string; err: string },
  ...words: string[]
): void {
  expect({ code, out }).toEqual({ code: 1, out: '' });
  for (const word of words) expect(err).toContain(word);
  expect(err).not.toMatch(/^\s+at /m);
}

describe('A service that cannot start', () => {
  let dataDir: string;
  let env: Record<string, string>;

  beforeAll(build, 120_000);
  beforeEach(async () => {
    dataDir = join(newFolder(), 'data');
    env = { PORT: String(await freePort()), DATA_DIR: dataDir };
  });
  afterAll(cleanUp);

  it('says that its port is taken, and has started nothing', async () => {
    const other = await occupy(Number(env['PORT']));
    expectRefusal(await run('main', { env }), env['PORT']!);
    other?.close();
    expect(existsSync(dataDir)).toBe(false);
  });

  it('says that its data folder cannot be made', async () => {
    writeFileSync(dataDir, 'a file');
    expectRefusal(await run('main', { env }), dataDir);
  });

  (isRoot ? it : it.skip)('says that its data folder belongs to somebody else', async () => {
    mkdirSync(dataDir, { mode: 0o700 });
    expectRefusal(await run('main', { env, uid: NOBODY }), dataDir, 'EACCES');
    expect(readdirSync(dataDir)).toEqual([]);
  });

  it('leaves a PostgreSQL that is not its own alone, whatever it is asked to do', async () => {
    mkdirSync(join(dataDir, 'postgres'), { recursive: true });
    writeFileSync(join(dataDir, 'postgres', 'PG_VERSION'), '15\n');
    const refused = await Promise.all(['main', 'migrate', 'verify-ledger'].map((part) => run(part, { env })));
    for (const each of refused) expectRefusal(each, join(dataDir, 'postgres'));
    expect(readdirSync(join(dataDir, 'postgres'))).toEqual(['PG_VERSION']);
  });

  it('lists everything that is wrong with its configuration by name, never by value', async () => {
    const wrong = { DATABASE_URL: 'mysql://hush', STRIPE_SECRET_KEY: 'sk_live_hush', STRIPE_WEBHOOK_SECRET: 'hush' };
    const refused = await run('main', { env: { ...env, ...wrong } });
    expectRefusal(refused, ...Object.keys(wrong));
    expect(refused.err).not.toContain('hush');
  });

  it('names all that production lacks', async () => {
    const production = { env: { ...env, NODE_ENV: 'production' } };
    const refused = await Promise.all(['main', 'worker', 'migrate'].map((part) => run(part, production)));
    for (const each of refused) expectRefusal(each, 'DATABASE_URL', 'PUBLIC_URL', 'STRIPE_SECRET_KEY');
    expect(existsSync(dataDir)).toBe(false);
  });

  it('says why the database of DATABASE_URL cannot be used, without any part of the address', async () => {
    const nowhere = `postgres://hush:hush@127.0.0.1:${await freePort()}/hush`;
    const database = await createEmptyDatabase();
    const locked = new URL(database.url);
    locked.password = 'hush';
    const missing = new URL(database.url);
    missing.pathname = '/hush';
    for (const url of [nowhere, locked.href, missing.href]) {
      const refused = await run('main', { env: { ...env, DATABASE_URL: url } });
      expectRefusal(refused, 'DATABASE_URL');
      expect(refused.err).not.toContain('hush');
    }
    await database.drop();
  });

  it('tells the administrator what to run when the role of DATABASE_URL may not prepare the database', async () => {
    const database = await createEmptyDatabase();
    const role = `weak_${process.pid}_${Math.round(performance.now())}`;
    await database.query(`CREATE ROLE ${role} LOGIN PASSWORD 'weak'`);
    const url = new URL(database.url);
    url.username = role;
    url.password = 'weak';
    expectRefusal(
      await run('migrate', { env: { ...env, DATABASE_URL: url.href } }),
      `ALTER ROLE "${role}" CREATEROLE;`,
    );
    await database.query(`DROP ROLE ${role}`);
    await database.drop();
  });
});
