import { type Delimiters, USUAL_DELIMITERS } from './segment';
import { X12Error } from './x12-error';

/** An element: text, or the components of a composite. Undefined is an element that is not sent. */
export type X12Value = string | number | undefined | readonly (string | number | undefined)[];

/** A segment to write. */
export type X12Row = readonly [id: string, ...elements: X12Value[]];

const SENDABLE = /^[ -~]*$/;

/**
 * Writes segments. X12 has no escape: a value that holds a delimiter, or anything but printable ASCII, is refused.
 * Elements that are empty at the end of a segment, and components at the end of a composite, are not sent.
 *
 * Errors: X12Error `element_invalid` naming segment and element.
 * @example new X12Writer().write([['CLM', 'PCN0001', '1200', , , [11, 'B', 1], 'Y']]) // 'CLM*PCN0001*1200***11:B:1*Y~\n'
 */
export class X12Writer {
  private readonly segments: string[] = [];

  constructor(private readonly delimiters: Delimiters = USUAL_DELIMITERS) {}

  /** How many segments were written so far. */
  get count(): number {
    return this.segments.length;
  }

  write(...rows: readonly X12Row[]): void {
    for (const [id, ...values] of rows) {
      const elements = values.map((value, index) => this.elementOf(value, id, index + 1));
      this.segments.push(`${withoutTail([id, ...elements]).join(this.delimiters.element)}${this.delimiters.segment}`);
    }
  }

  /** Everything written, a segment a line. */
  toString(): string {
    return this.segments.map((segment) => `${segment}\n`).join('');
  }

  private elementOf(value: X12Value, id: string, place: number): string {
    const parts = typeof value === 'object' ? value : [value];
    const texts = parts.map((part) => this.partOf(part, id, place));
    return withoutTail(texts).join(this.delimiters.component);
  }

  private partOf(part: string | number | undefined, id: string, place: number): string {
    const text = part === undefined ? '' : String(part);
    const isComponentDelimiter = id === 'ISA' && place === 16;
    const delimited = Object.values(this.delimiters).some((delimiter) => text.includes(delimiter));
    if ((delimited && !isComponentDelimiter && !(id === 'ISA' && place === 11)) || !SENDABLE.test(text)) {
      const where = { position: this.count + 1, segment: id, element: `${id}${String(place).padStart(2, '0')}` };
      throw new X12Error('element_invalid', where, 'holds a character that X12 cannot carry');
    }
    return text;
  }
}

function withoutTail(texts: readonly string[]): string[] {
  const last = texts.findLastIndex((text) => text !== '');
  return texts.slice(0, last + 1);
}
