import { createHash, type Hash } from 'node:crypto';
import type { Output } from './output';

const CHUNK_BYTES = 512 * 1024;

/** Bytes put together to pieces of half a megabyte, each stored before the next is begun. */
export class ChunkOutput implements Output {
  private readonly hash: Hash = createHash('sha256');
  private waiting: Buffer[] = [];
  private waitingBytes = 0;
  private position = 0;
  byteCount = 0;

  constructor(private readonly store: (position: number, bytes: Buffer) => Promise<void>) {}

  async write(chunk: string | Uint8Array): Promise<void> {
    const bytes = typeof chunk === 'string' ? Buffer.from(chunk, 'utf8') : Buffer.from(chunk);
    this.hash.update(bytes);
    this.waiting.push(bytes);
    this.waitingBytes += bytes.length;
    this.byteCount += bytes.length;
    if (this.waitingBytes >= CHUNK_BYTES) await this.flush();
  }

  /** The hash of the whole, once all of it is stored. */
  async finish(): Promise<string> {
    await this.flush();
    return this.hash.digest('hex');
  }

  private async flush(): Promise<void> {
    if (this.waitingBytes === 0) return;
    const bytes = Buffer.concat(this.waiting);
    this.waiting = [];
    this.waitingBytes = 0;
    await this.store(this.position, bytes);
    this.position += 1;
  }
}
