import { type Delimiters, Segment } from './segment';
import { type X12Fault, X12Error } from './x12-error';

/** An ISA has fixed widths: 106 characters, its elements separated at these places (X12.5 ISA01..ISA16). */
const ISA_LENGTH = 106;
const ISA_SEPARATORS = [3, 6, 17, 20, 31, 34, 50, 53, 69, 76, 81, 83, 89, 99, 101, 103];

/** No segment of a claim or remittance comes near; a longer one is a file whose delimiters are not what its ISA says. */
const LONGEST_SEGMENT = 4_000;

const SEGMENT_ID = /^[A-Z][A-Z0-9]{1,2}$/;
const USABLE_DELIMITER = /^[^A-Za-z0-9 ]$/;
// Control characters by code point, so that the source stays plain ASCII.
const CONTROL = new RegExp('[\\u0000-\\u001F\\u007F\\uFFFD]');

/**
 * Cuts an X12 file into segments, chunk by chunk: it never holds more than one segment, however large the file.
 * The delimiters are read from each ISA, so files written with others (`|`, line ends) are read as well; line ends
 * after a segment are skipped. Written here because x12-parser 1.3.0 takes the delimiters from its first chunk however
 * short, keeps line ends in segment names, gives no positions, and passes a cut-off last segment on as a whole one.
 *
 * Errors: X12Error `not_x12`, `delimiters_invalid`, `text_invalid`, `too_large`, `truncated`, naming the segment.
 * @example const t = new X12Tokenizer(); for (const s of t.push(chunk)) use(s); t.end();
 */
export class X12Tokenizer {
  private pending = '';
  private position = 0;
  private line = 1;
  private delimiters: Delimiters | undefined;

  *push(chunk: string): Generator<Segment> {
    this.pending += chunk;
    let from = 0;
    for (;;) {
      from = this.skipLineEnds(from);
      const delimiters = this.delimiters ?? this.readDelimiters(from);
      if (!delimiters) break;
      const end = this.pending.indexOf(delimiters.segment, from);
      if (end < 0) break;
      yield this.segmentOf(this.pending.slice(from, end), delimiters);
      from = end + 1;
      if (delimiters.segment === '\n') this.line += 1;
    }
    this.pending = this.pending.slice(from);
    if (this.pending.length > LONGEST_SEGMENT)
      throw this.fault('too_large', 'has no end where one is due; is the segment terminator the one its ISA names?');
  }

  /** Says that the file is over. */
  end(): void {
    if (this.pending.trim() === '') {
      if (this.position === 0) throw this.fault('not_x12', 'the file is empty');
      return;
    }
    if (this.position === 0) throw this.fault('not_x12', 'the file does not begin with a whole ISA segment');
    throw this.fault('truncated', 'the file ends in the middle of a segment');
  }

  /** Line ends, and before an ISA spaces and a byte order mark, carry nothing, unless a line end is the terminator. */
  private skipLineEnds(from: number): number {
    const blank = this.delimiters ? '\r\n' : ' \r\n\t\uFEFF';
    let at = from;
    for (; at < this.pending.length && blank.includes(this.pending.charAt(at)); at += 1)
      if (this.pending.charAt(at) === '\n') this.line += 1;
    return at;
  }

  private readDelimiters(from: number): Delimiters | undefined {
    const isa = this.pending.slice(from, from + ISA_LENGTH);
    if (!'ISA'.startsWith(isa.slice(0, 3))) throw this.fault('not_x12', 'does not begin with ISA');
    if (isa.length < ISA_LENGTH) return undefined;
    const delimiters = {
      element: isa.charAt(3),
      repetition: isa.charAt(82),
      component: isa.charAt(104),
      segment: isa.charAt(105),
    };
    const { element, component, segment } = delimiters;
    const distinct = new Set([element, component, segment]).size === 3 && isa.indexOf(segment) === ISA_LENGTH - 1;
    const usable = [element, component, segment].every((character) => USABLE_DELIMITER.test(character));
    if (!usable || !distinct || !ISA_SEPARATORS.every((at) => isa.charAt(at) === element))
      throw this.fault('delimiters_invalid', 'the ISA is not 106 characters of fixed fields');
    this.delimiters = delimiters;
    return delimiters;
  }

  private segmentOf(text: string, delimiters: Delimiters): Segment {
    this.position += 1;
    const [id = '', ...elements] = text.split(delimiters.element);
    if (!SEGMENT_ID.test(id)) throw this.fault('text_invalid', 'is not a segment');
    if (CONTROL.test(text)) throw this.fault('text_invalid', 'holds a control character', id);
    // The next interchange of the file may be written with others.
    if (id === 'IEA') this.delimiters = undefined;
    return new Segment(id, elements, this.position, delimiters, this.line);
  }

  private fault(fault: X12Fault, message: string, segment?: string): X12Error {
    return new X12Error(fault, { position: Math.max(this.position, 1), line: this.line, segment }, message);
  }
}
