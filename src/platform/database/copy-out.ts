import type { Duplex } from 'node:stream';
import { type Connection, Query } from 'pg';

/** Some whole lines, each with its end. */
export interface CopiedLines {
  readonly bytes: Buffer;
  readonly count: number;
}

const BLOCK_BYTES = 64 * 1024;
/** Blocks that wait for their reader before the database is made to wait too. */
const BLOCKS_KEPT = 4;
const LINE_END = Buffer.from('\r\n');

/**
 * What `COPY (…) TO STDOUT (FORMAT csv)` sends, gathered to blocks of whole lines with the ends that RFC 4180 asks for: it is
 * never decoded, and no line becomes an object. The first line is a block by itself, so that a query can put there what has
 * to be known before the rest. While nobody reads, the socket is paused and the database waits.
 */
export class CopyOut extends Query {
  private stream: Duplex | undefined;
  private readonly blocks: CopiedLines[] = [];
  private block = Buffer.allocUnsafe(BLOCK_BYTES);
  private used = 0;
  private count = 0;
  private isFirst = true;
  private isDiscarded = false;
  private isOver = false;
  private failure: Error | undefined;
  private wake: () => void = () => undefined;

  constructor(text: string) {
    super({ text });
    this.submit = (connection: Connection) => {
      this.stream = connection.stream;
      connection.query(text);
      return null;
    };
  }

  /** The blocks in their order. Whoever stops before the last gives the connection up with it: the rest is on its way. */
  async *read(): AsyncGenerator<CopiedLines> {
    try {
      for (;;) {
        const block = this.blocks.shift();
        if (block) {
          if (this.blocks.length < BLOCKS_KEPT) this.stream?.resume();
          yield block;
        } else if (this.failure) throw this.failure;
        else if (this.isOver) return;
        else await new Promise<void>((resolve) => (this.wake = resolve));
      }
    } finally {
      if (!this.isOver) this.stream?.destroy();
    }
  }

  /** Lets what is still to come pass by, so that the transaction can go on. */
  discard(): void {
    this.isDiscarded = true;
    this.blocks.length = 0;
    this.stream?.resume();
  }

  handleCopyData({ chunk }: { chunk: Buffer }): void {
    if (this.isDiscarded) return;
    const length = chunk.length - 1 + LINE_END.length;
    if (this.used + length > this.block.length) this.closeBlock(length);
    this.used += chunk.copy(this.block, this.used, 0, chunk.length - 1);
    this.used += LINE_END.copy(this.block, this.used);
    this.count += 1;
    if (this.isFirst) this.closeBlock();
    this.isFirst = false;
  }

  handleCommandComplete(): void {
    this.closeBlock();
  }

  handleReadyForQuery(): void {
    this.end();
  }

  handleError(error: Error): void {
    this.failure = error;
    this.end();
  }

  private closeBlock(nextLength = 0): void {
    if (this.count > 0 && !this.isDiscarded)
      this.blocks.push({ bytes: this.block.subarray(0, this.used), count: this.count });
    this.block = Buffer.allocUnsafe(Math.max(BLOCK_BYTES, nextLength));
    this.used = 0;
    this.count = 0;
    if (this.blocks.length >= BLOCKS_KEPT) this.stream?.pause();
    this.wake();
  }

  /** The last answers may have come with what made the socket pause; others use it from now on. */
  private end(): void {
    this.isOver = true;
    this.stream?.resume();
    this.wake();
  }
}
