import type { ErrorCode } from '../../kernel/error-codes';
import { DomainError } from '../../kernel/errors';

/**
 * Thrown inside a transaction that cannot be done before something outside was: it is rolled back, the work is done with
 * no transaction open, and the whole is tried again. Where nobody does that, it is a refusal like any other.
 *
 * @example a payment in cash while the patient has the card page open: the page is ended at the processor first
 */
export class OutsideWorkFirst extends DomainError {
  constructor(
    readonly work: () => Promise<void>,
    refusal: ErrorCode,
  ) {
    super(refusal);
  }
}

/** Thrown by a use case that calls the outside world between its transactions, when one is open around it. */
export class StagesNeeded extends Error {
  override readonly name = 'StagesNeeded';
}

const ROUNDS = 3;

/** Does the outside work an attempt turns out to need, and tries again, a bounded number of times. */
export async function afterOutsideWork<T>(attempt: () => Promise<T>): Promise<T> {
  for (let round = 1; ; round += 1) {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof OutsideWorkFirst) || round === ROUNDS) throw error;
      await error.work();
    }
  }
}
