import { randomBytes } from 'node:crypto';
import { Client, types, type QueryResultRow } from 'pg';
import { provisionLogins } from '../../src/platform/postgres/provision-logins';
import { provisionRoles } from '../../src/platform/postgres/provision-roles';
import { provisionSecrets, type PlatformSecrets } from '../../src/platform/postgres/provision-secrets';

/** A database of one spec file: migrated, empty, its own. */
export interface TestDatabase {
  /** Superuser URL. */
  readonly url: string;
  /** As the service logs in: row-level security applies. */
  readonly appUrl: string;
  /** As the job queue logs in. */
  readonly queueUrl: string;
  readonly secrets: PlatformSecrets;
  /** Rows as the superuser sees them, for assertions. `date` and `bigint` come as text, `timestamptz` as Date. */
  query<Row extends QueryResultRow = QueryResultRow>(text: string, params?: readonly unknown[]): Promise<Row[]>;
  /** Drops the database. Close the application's pool first. */
  drop(): Promise<void>;
}

/** A calendar day stays the text it is, as in the service. */
const typesWithTextDates = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
    oid === types.builtins.DATE
      ? (text: string) => text
      : types.getTypeParser(oid, format)) as typeof types.getTypeParser,
};

async function askForServer(): Promise<{ adminUrl: string; template: string }> {
  const broker = process.env['TEST_DATABASE_BROKER'];
  if (!broker) throw new Error('run this test through Jest: its global setup offers the database');
  const response = await fetch(broker, { headers: { connection: 'close' } });
  if (!response.ok) throw new Error(`the test server did not start: ${await response.text()}`);
  return (await response.json()) as { adminUrl: string; template: string };
}

async function openClient(url: string): Promise<Client> {
  const client = new Client({ connectionString: url, types: typesWithTextDates });
  await client.connect();
  return client;
}

/** Runs one statement on a connection of its own. */
export async function administer(adminUrl: string, statement: string): Promise<void> {
  const client = await openClient(adminUrl);
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

/** An empty database without any preparation, for tests of the preparation itself. */
export async function createEmptyDatabase(): Promise<Pick<TestDatabase, 'url' | 'query' | 'drop'>> {
  return createDatabase('template0');
}

/** Clones the migrated template (once per spec file, in beforeAll) and gives the clone logins of its own. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const database = await createDatabase();
  const client = await openClient(database.url);
  try {
    const preparer = await provisionRoles(client);
    const secrets = await provisionSecrets(client);
    const logins = await provisionLogins(client, preparer, database.url);
    return { ...database, ...logins, secrets };
  } finally {
    await client.end();
  }
}

async function createDatabase(template?: string): Promise<Pick<TestDatabase, 'url' | 'query' | 'drop'>> {
  const server = await askForServer();
  const name = `test_${randomBytes(8).toString('hex')}`;
  await administer(server.adminUrl, `CREATE DATABASE ${name} TEMPLATE ${template ?? server.template}`);
  const url = new URL(server.adminUrl);
  url.pathname = `/${name}`;
  let client: Client | undefined;
  return {
    url: url.href,
    async query<Row extends QueryResultRow>(text: string, params: readonly unknown[] = []): Promise<Row[]> {
      client ??= await openClient(url.href);
      return (await client.query<Row>(text, [...params])).rows;
    },
    async drop(): Promise<void> {
      await client?.end();
      client = undefined;
      await dropDatabase(server.adminUrl, name);
    },
  };
}

/** Drops a database and the logins that preparing it made. */
export async function dropDatabase(adminUrl: string, name: string): Promise<void> {
  const client = await openClient(adminUrl);
  try {
    const { rows } = await client.query<{ oid: string }>('SELECT oid::text FROM pg_database WHERE datname = $1', [
      name,
    ]);
    await client.query(`DROP DATABASE ${name} WITH (FORCE)`);
    const oid = rows[0]?.oid;
    if (oid) await client.query(`DROP ROLE IF EXISTS billing_app_${oid}, billing_queue_${oid}`);
  } finally {
    await client.end();
  }
}
