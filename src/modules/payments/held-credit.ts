import { DomainError } from '../../kernel/errors';
import type { PaymentId } from '../../kernel/ids';
import { Money } from '../../kernel/money';

/** Part of a patient's credit, under the payment it came from. */
export interface CreditSource {
  readonly paymentId: PaymentId;
  readonly amount: Money;
}

/** The credit a patient has, locked for one payment: every tender that spends of it leaves the rest to the next. */
export class HeldCredit {
  private sources: readonly CreditSource[];

  /** @param sources the oldest first */
  constructor(sources: readonly CreditSource[]) {
    this.sources = sources;
  }

  /**
   * Takes the amount from the oldest credit first.
   * Errors: `amount_exceeds_balance` with what is left as the most there is.
   */
  spend(amount: Money): CreditSource[] {
    const held = Money.sum(this.sources.map((source) => source.amount));
    if (amount.isMoreThan(held))
      throw new DomainError('amount_exceeds_balance', {
        detail: `The patient has ${held.format()} of credit for this tender.`,
        facts: { maximumCents: held.toJSON() },
      });
    let due = amount;
    const taken = this.sources.map(({ paymentId, amount: there }): CreditSource => {
      const part = Money.min(due, there);
      due = due.minus(part);
      return { paymentId, amount: part };
    });
    this.sources = this.sources.map((source, index) => ({
      ...source,
      amount: source.amount.minus(taken[index]?.amount ?? Money.ZERO),
    }));
    return taken.filter((source) => source.amount.isPositive());
  }
}
