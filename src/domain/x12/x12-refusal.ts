import { DomainError } from '../../kernel/errors';
import { X12Error } from './x12-error';

/**
 * Reads a file from outside. What cannot be read as what it should be is refused with the place in it, never a name.
 * @param text of the file, when it is in memory: the refusal then names the line as well
 * Errors: `x12_malformed` with `fault`, `position`, `segment`, `element`, `line`.
 */
export function readingX12<T>(read: () => T, text?: string): T {
  try {
    return read();
  } catch (error) {
    throw error instanceof X12Error ? x12Refusal(error, text) : error;
  }
}

export function x12Refusal(error: X12Error, text?: string): DomainError {
  const line = error.place.line ?? (text === undefined ? undefined : lineOf(text, error.place.position));
  return new DomainError('x12_malformed', {
    detail: `The file was not taken: ${line === undefined ? '' : `line ${line}, `}${error.sentence}.`,
    facts: { fault: error.fault, ...error.place, ...(line === undefined ? {} : { line }) },
    cause: error,
  });
}

/** Where the ISA names the segment terminator. */
const TERMINATOR_AT = 105;

/** The line of the file a segment begins on; the last one when the file is over before it. */
export function lineOf(text: string, position: number): number {
  const terminator = text.charAt(TERMINATOR_AT);
  const isLineEnd = '\r\n'.includes(terminator);
  let from = 0;
  for (let passed = 1; passed < position; passed += 1) {
    const end = text.indexOf(terminator, from);
    if (terminator === '' || end < 0) break;
    from = end + 1;
  }
  // A segment begins behind the line end that follows the one before it.
  const begins = isLineEnd ? from : from + (/^[\r\n]*/.exec(text.slice(from, from + 10))?.[0].length ?? 0);
  return text.slice(0, begins).split('\n').length;
}
