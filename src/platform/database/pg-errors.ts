interface DatabaseErrorLike {
  readonly code?: string;
  readonly constraint?: string;
  readonly driverError?: unknown;
}

function fields(error: unknown): DatabaseErrorLike {
  if (typeof error !== 'object' || error === null) return {};
  const like = error as DatabaseErrorLike;
  return like.driverError ? fields(like.driverError) : like;
}

/** SQLSTATE of a PostgreSQL error, or the code of a connection error, if there is one. */
export const sqlState = (error: unknown): string | undefined => fields(error).code;

/** Whether the error is the violation of the constraint of this name. */
export const violates = (error: unknown, constraint: string): boolean => fields(error).constraint === constraint;

/** Deadlock or serialization failure: the whole unit of work may simply be done again. */
export const isRetryable = (error: unknown): boolean => ['40001', '40P01'].includes(sqlState(error) ?? '');

/**
 * Whether a statement was only refused because an earlier one of its transaction failed: the transaction is aborted, or
 * the statement's preparation, pipelined before it, was refused for that reason.
 */
export const isAfterFailure = (error: unknown): boolean => ['25P02', '26000'].includes(sqlState(error) ?? '');

const OUTAGE_STATES = [
  '53100',
  '53200',
  '53300',
  '57P01',
  '57P02',
  '57P03',
  '08000',
  '08003',
  '08006',
  // A standby after a failover, and the limits a server sets on statements and on transactions that sit still.
  '25006',
  '25P03',
  '25P04',
  '57014',
  '57P05',
  '40001',
  '40P01',
  '55P03',
];
const OUTAGE_CODES = [
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
];

/** The database cannot serve now but may soon: answered 503 with Retry-After, never 500. */
export function isOutage(error: unknown): boolean {
  const code = sqlState(error);
  if (code && (OUTAGE_STATES.includes(code) || OUTAGE_CODES.includes(code))) return true;
  const message = error instanceof Error ? error.message : '';
  return /timeout exceeded when trying to connect|Connection terminated|connection error and is not queryable/.test(
    message,
  );
}

/** Text that PostgreSQL cannot store, such as a NUL byte that slipped through validation. */
export const isUnstorableText = (error: unknown): boolean => ['22021', '22P05'].includes(sqlState(error) ?? '');
