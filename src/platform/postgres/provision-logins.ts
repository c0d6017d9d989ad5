import { Client } from 'pg';
import { loggingInAs } from './connection-url';
import { APP_ROLE, createRoleUnlessExists, QUEUE_ROLE, type Preparer } from './provision-roles';
import { keepSecret } from './provision-secrets';
import { scramVerifier } from './scram-verifier';

/** Connection strings of the two logins of one database. */
export interface Logins {
  /** Member of billing_app: row-level security applies to it, and it owns nothing. */
  readonly appUrl: string;
  /** Member of billing_queue: the job queue's own schema and nothing else. */
  readonly queueUrl: string;
}

/** Whether the stored password still opens the login; a restored copy may have met an older role of the same name. */
async function isAccepted(url: string): Promise<boolean> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return true;
  } catch (error) {
    if ((error as { code?: string }).code === '28P01') return false;
    throw error;
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function provisionLogin(
  client: Client,
  preparer: Preparer,
  how: { url: string; group: string },
): Promise<string> {
  // Named by the oid of the database: two databases of one server, or a clone and its model, never share a login.
  const name = `${how.group}_${preparer.databaseOid}`;
  const { value: password, isNew } = await keepSecret(client, `login:${name}`);
  const login = client.escapeIdentifier(name);
  const secret = client.escapeLiteral(scramVerifier(password));
  const { rowCount } = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [name]);
  if (!rowCount)
    await createRoleUnlessExists(
      client,
      name,
      `LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS PASSWORD ${secret} IN ROLE ${how.group}`,
    );
  await client.query(`GRANT CONNECT ON DATABASE ${client.escapeIdentifier(preparer.database)} TO ${login}`);
  const url = loggingInAs(how.url, name, password);
  if (rowCount && (isNew || !(await isAccepted(url)))) await client.query(`ALTER ROLE ${login} PASSWORD ${secret}`);
  return url;
}

/** Creates the two logins of this database, or finds them. Call it under the preparation lock, after the secrets table. */
export async function provisionLogins(client: Client, preparer: Preparer, privilegedUrl: string): Promise<Logins> {
  return {
    appUrl: await provisionLogin(client, preparer, { url: privilegedUrl, group: APP_ROLE }),
    queueUrl: await provisionLogin(client, preparer, { url: privilegedUrl, group: QUEUE_ROLE }),
  };
}
