import type { Segment } from './segment';
import { X12Tokenizer } from './tokenizer';
import { type X12Fault, X12Error } from './x12-error';

/** The envelope a transaction came in. */
export interface TransactionEnvelope {
  readonly interchangeControlNumber: string;
  readonly senderId: string;
  readonly groupControlNumber: string;
  /** ST01: `835`, `999`, `277`. */
  readonly transactionSet: string;
  readonly transactionControlNumber: string;
  /** ST03, or GS08 when the ST names none: `005010X221A1`. */
  readonly implementation: string;
}

/** Takes the segments between ST and SE of one transaction. */
export interface TransactionReader<T> {
  segment(segment: Segment): void;
  /** The SE has come: what was read. */
  finish(): T;
}

interface OpenGroup {
  readonly segment: Segment;
  transactions: number;
}

interface OpenTransaction<T> {
  readonly segment: Segment;
  readonly reader: TransactionReader<T>;
  segments: number;
}

/**
 * Reads whole interchanges: checks that every ISA, GS and ST is closed by the trailer that carries its control number
 * and the right count (X12.5, X12.6), and hands each transaction's own segments to a reader.
 *
 * Errors: X12Error `envelope_invalid`, `count_mismatch`, `truncated`, and those of the tokenizer and of the readers.
 */
export class X12FileReader<T> {
  private readonly tokenizer = new X12Tokenizer();
  private read: T[] = [];
  private interchange: Segment | undefined;
  private groups = 0;
  private group: OpenGroup | undefined;
  private transaction: OpenTransaction<T> | undefined;
  private last: Segment | undefined;

  /** @param readerFor gives the reader of a transaction; it throws for one it does not take */
  constructor(private readonly readerFor: (envelope: TransactionEnvelope, start: Segment) => TransactionReader<T>) {}

  push(chunk: string): void {
    for (const segment of this.tokenizer.push(chunk)) {
      this.last = segment;
      this.accept(segment);
    }
  }

  /** The transactions that are over by now; they are let go. */
  take(): T[] {
    const taken = this.read;
    this.read = [];
    return taken;
  }

  /** The transactions of the file, which is over; those that were taken before are not among them. */
  end(): T[] {
    this.tokenizer.end();
    if (this.interchange && this.last) throw fault('truncated', this.last, 'the file ends before its IEA');
    return this.read;
  }

  private accept(segment: Segment): void {
    switch (segment.id) {
      case 'ISA':
        return this.openInterchange(segment);
      case 'GS':
        return this.openGroup(segment);
      case 'ST':
        return this.openTransaction(segment);
      case 'SE':
        return this.closeTransaction(segment);
      case 'GE':
        return this.closeGroup(segment);
      case 'IEA':
        return this.closeInterchange(segment);
      case 'TA1':
        return;
      default:
        if (!this.transaction) throw fault('envelope_invalid', segment, 'stands outside any transaction');
        this.transaction.segments += 1;
        this.transaction.reader.segment(segment);
    }
  }

  private openInterchange(segment: Segment): void {
    if (this.interchange) throw fault('envelope_invalid', segment, 'begins before the last interchange has ended');
    this.interchange = segment;
    this.groups = 0;
  }

  private openGroup(segment: Segment): void {
    if (!this.interchange || this.group) throw fault('envelope_invalid', segment, 'is out of place');
    this.group = { segment, transactions: 0 };
  }

  private openTransaction(segment: Segment): void {
    if (!this.interchange || !this.group || this.transaction)
      throw fault('envelope_invalid', segment, 'is out of place');
    const envelope: TransactionEnvelope = {
      interchangeControlNumber: this.interchange.at(13),
      senderId: this.interchange.at(6).trim(),
      groupControlNumber: this.group.segment.at(6),
      transactionSet: segment.required(1),
      transactionControlNumber: segment.required(2),
      implementation: segment.at(3) === '' ? this.group.segment.at(8) : segment.at(3),
    };
    this.transaction = { segment, reader: this.readerFor(envelope, segment), segments: 1 };
  }

  private closeTransaction(segment: Segment): void {
    const open = this.transaction;
    if (!open) throw fault('envelope_invalid', segment, 'ends what was not begun');
    assertTrailer(segment, { count: open.segments + 1, controlNumber: open.segment.at(2) });
    this.read.push(open.reader.finish());
    this.transaction = undefined;
    if (this.group) this.group.transactions += 1;
  }

  private closeGroup(segment: Segment): void {
    if (!this.group || this.transaction) throw fault('envelope_invalid', segment, 'ends what was not begun');
    assertTrailer(segment, { count: this.group.transactions, controlNumber: this.group.segment.at(6) });
    this.group = undefined;
    this.groups += 1;
  }

  private closeInterchange(segment: Segment): void {
    if (!this.interchange || this.group) throw fault('envelope_invalid', segment, 'ends what was not begun');
    assertTrailer(segment, { count: this.groups, controlNumber: this.interchange.at(13) });
    this.interchange = undefined;
  }
}

function assertTrailer(trailer: Segment, expected: { count: number; controlNumber: string }): void {
  if (
    trailer.at(1) !== String(expected.count) &&
    !(/^\d+$/.test(trailer.at(1)) && Number(trailer.at(1)) === expected.count)
  )
    throw fault('count_mismatch', trailer, `counts ${trailer.at(1).slice(0, 10)} where there are ${expected.count}`);
  if (trailer.at(2) !== expected.controlNumber)
    throw fault('envelope_invalid', trailer, 'carries another control number than the segment it ends');
}

const fault = (code: X12Fault, segment: Segment, message: string): X12Error =>
  new X12Error(code, segment.place, message);

/** Reads a whole file that is in memory. Errors: those of {@link X12FileReader}. */
export function readX12<T>(text: string, readerFor: ConstructorParameters<typeof X12FileReader<T>>[0]): T[] {
  const reader = new X12FileReader<T>(readerFor);
  reader.push(text);
  return reader.end();
}

/**
 * Reads a file chunk by chunk and hands each transaction on when it is over: the file is never in memory as a whole.
 * Errors: those of {@link X12FileReader}.
 */
export async function* streamX12<T>(
  chunks: AsyncIterable<string> | Iterable<string>,
  readerFor: ConstructorParameters<typeof X12FileReader<T>>[0],
): AsyncGenerator<T> {
  const reader = new X12FileReader<T>(readerFor);
  for await (const chunk of chunks) {
    reader.push(chunk);
    yield* reader.take();
  }
  yield* reader.end();
}
