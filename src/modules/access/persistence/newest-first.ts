import { DomainError } from '../../../kernel/errors';
import { isUuid } from '../../../kernel/ids';
import { decodeCursor, DEFAULT_LIMIT, type PageQuery } from '../../../platform/http/pagination';

/** A page of a list whose ids are UUIDv7, which sort by creation. */
export interface NewestFirst {
  /** The last id of the page before. */
  readonly beforeId?: string;
  readonly limit: number;
}

/** Reads `?limit=&cursor=`. Errors: `cursor_invalid`. */
export function newestFirst({ limit = DEFAULT_LIMIT, cursor }: PageQuery): NewestFirst {
  if (cursor === undefined) return { limit };
  const [beforeId] = decodeCursor(cursor, 1);
  if (!isUuid(beforeId)) throw new DomainError('cursor_invalid');
  return { beforeId, limit };
}
