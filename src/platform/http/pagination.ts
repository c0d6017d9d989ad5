import { DomainError } from '../../kernel/errors';
import { isUuid } from '../../kernel/ids';
import { IntField, TextField } from './fields';

/** `?limit=&cursor=` of every list. */
export class PageQuery {
  @IntField({ min: 1, max: 200, optional: true, description: 'How many rows, 50 unless told.', example: 50 })
  limit?: number;

  @TextField({ max: 500, optional: true, description: 'The `nextCursor` of the page before.' })
  cursor?: string;
}

/** One page of a list; `nextCursor` is null on the last. */
export interface Page<T> {
  readonly data: T[];
  readonly nextCursor: string | null;
}

export const DEFAULT_LIMIT = 50;

/** An opaque cursor over the last row's sort key. */
export const encodeCursor = (key: readonly string[]): string => Buffer.from(JSON.stringify(key)).toString('base64url');

/** The sort key inside a cursor. Errors: `cursor_invalid` for anything that {@link encodeCursor} did not make. */
export function decodeCursor(cursor: string, parts: number): string[] {
  try {
    const key: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    if (Array.isArray(key) && key.length === parts && key.every((part) => typeof part === 'string'))
      return key as string[];
  } catch {
    // falls through to the refusal
  }
  throw new DomainError('cursor_invalid');
}

/** The id inside a cursor over ids. Errors: `cursor_invalid`. */
export function decodeIdCursor(cursor: string): string {
  const id = decodeCursor(cursor, 1)[0];
  if (!isUuid(id)) throw new DomainError('cursor_invalid');
  return id;
}

/**
 * Cuts a page out of `limit + 1` rows.
 * @param keyOf the sort key of a row, for the next page's cursor
 */
export function pageOf<Row, T>(
  rows: readonly Row[],
  limit: number,
  keyOf: (row: Row) => readonly string[],
  toView: (row: Row) => T,
): Page<T> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return { data: shown.map(toView), nextCursor: rows.length > limit && last ? encodeCursor(keyOf(last)) : null };
}
