/** What is wrong with an X12 file, for programs. */
export type X12Fault =
  | 'not_x12'
  | 'delimiters_invalid'
  | 'truncated'
  | 'text_invalid'
  | 'envelope_invalid'
  | 'count_mismatch'
  | 'transaction_unexpected'
  | 'segment_unexpected'
  | 'element_invalid'
  | 'too_large';

/** Where in the file: the segment's place among all segments, the ISA being 1, and what it is called. */
export interface X12Place {
  readonly position: number;
  /** The line of the file it begins on, where that is known. */
  readonly line?: number;
  readonly segment?: string;
  /** The element inside it, `CLP06`. */
  readonly element?: string;
}

/** A file, or a value for one, that the X12 standard or the implementation guide does not allow. */
export class X12Error extends Error {
  override readonly name = 'X12Error';

  /** @param message what is wrong, without the value itself: a file is full of names */
  constructor(
    readonly fault: X12Fault,
    readonly place: X12Place,
    message: string,
  ) {
    super(message);
  }

  /** For people: `segment 14 (CLP06): is not a filing code of an 835`. */
  get sentence(): string {
    const { position, segment, element } = this.place;
    const name = element ?? segment;
    return `segment ${position}${name === undefined ? '' : ` (${name})`}: ${this.message}`;
  }

  /** As {@link sentence}, with the line: `line 14, segment 14 (CLP06): is not a filing code of an 835`. */
  get located(): string {
    return this.place.line === undefined ? this.sentence : `line ${this.place.line}, ${this.sentence}`;
  }
}
