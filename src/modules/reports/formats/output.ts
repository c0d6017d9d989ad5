import { once } from 'node:events';
import type { PassThrough } from 'node:stream';

/** Where the bytes of a file go. */
export interface Output {
  /** Resolves when more may be written. */
  write(chunk: string | Uint8Array): Promise<void>;
}

/** Whoever was to read the file has gone. */
export class ReaderGone extends Error {
  override readonly name = 'ReaderGone';
}

/** A reader who takes nothing for so long holds a connection of the database for nothing. */
const PATIENCE_MS = 60_000;

/** A stream that is written no faster than it is read, and given up when it is not read at all. */
export class StreamOutput implements Output {
  constructor(
    private readonly stream: PassThrough,
    private readonly patienceMs = PATIENCE_MS,
  ) {}

  async write(chunk: string | Uint8Array): Promise<void> {
    if (this.stream.destroyed) throw new ReaderGone();
    if (this.stream.write(chunk)) return;
    // Whichever comes first; a stream that is closed never drains.
    const done = new AbortController();
    const { signal } = done;
    const patience = setTimeout(() => this.stream.destroy(), this.patienceMs);
    try {
      await Promise.race([once(this.stream, 'drain', { signal }), once(this.stream, 'close', { signal })]);
    } finally {
      clearTimeout(patience);
      done.abort();
    }
    if (this.stream.destroyed) throw new ReaderGone();
  }
}
