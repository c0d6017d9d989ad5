import { DomainError } from '../../kernel/errors';
import { X12Error } from '../../domain/x12/x12-error';

/**
 * Reads a file from outside. What cannot be read as what it should be is refused with the place in it, never a name.
 * Errors: `x12_malformed` with `fault`, `position`, `segment`, `element`.
 */
export function readingX12<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw error instanceof X12Error ? x12Refusal(error) : error;
  }
}

export const x12Refusal = (error: X12Error): DomainError =>
  new DomainError('x12_malformed', {
    detail: `The file was not taken: ${error.sentence}.`,
    facts: { fault: error.fault, ...error.place },
    cause: error,
  });
