import { Client } from 'pg';

/** Namespace of the advisory locks that say which workers live. */
const SALT = 7_610_203_394;
const LOOKS_EVERY_MS = 5_000;

/** A machine that vanished without closing its connection is noticed after some 25 seconds, not after hours. */
const CLAIM = `SET tcp_keepalives_idle = 10; SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 3`;
const LOCK = `SELECT pg_advisory_lock(hashtextextended($1, ${SALT}))`;

/** Whoever can take the lock of a worker knows that it is dead. Our own lock we could take again, so we leave ourselves out. */
const RELEASE_JOBS_OF_THE_DEAD = `
  WITH holders AS MATERIALIZED (
    SELECT DISTINCT locked_by FROM graphile_worker._private_jobs
     WHERE locked_by IS NOT NULL AND locked_by <> $1 AND locked_at < now() - interval '5 seconds'
  ), dead AS MATERIALIZED (
    SELECT locked_by FROM holders WHERE pg_try_advisory_xact_lock(hashtextextended(locked_by, ${SALT}))
  )
  SELECT graphile_worker.force_unlock_workers(array_agg(locked_by)) FROM dead HAVING count(*) > 0`;

/**
 * Says for as long as it is held that a worker lives, and gives the jobs of those that died back to the queue. Graphile
 * Worker itself waits four hours, because it cannot tell a dead worker from a slow one; a session lock can.
 * A worker that loses its connection for a moment may find a job of its own done twice, which the queue allows anyway.
 */
export class WorkerClaim {
  private readonly timer: NodeJS.Timeout;
  private client?: Client;
  private round: Promise<void>;
  private isReleased = false;

  constructor(
    private readonly url: string,
    private readonly workerId: string,
    private readonly report: (error: unknown) => void,
  ) {
    this.round = this.look();
    this.timer = setInterval(() => (this.round = this.round.then(() => this.look())), LOOKS_EVERY_MS);
    this.timer.unref();
  }

  /** Lets go of the claim: what the worker still holds may be taken up by others. */
  async release(): Promise<void> {
    this.isReleased = true;
    clearInterval(this.timer);
    await this.round;
    await this.client?.end().catch(() => undefined);
  }

  private async look(): Promise<void> {
    if (this.isReleased) return;
    try {
      this.client ??= await this.connect();
      await this.client.query(RELEASE_JOBS_OF_THE_DEAD, [this.workerId]);
    } catch (error) {
      this.report(error);
      await this.client?.end().catch(() => undefined);
      this.client = undefined;
    }
  }

  private async connect(): Promise<Client> {
    const client = new Client({
      connectionString: this.url,
      application_name: 'clinic-billing-worker-claim',
      connectionTimeoutMillis: 5_000,
      keepAlive: true,
    });
    // A connection that is lost is noticed at once, so that the claim is soon taken again.
    client.on('error', () => undefined);
    client.once('end', () => {
      if (this.client === client) this.client = undefined;
    });
    try {
      await client.connect();
      await client.query(CLAIM);
      await client.query(LOCK, [this.workerId]);
      return client;
    } catch (error) {
      await client.end().catch(() => undefined);
      throw error;
    }
  }
}
