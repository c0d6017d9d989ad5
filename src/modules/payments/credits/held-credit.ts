import { DomainError } from '../../../kernel/errors';
import type { PaymentId } from '../../../kernel/ids';
import { Money } from '../../../kernel/money';

/** Part of the money held for a patient, under the payment it came from. */
export interface CreditSource {
  readonly paymentId: PaymentId;
  /** The account it is held on; 2000 unless told. */
  readonly accountNumber?: number;
  readonly amount: Money;
}

/** The credit a patient has, locked for one payment: every tender that spends of it leaves the rest to the next. */
export class HeldCredit {
  private sources: readonly CreditSource[];

  /** @param sources in the order they are spent */
  constructor(sources: readonly CreditSource[]) {
    this.sources = sources;
  }

  /** What has not been spent. */
  get left(): readonly CreditSource[] {
    return this.sources.filter((source) => source.amount.isPositive());
  }

  get total(): Money {
    return Money.sum(this.sources.map((source) => source.amount));
  }

  /**
   * Takes the amount from the first credit first.
   * Errors: `amount_exceeds_balance` with what is left as the most there is.
   */
  spend(amount: Money): CreditSource[] {
    const held = this.total;
    if (amount.isMoreThan(held))
      throw new DomainError('amount_exceeds_balance', {
        detail: `The patient has ${held.format()} of credit for this tender.`,
        facts: { maximumCents: held.toJSON() },
      });
    let due = amount;
    const taken = this.sources.map((source): CreditSource => {
      const part = Money.min(due, source.amount);
      due = due.minus(part);
      return { ...source, amount: part };
    });
    this.sources = this.sources.map((source, index) => ({
      ...source,
      amount: source.amount.minus(taken[index]?.amount ?? Money.ZERO),
    }));
    return taken.filter((source) => source.amount.isPositive());
  }
}
