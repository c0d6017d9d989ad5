import type { Duplex } from 'node:stream';
import type { PoolClient } from 'pg';

const held = new WeakSet<Duplex>();

/**
 * Lets the statements of one turn of the event loop leave in one system call. Pipelining alone saves the waiting, but each
 * statement would still be written to the socket by itself, and on a busy machine the writing is what costs.
 */
export function coalesceWrites(client: PoolClient): void {
  const stream = (client as unknown as { connection: { stream: Duplex } }).connection.stream;
  if (held.has(stream)) return;
  held.add(stream);
  stream.cork();
  // One tick late: calls are gathered until a tick that was asked for after this one, and should leave with what opened it.
  process.nextTick(() =>
    process.nextTick(() => {
      held.delete(stream);
      stream.uncork();
    }),
  );
}
