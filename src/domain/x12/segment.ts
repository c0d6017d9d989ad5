import { X12Error, type X12Place } from './x12-error';

/** The four characters an interchange is written with; its ISA says which (X12.6 §3.5). */
export interface Delimiters {
  readonly element: string;
  readonly component: string;
  readonly repetition: string;
  readonly segment: string;
}

/** What nearly everybody uses. */
export const USUAL_DELIMITERS: Delimiters = { element: '*', component: ':', repetition: '^', segment: '~' };

/** One segment as it was read: its name, its elements, and where it stood. */
export class Segment {
  constructor(
    readonly id: string,
    private readonly elements: readonly string[],
    /** Among all segments of the file, the ISA being 1. */
    readonly position: number,
    private readonly delimiters: Delimiters,
    /** The line of the file it begins on. */
    readonly line: number,
  ) {}

  /** Where it stands, for whoever is told of it. */
  get place(): X12Place {
    return { position: this.position, line: this.line, segment: this.id };
  }

  get elementCount(): number {
    return this.elements.length;
  }

  /** The element at its one-based place; empty when it is not there. */
  at(place: number): string {
    return this.elements[place - 1] ?? '';
  }

  /** The components of a composite element: `HC:J0013:25` is `['HC', 'J0013', '25']`. */
  componentsAt(place: number): string[] {
    return this.at(place).split(this.delimiters.component);
  }

  /** The repetitions of an element that may be told several times: `98^MH` is `['98', 'MH']`. */
  repetitionsAt(place: number): string[] {
    return this.at(place).split(this.delimiters.repetition);
  }

  /** The element, which must be there. Errors: X12Error `element_invalid`. */
  required(place: number): string {
    const value = this.at(place);
    if (value === '') throw this.refuse(place, 'is missing');
    return value;
  }

  /** The error for one of its elements. */
  refuse(place: number, message: string): X12Error {
    const element = `${this.id}${String(place).padStart(2, '0')}`;
    return new X12Error('element_invalid', { ...this.place, element }, message);
  }
}
