/** Why the embedded PostgreSQL could not be started; programs match on this, people read the message. */
export type EmbeddedPostgresProblem =
  /** No server binaries for this platform are installed, or they do not run here. */
  | 'binaries_missing'
  /** The data folder cannot be created or written by this user. */
  | 'folder_not_writable'
  /** The folder holds something that is not a database of ours, or one of another major version. */
  | 'folder_foreign'
  /** A running process that is not ours, or that we cannot log in to, works on the folder. */
  | 'folder_in_use'
  /** The port that was asked for is taken. */
  | 'port_taken'
  /** The server started and gave up; the message ends with its last words. */
  | 'start_failed';

/** The embedded PostgreSQL could not be started; the message says what to do about it. */
export class EmbeddedPostgresError extends Error {
  override readonly name = 'EmbeddedPostgresError';

  constructor(
    readonly problem: EmbeddedPostgresProblem,
    message: string,
    cause?: unknown,
  ) {
    super(message, { cause });
  }
}
