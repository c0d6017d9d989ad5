/** What the codes of the system and of PostgreSQL (appendix A of its manual) mean to who wrote DATABASE_URL. */
const REASONS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens at its host and port',
  ENOTFOUND: 'its host is not known',
  EAI_AGAIN: 'its host is not known at the moment',
  EHOSTUNREACH: 'its host cannot be reached',
  ETIMEDOUT: 'its host does not answer',
  ECONNRESET: 'its host closed the connection',
  '28000': 'the server does not let this user in',
  '28P01': 'the server refuses this user and password',
  '3D000': 'the server has no database of this name',
  '53300': 'the server has no connection left',
  '57P03': 'the server is still starting, or stopping',
};

/** No connection to the PostgreSQL of DATABASE_URL; the message says why, without any part of the address. */
export class DatabaseUnreachableError extends Error {
  override readonly name = 'DatabaseUnreachableError';

  private constructor(reason: string, cause: unknown) {
    super(`The database of DATABASE_URL cannot be used: ${reason}.`, { cause });
  }

  /** This error in the place of one that only says that the connection failed; any other stays what it is. */
  static replacing(error: unknown): unknown {
    const reason = REASONS[(error as { code?: string } | null)?.code ?? ''];
    return reason ? new DatabaseUnreachableError(reason, error) : error;
  }
}
