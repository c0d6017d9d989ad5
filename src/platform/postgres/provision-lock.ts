import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import { ProvisioningError } from './provisioning.error';

const PREPARATION_LOCK = '5571204718863204613';
const POLL_MS = 50;
const LONGEST_WAIT_MS = 15 * 60_000;

/** A client that is closed whatever happens. Statements are not cut short: a migration may take its time. */
export async function withClient<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url, application_name: 'clinic-billing-provision', keepAlive: true });
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query('SET statement_timeout = 0; SET idle_session_timeout = 0');
    return await work(client);
  } finally {
    await client.end();
  }
}

/**
 * Runs `work` while no other replica prepares this database. The lock sits on a connection of its own. Waiters ask again
 * and again instead of waiting in the server: a waiting statement would hold up CREATE INDEX CONCURRENTLY for ever.
 */
export function withPreparationLock<T>(url: string, work: () => Promise<T>): Promise<T> {
  return withClient(url, async (client) => {
    const deadline = performance.now() + LONGEST_WAIT_MS;
    for (;;) {
      const { rows } = await client.query<{ locked: boolean }>(
        `SELECT pg_try_advisory_lock(${PREPARATION_LOCK}) AS locked`,
      );
      if (rows[0]?.locked) break;
      if (performance.now() > deadline)
        throw new ProvisioningError(
          'locked',
          'Another process has been preparing the database for 15 minutes; look at pg_stat_activity.',
        );
      await delay(POLL_MS);
    }
    // Ending the session releases the lock.
    return work();
  });
}
