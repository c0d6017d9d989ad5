import { requireHost } from './connection-url';
import { runPendingMigrations } from './migrate';
import { withClient, withPreparationLock } from './provision-lock';
import { provisionLogins, type Logins } from './provision-logins';
import { provisionQueue } from './provision-queue';
import { provisionRoles } from './provision-roles';
import { createSecretsTable, provisionSecrets, type PlatformSecrets } from './provision-secrets';

export interface ProvisionOptions {
  /** Glob of the migration files; by default those of this release. */
  readonly migrations?: string;
}

/** A database that is ready: how to log in to it, and the secrets its replicas share. */
export interface Provisioned extends Logins {
  readonly secrets: PlatformSecrets;
  readonly databaseName: string;
  /** Names of the migrations that this call ran; empty when the schema was up to date. */
  readonly migrated: readonly string[];
}

/**
 * Makes a database ready for this release: roles, job queue, schema, secrets and logins. Idempotent, and safe to be run by
 * any number of replicas at once: one works, the others wait and find everything done.
 * `privilegedUrl` is a superuser, or the owner of the database with CREATEROLE; nothing else ever logs in with it.
 * Throws {@link ProvisioningError} when the role may not.
 */
export async function provisionDatabase(privilegedUrl: string, options: ProvisionOptions = {}): Promise<Provisioned> {
  requireHost(privilegedUrl);
  return withPreparationLock(privilegedUrl, () =>
    withClient(privilegedUrl, async (client) => {
      const preparer = await provisionRoles(client);
      await provisionQueue(client, preparer, privilegedUrl);
      const migrated = await runPendingMigrations(privilegedUrl, options.migrations);
      await createSecretsTable(client);
      const secrets = await provisionSecrets(client);
      const logins = await provisionLogins(client, preparer, privilegedUrl);
      return { ...logins, secrets, databaseName: preparer.database, migrated };
    }),
  );
}
