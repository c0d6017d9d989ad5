import { setTimeout as delay } from 'node:timers/promises';
import { EmbeddedPostgresError } from './embedded-postgres.error';
import { openCluster, openFolder, SUPERUSER, type Cluster } from './embedded/cluster';
import { withFolderMutex } from './embedded/folder-mutex';
import { endLease, ensureDatabase, takeLease, type Lease } from './embedded/lease';
import { stopPostmaster, type Postmaster } from './embedded/postmaster';
import { ensureServer } from './embedded/server';

/** Name of the service's database on the embedded server. */
const DATABASE = 'billing';
const LEASE_ATTEMPTS = 3;
const RESTART_DELAYS_MS = [0, 250, 1_000, 5_000];

export interface EmbeddedPostgresOptions {
  /** Folder for the database, made if missing; a backup is a copy of it while the server is stopped. */
  readonly dataDir: string;
  /** A fixed port of 127.0.0.1; by default a free one, kept for the next start. A server that runs already keeps its own. */
  readonly port?: number;
  /** False (tests only): a crash of the machine may lose everything, and writing is much faster. */
  readonly durable: boolean;
  /** Told in one line when the server died under us and was started again. */
  readonly report?: (line: string) => void;
}

/** A running embedded server and our claim on it. */
export interface EmbeddedPostgres {
  /** Superuser URL of the service's database. */
  readonly url: string;
  /** Whether we found nobody else using the server: it was started, or adopted from a process that died. */
  readonly owned: boolean;
  /** Gives up our claim; the last process to do so stops the server (SIGINT: open transactions are rolled back). */
  stop(): Promise<void>;
}

interface Running {
  readonly cluster: Cluster;
  readonly postmaster: Postmaster;
  readonly lease: Lease;
}

function urlOf(cluster: Cluster, port: number, database: string): string {
  return `postgres://${SUPERUSER}:${encodeURIComponent(cluster.password)}@127.0.0.1:${port}/${database}`;
}

/** Starts or joins the server of the folder and takes a claim on it. One process at a time per folder. */
function join(folder: string, options: EmbeddedPostgresOptions): Promise<Running> {
  return withFolderMutex(folder, async () => {
    const cluster = openCluster(folder, options);
    for (let attempt = 1; ; attempt++) {
      const postmaster = await ensureServer(cluster, options);
      try {
        const lease = await takeLease(urlOf(cluster, postmaster.port, 'postgres'));
        if (lease.wasAlone) await ensureDatabase(lease.client, DATABASE);
        return { cluster, postmaster, lease };
      } catch (error) {
        // Somebody stopped it between our look and our call; a password that does not fit will not fit next time either.
        if (attempt >= LEASE_ATTEMPTS || (error as { code?: string }).code === '28P01')
          throw new EmbeddedPostgresError(
            'folder_in_use',
            `A PostgreSQL that does not let us in runs on ${cluster.data} (process ${postmaster.pid}). ` +
              'Stop it, or set DATA_DIR to another folder.',
            error,
          );
        await delay(100);
      }
    }
  });
}

/** Keeps a claim on the server: starts it again when it dies, and lets go of it in the end. */
class Keeper implements EmbeddedPostgres {
  readonly url: string;
  readonly owned: boolean;
  private readonly abort = new AbortController();
  private stopping?: Promise<void>;
  private restarting?: Promise<void>;

  constructor(
    private readonly folder: string,
    private readonly options: EmbeddedPostgresOptions,
    private running: Running,
  ) {
    this.url = urlOf(running.cluster, running.postmaster.port, DATABASE);
    this.owned = running.lease.wasAlone;
    this.watch();
  }

  stop(): Promise<void> {
    this.abort.abort();
    this.stopping ??= this.leave();
    return this.stopping;
  }

  private watch(): void {
    this.running.lease.client.once('end', () => {
      if (!this.stopping) this.restarting = this.restart();
    });
  }

  /** The address handed out must stay good, so the port is asked for as a fixed one. */
  private async restart(): Promise<void> {
    const { port } = this.running.postmaster;
    this.options.report?.('the embedded PostgreSQL went away; starting it again');
    for (let attempt = 0; !this.stopping; attempt++) {
      const wait = RESTART_DELAYS_MS[Math.min(attempt, RESTART_DELAYS_MS.length - 1)];
      try {
        await delay(wait, undefined, { ref: false, signal: this.abort.signal });
        this.running = await join(this.folder, { ...this.options, port });
        this.watch();
        this.options.report?.('the embedded PostgreSQL is back');
        return;
      } catch (error) {
        if (!this.stopping)
          this.options.report?.(`the embedded PostgreSQL could not be started again: ${(error as Error).message}`);
      }
    }
  }

  private async leave(): Promise<void> {
    await this.restarting;
    await withFolderMutex(this.folder, async () => {
      const { lease, postmaster } = this.running;
      const isLast = await endLease(lease).catch(() => false);
      if (isLast) await stopPostmaster(postmaster.pid);
    });
  }
}

/**
 * Runs PostgreSQL from the binaries that npm installed, for one machine and for tests; production has DATABASE_URL.
 * Any number of processes may call it for one folder: the first starts the server, the others join it, the last one out
 * stops it, and a server whose processes were all killed is adopted by the next. Throws {@link EmbeddedPostgresError}.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const folder = openFolder(options.dataDir);
  return new Keeper(folder, options, await join(folder, options));
}
