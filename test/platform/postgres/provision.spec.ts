import { Client } from 'pg';
import { provisionDatabase, type Provisioned } from '../../../src/platform/postgres/provision';
import { createEmptyDatabase, createTestDatabase, type TestDatabase } from '../../support/postgres';

/** A statement on a connection of its own, as whoever the URL names. */
async function queryAs(url: string, ...statements: string[]): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    let rows: Record<string, unknown>[] = [];
    for (const statement of statements) ({ rows } = await client.query<Record<string, unknown>>(statement));
    return rows;
  } finally {
    await client.end();
  }
}

const REFUSED = { code: '42501' };
const JOBS =
  'SELECT j.task_identifier, p.payload, j.key, j.max_attempts, j.run_at FROM graphile_worker.jobs j JOIN graphile_worker._private_jobs p USING (id)';

describe('Preparing an empty database five times at once', () => {
  let database: Awaited<ReturnType<typeof createEmptyDatabase>>;
  let results: Provisioned[];
  beforeAll(async () => {
    database = await createEmptyDatabase();
    results = await Promise.all([1, 2, 3, 4, 5].map(() => provisionDatabase(database.url)));
  });
  afterAll(() => database.drop());

  it('migrates it once, and hands everybody the same', async () => {
    const runs = results.filter((result) => result.migrated.length > 0);
    expect(runs).toHaveLength(1);
    const recorded = await database.query<{ name: string }>('SELECT name FROM migrations ORDER BY id');
    expect(recorded.map((row) => row.name)).toEqual(runs[0]?.migrated);
    for (const result of results) expect({ ...result, migrated: [] }).toEqual({ ...results[0], migrated: [] });
  });

  it('changes nothing when it is done again', async () => {
    const again = await provisionDatabase(database.url);
    expect(again).toEqual({ ...results[0], migrated: [] });
    expect(again.secrets.app).toMatch(/^[0-9a-f]{64}$/);
    expect(again.secrets.webhook).not.toBe(again.secrets.app);
  });

  it('mends a login whose password was changed behind its back', async () => {
    const login = new URL(results[0]?.appUrl ?? '').username;
    await database.query(`ALTER ROLE ${login} PASSWORD 'something else'`);
    const again = await provisionDatabase(database.url);
    expect(await queryAs(again.appUrl, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });
});

describe('A prepared database', () => {
  let database: TestDatabase;
  beforeAll(async () => (database = await createTestDatabase()));
  afterAll(() => database.drop());

  it('belongs to the owner, and the queue to the queue', async () => {
    const owners = await database.query(
      `SELECT DISTINCT owner::regrole::text AS owner, schema::regnamespace::text AS schema FROM (
         SELECT oid, relowner AS owner, relnamespace AS schema FROM pg_class
         UNION SELECT oid, proowner, pronamespace FROM pg_proc WHERE proname <> 'enqueue_job'
         UNION SELECT oid, nspowner, oid FROM pg_namespace WHERE nspname = 'graphile_worker') o
       WHERE schema IN ('public'::regnamespace, 'graphile_worker'::regnamespace)
         AND oid NOT IN (SELECT objid FROM pg_depend WHERE deptype = 'e')
       ORDER BY 1`,
    );
    expect(owners).toEqual([
      { owner: 'billing_owner', schema: 'public' },
      { owner: 'billing_queue', schema: 'graphile_worker' },
    ]);
  });

  it('gives the application a role without any power of its own', async () => {
    const login = new URL(database.appUrl).username;
    const [role] = await database.query(
      `SELECT rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication,
              (SELECT count(*)::int FROM pg_shdepend WHERE refobjid = r.oid AND deptype = 'o') AS owned,
              ARRAY(SELECT roleid::regrole::text FROM pg_auth_members WHERE member = r.oid) AS groups
         FROM pg_roles r WHERE rolname = $1`,
      [login],
    );
    expect(role).toEqual({
      rolsuper: false,
      rolbypassrls: false,
      rolcreaterole: false,
      rolcreatedb: false,
      rolreplication: false,
      owned: 0,
      groups: ['billing_app'],
    });
  });

  it.each([
    'SELECT value FROM platform_secrets',
    'SELECT * FROM migrations',
    'SELECT * FROM graphile_worker._private_jobs',
    'CREATE TABLE mine (id int)',
    'CREATE TEMP TABLE mine (id int)',
    'CREATE SCHEMA mine',
    'CREATE ROLE mine',
    'SET ROLE billing_owner',
    'SET ROLE billing_queue',
    'ALTER TABLE idempotency_keys DISABLE ROW LEVEL SECURITY',
  ])('refuses the application: %s', async (statement) => {
    await expect(queryAs(database.appUrl, statement)).rejects.toMatchObject(REFUSED);
  });

  it.each([
    'SELECT value FROM platform_secrets',
    'SELECT * FROM idempotency_keys',
    'CREATE TABLE mine (id int)',
    'CREATE SCHEMA mine',
  ])('refuses the queue: %s', async (statement) => {
    await expect(queryAs(database.queueUrl, statement)).rejects.toMatchObject(REFUSED);
  });

  it('keeps the logins of another database out, and has its own', async () => {
    const other = await createTestDatabase();
    try {
      expect(new URL(other.appUrl).username).not.toBe(new URL(database.appUrl).username);
      const trespass = new URL(other.appUrl);
      trespass.pathname = new URL(database.url).pathname;
      await expect(queryAs(trespass.href, 'SELECT 1')).rejects.toMatchObject(REFUSED);
    } finally {
      await other.drop();
    }
  });

  it('keeps passwords as SCRAM verifiers', async () => {
    const rows = await database.query<{ rolpassword: string }>('SELECT rolpassword FROM pg_authid WHERE rolname = $1', [
      new URL(database.appUrl).username,
    ]);
    expect(rows[0]?.rolpassword).toMatch(/^SCRAM-SHA-256\$4096:/);
  });
});

describe('A job added by the application', () => {
  let database: TestDatabase;
  beforeAll(async () => (database = await createTestDatabase()));
  afterAll(() => database.drop());
  afterEach(() => database.query('DELETE FROM graphile_worker._private_jobs'));

  it('is not there when its transaction is rolled back', async () => {
    await queryAs(database.appUrl, 'BEGIN', `SELECT enqueue_job('demo', '{}')`, 'ROLLBACK');
    expect(await database.query(JOBS)).toEqual([]);
  });

  it('is there after the commit, as asked for', async () => {
    await queryAs(
      database.appUrl,
      'BEGIN',
      `SELECT enqueue_job('demo', '{"paymentId":"p1"}', NULL, '2030-01-02T03:04:05Z', 12)`,
      'COMMIT',
    );
    expect(await database.query(JOBS)).toEqual([
      {
        task_identifier: 'demo',
        payload: { paymentId: 'p1' },
        key: null,
        max_attempts: 12,
        run_at: new Date('2030-01-02T03:04:05Z'),
      },
    ]);
  });

  it('replaces the one that waits under the same key', async () => {
    await queryAs(
      database.appUrl,
      `SELECT enqueue_job('demo', '{"n":1}', 'key', '2030-01-02T03:04:05Z')`,
      `SELECT enqueue_job('demo', '{"n":2}', 'key', '2029-01-02T03:04:05Z')`,
    );
    expect(await database.query(JOBS)).toMatchObject([
      { key: 'key', payload: { n: 2 }, run_at: new Date('2029-01-02T03:04:05Z') },
    ]);
  });
});
