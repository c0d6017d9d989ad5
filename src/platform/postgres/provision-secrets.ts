import { randomBytes } from 'node:crypto';
import type { Client } from 'pg';
import { OWNER_ROLE } from './provision-roles';

/** Random secrets that every replica on this database shares; made once, never shown to the application's role. */
export interface PlatformSecrets {
  /** 32 bytes as hex: links, cookies and demo credentials derive from it. */
  readonly app: string;
  /** 32 bytes as hex: signs the webhooks of the sandbox when no secret is configured. */
  readonly webhook: string;
}

/** Runs statements as the owner of our tables. */
export async function asOwner<T>(client: Client, work: () => Promise<T>): Promise<T> {
  await client.query(`SET ROLE ${OWNER_ROLE}`);
  try {
    return await work();
  } finally {
    await client.query('RESET ROLE');
  }
}

/** Creates the table of secrets. It is not a migration: the logins are needed before and apart from any. */
export async function createSecretsTable(client: Client): Promise<void> {
  await asOwner(client, () =>
    client.query(`
      CREATE TABLE IF NOT EXISTS platform_secrets (
        name text CONSTRAINT pk_platform_secrets PRIMARY KEY,
        value text NOT NULL
      );
      COMMENT ON TABLE platform_secrets IS 'Secrets shared by all replicas. Readable by the owner alone.';
    `),
  );
}

/** The secret of this name: the stored one, or a new one. Call it under the preparation lock. */
export function keepSecret(client: Client, name: string): Promise<{ value: string; isNew: boolean }> {
  return asOwner(client, async () => {
    const found = await client.query<{ value: string }>('SELECT value FROM platform_secrets WHERE name = $1', [name]);
    if (found.rows[0]) return { value: found.rows[0].value, isNew: false };
    const value = randomBytes(32).toString('hex');
    await client.query('INSERT INTO platform_secrets (name, value) VALUES ($1, $2)', [name, value]);
    return { value, isNew: true };
  });
}

/** The secrets the service itself uses. */
export async function provisionSecrets(client: Client): Promise<PlatformSecrets> {
  const app = await keepSecret(client, 'app');
  const webhook = await keepSecret(client, 'webhook');
  return { app: app.value, webhook: webhook.value };
}
