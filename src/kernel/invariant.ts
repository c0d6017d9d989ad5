/** A broken invariant is a bug: it is thrown, logged and answered as 500, never shown to a user in words. */
export class InvariantError extends Error {
  override readonly name = 'InvariantError';
}

/**
 * Asserts something that can only be false if the code is wrong.
 * Use {@link DomainError} for what a user can get wrong.
 */
export function invariant(condition: unknown, message: string): asserts condition {
  if (!condition) throw new InvariantError(message);
}

/** Closes a `switch` over a union: fails to compile when a member is not handled. */
export function unreachable(value: never): never {
  throw new InvariantError(`unreachable value: ${String(value)}`);
}
