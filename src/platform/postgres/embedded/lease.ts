import { Socket } from 'node:net';
import { Client } from 'pg';

/**
 * Advisory lock of the `postgres` database. Every process that uses the server holds it shared for as long as it lives;
 * whoever can hold it alone is the only one. A session lock dies with its session, unlike a pid file.
 */
const USERS_LOCK = '7310579607413141072';

/** One process's claim on the running server. */
export interface Lease {
  readonly client: Client;
  readonly socket: Socket;
  /** Nobody else was using the server when we came. */
  readonly wasAlone: boolean;
}

/** Connects, and takes the shared claim. Rejects when the server does not accept connections (yet, or any more). */
export async function takeLease(url: string): Promise<Lease> {
  const socket = new Socket();
  const client = new Client({
    connectionString: url,
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
    stream: () => socket,
  });
  // A lost session is noticed through 'end'; without a listener the error would end the process.
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ alone: boolean }>(`SELECT pg_try_advisory_lock(${USERS_LOCK}) AS alone`);
    const wasAlone = rows[0]?.alone === true;
    await client.query(`SELECT pg_advisory_lock_shared(${USERS_LOCK})`);
    if (wasAlone) await client.query(`SELECT pg_advisory_unlock(${USERS_LOCK})`);
    // A claim alone must not keep a finished process alive.
    socket.unref();
    return { client, socket, wasAlone };
  } catch (error) {
    await client.end().catch(() => undefined);
    throw error;
  }
}

/** Gives the claim back. Answers whether nobody is left, so that the server may be stopped. */
export async function endLease(lease: Lease): Promise<boolean> {
  lease.socket.ref();
  try {
    await lease.client.query(`SELECT pg_advisory_unlock_shared(${USERS_LOCK})`);
    const { rows } = await lease.client.query<{ alone: boolean }>(
      `SELECT pg_try_advisory_lock(${USERS_LOCK}) AS alone`,
    );
    return rows[0]?.alone === true;
  } finally {
    await lease.client.end().catch(() => undefined);
  }
}

/** Creates the service's database on a new server. Call it under the folder's mutex. */
export async function ensureDatabase(client: Client, name: string): Promise<void> {
  const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]);
  if (!rowCount) await client.query(`CREATE DATABASE ${client.escapeIdentifier(name)}`);
}
