import type { Client } from 'pg';
import { ProvisioningError } from './provisioning.error';

/** Owns every table and function of ours; migrations run as it. Cannot log in. */
export const OWNER_ROLE = 'billing_owner';
/** What the service may do; its logins are members. Owns nothing. Cannot log in. */
export const APP_ROLE = 'billing_app';
/** Owns the schema of the job queue. Cannot log in. */
export const QUEUE_ROLE = 'billing_queue';

const GROUP_ROLES = [OWNER_ROLE, APP_ROLE, QUEUE_ROLE] as const;

/** Facts about the connection that prepares the database. */
export interface Preparer {
  readonly database: string;
  /** pg_database.oid as decimal digits: what tells a cloned database from its model. */
  readonly databaseOid: string;
  readonly role: string;
  readonly isSuperuser: boolean;
}

interface RightsRow {
  readonly database: string;
  readonly oid: string;
  readonly role: string;
  readonly version: number;
  readonly is_superuser: boolean;
  readonly may_create_roles: boolean;
  readonly owns_database: boolean;
  readonly existing: string[];
  readonly not_administered: string[];
}

async function readRights(client: Client): Promise<RightsRow> {
  const { rows } = await client.query<RightsRow>(
    `SELECT d.datname AS database, d.oid::text AS oid, r.rolname AS role, r.rolsuper AS is_superuser,
            r.rolcreaterole AS may_create_roles, current_setting('server_version_num')::int AS version,
            pg_has_role(current_user, d.datdba, 'USAGE') AS owns_database,
            ARRAY(SELECT rolname::text FROM pg_roles WHERE rolname = ANY ($1)) AS existing,
            ARRAY(SELECT rolname::text FROM pg_roles
                  WHERE rolname = ANY ($1) AND NOT pg_has_role(current_user, oid, 'MEMBER WITH ADMIN OPTION')) AS not_administered
       FROM pg_database d, pg_roles r
      WHERE d.datname = current_database() AND r.rolname = current_user`,
    [GROUP_ROLES],
  );
  const row = rows[0];
  if (!row) throw new Error('the connection has no role');
  return row;
}

/** What an administrator must run first, as SQL; empty when the role can do all that is needed. */
function missingRights(client: Client, rights: RightsRow): string[] {
  if (rights.is_superuser) return [];
  const role = client.escapeIdentifier(rights.role);
  const missing: string[] = [];
  if (!rights.may_create_roles) missing.push(`ALTER ROLE ${role} CREATEROLE;`);
  if (!rights.owns_database)
    missing.push(`ALTER DATABASE ${client.escapeIdentifier(rights.database)} OWNER TO ${role};`);
  // Before PostgreSQL 16 CREATEROLE alone allowed granting any role.
  if (rights.version >= 160_000)
    for (const name of rights.not_administered) missing.push(`GRANT ${name} TO ${role} WITH ADMIN OPTION;`);
  return missing;
}

/** Creates a role unless it is there. Roles belong to the whole server, so another database's preparation may be first. */
export async function createRoleUnlessExists(client: Client, name: string, attributes: string): Promise<void> {
  try {
    await client.query(`CREATE ROLE ${client.escapeIdentifier(name)} ${attributes}`);
  } catch (error) {
    if (!['42710', '23505'].includes((error as { code?: string }).code ?? '')) throw error;
  }
}

/** A role that only creates roles must be a member to act as one of them; a superuser may anyway. */
async function joinGroup(client: Client, name: string, version: number): Promise<void> {
  const { rows } = await client.query<{ member: boolean }>(
    `SELECT pg_has_role(current_user, $1, $2) AND pg_has_role(current_user, $1, 'USAGE') AS member`,
    [name, version >= 160_000 ? 'SET' : 'MEMBER'],
  );
  if (!rows[0]?.member) await client.query(`GRANT ${name} TO CURRENT_USER`);
}

/**
 * Creates the three group roles, and takes from everybody else what PostgreSQL gives to all: connecting, temporary tables
 * (which could stand in front of ours inside a SECURITY DEFINER function) and tables in the public schema.
 * Throws {@link ProvisioningError} `rights_missing` with the statements an administrator must run.
 */
export async function provisionRoles(client: Client): Promise<Preparer> {
  const rights = await readRights(client);
  const missing = missingRights(client, rights);
  if (missing.length > 0)
    throw new ProvisioningError(
      'rights_missing',
      `The role ${rights.role} of DATABASE_URL may not prepare the database ${rights.database}. Run as an administrator:`,
      missing,
    );
  for (const name of GROUP_ROLES) {
    if (!rights.existing.includes(name)) await createRoleUnlessExists(client, name, 'NOLOGIN NOSUPERUSER NOBYPASSRLS');
    if (!rights.is_superuser) await joinGroup(client, name, rights.version);
  }
  const database = client.escapeIdentifier(rights.database);
  await client.query(`
    REVOKE CONNECT, TEMPORARY ON DATABASE ${database} FROM PUBLIC;
    REVOKE CREATE ON SCHEMA public FROM PUBLIC;
    GRANT CREATE ON DATABASE ${database} TO ${OWNER_ROLE};
    GRANT USAGE, CREATE ON SCHEMA public TO ${OWNER_ROLE};
    GRANT USAGE ON SCHEMA public TO ${APP_ROLE}, ${QUEUE_ROLE};
    CREATE EXTENSION IF NOT EXISTS btree_gist;
  `);
  return { database: rights.database, databaseOid: rights.oid, role: rights.role, isSuperuser: rights.is_superuser };
}
