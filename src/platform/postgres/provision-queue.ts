import { Logger, runMigrations } from 'graphile-worker';
import type { Client } from 'pg';
import { actingAs } from './connection-url';
import { APP_ROLE, QUEUE_ROLE, type Preparer } from './provision-roles';

/**
 * The one thing the application may do to the queue. SECURITY DEFINER, so that the application's role needs no right on the
 * queue's tables. With a key, the last call wins: it replaces payload and time of the job that waits under the key.
 */
const ENQUEUE_JOB = `
  CREATE OR REPLACE FUNCTION public.enqueue_job(
    task text, payload json, job_key text DEFAULT NULL, run_at timestamptz DEFAULT NULL, max_attempts integer DEFAULT NULL
  ) RETURNS void
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
    AS $function$
    BEGIN
      PERFORM graphile_worker.add_job(
        identifier => enqueue_job.task,
        payload => enqueue_job.payload,
        job_key => enqueue_job.job_key,
        run_at => enqueue_job.run_at,
        max_attempts => enqueue_job.max_attempts,
        job_key_mode => 'replace'
      );
    END $function$;
  COMMENT ON FUNCTION public.enqueue_job IS 'Adds a background job in the transaction of the caller; it runs after the commit, or never.';
  REVOKE ALL ON FUNCTION public.enqueue_job FROM PUBLIC;
  GRANT EXECUTE ON FUNCTION public.enqueue_job TO ${APP_ROLE};
`;

/** graphile-worker writes to the console unless told otherwise; its failures reach us as rejections anyway. */
const quiet = new Logger(() => () => undefined);

/**
 * Installs or upgrades the job queue in its own schema, and the function through which jobs enter it.
 * The queue's role may create things only while this runs.
 */
export async function provisionQueue(client: Client, preparer: Preparer, privilegedUrl: string): Promise<void> {
  const database = client.escapeIdentifier(preparer.database);
  await client.query(`GRANT CREATE ON DATABASE ${database} TO ${QUEUE_ROLE}`);
  try {
    await runMigrations({ connectionString: actingAs(privilegedUrl, QUEUE_ROLE), logger: quiet });
  } finally {
    await client.query(`REVOKE CREATE ON DATABASE ${database} FROM ${QUEUE_ROLE}`);
  }
  // One message, hence one transaction: nobody else sees the right to create, and a failure takes it back.
  await client.query(`
    GRANT CREATE ON SCHEMA public TO ${QUEUE_ROLE};
    SET ROLE ${QUEUE_ROLE};
    ${ENQUEUE_JOB}
    RESET ROLE;
    REVOKE CREATE ON SCHEMA public FROM ${QUEUE_ROLE};
  `);
}
