import type { ErrorCode } from './error-codes';

/** One field of a request that is wrong: a JSON Pointer (RFC 6901) and what to do about it. */
export interface FieldError {
  readonly pointer: string;
  readonly message: string;
}

export interface DomainErrorOptions {
  /** What happened and what to do, for a person at the front desk. Never PHI. */
  readonly detail?: string;
  readonly errors?: readonly FieldError[];
  /** Facts a program can act on (`maximumCents`, `missing`); added to the problem document as they are. */
  readonly facts?: Readonly<Record<string, unknown>>;
  readonly cause?: unknown;
  /** Something was done before the no came, such as a card that was asked and declined: a repeat hears it again. */
  readonly stands?: boolean;
  /** It was decided on facts that have changed meanwhile: done again from its start, it may well be allowed. */
  readonly isStale?: boolean;
}

/** A rule says no. Thrown by rules and use cases; translated once, at the edge, to RFC 9457 problem+json. */
export class DomainError extends Error {
  override readonly name = 'DomainError';
  readonly detail?: string;
  readonly errors?: readonly FieldError[];
  readonly facts?: Readonly<Record<string, unknown>>;
  readonly stands: boolean;
  readonly isStale: boolean;

  constructor(
    readonly code: ErrorCode,
    options: DomainErrorOptions = {},
  ) {
    super(code, { cause: options.cause });
    this.detail = options.detail;
    this.errors = options.errors;
    this.facts = options.facts;
    this.stands = options.stands ?? false;
    this.isStale = options.isStale ?? false;
  }
}
