import { Injectable } from '@nestjs/common';
import { DomainError } from '../../kernel/errors';
import type { PackageId, PaymentId } from '../../kernel/ids';
import { Money } from '../../kernel/money';
import { HeldAttempts } from '../payments/held-attempts';
import { ApplyPackageMoney } from './apply-package-money';
import { type LockedPackage, PackagesRepository } from './persistence/packages.repository';
import { PackageUsesRepository } from './persistence/package-uses.repository';

/**
 * What may be paid for a package, and the payments that are held for it. The desk, a hosted page and a payment plan all go
 * through here.
 *
 * Tx: needs one.
 */
@Injectable()
export class PackagePayments {
  constructor(
    private readonly packages: PackagesRepository,
    private readonly uses: PackageUsesRepository,
    private readonly attempts: HeldAttempts,
    private readonly applying: ApplyPackageMoney,
  ) {}

  /** Holds the package. Errors: `package_unknown`, `package_not_active`. */
  async lockActive(id: PackageId): Promise<LockedPackage> {
    const locked = await this.packages.lock(id);
    if (!locked) throw new DomainError('package_unknown', { detail: 'This clinic has no such package.' });
    if (locked.isCanceled)
      throw new DomainError('package_not_active', { detail: `Package ${locked.number} was canceled.` });
    return locked;
  }

  /**
   * What is still to be paid, with the package held and nothing under way. Errors: those of {@link lockActive},
   * `payment_in_progress`, `amount_exceeds_balance` when nothing is.
   */
  async toPay(id: PackageId): Promise<Money> {
    const unpaid = await this.lockUnpaid(id);
    if (!unpaid.isPositive()) throw tooMuch(unpaid);
    return unpaid;
  }

  /** As {@link toPay}, nothing included. */
  async lockUnpaid(id: PackageId): Promise<Money> {
    await this.lockActive(id);
    await this.attempts.refuseUnderWay((await this.packages.payments(id)).map((payment) => payment.id));
    return Money.fromColumn(await this.uses.unpaidCents(id));
  }

  /** Errors: those of {@link toPay}; `amount_exceeds_balance` with what is the most. */
  async assertMayTake(id: PackageId, amount: Money): Promise<void> {
    const unpaid = await this.toPay(id);
    if (amount.isMoreThan(unpaid)) throw tooMuch(unpaid);
  }

  /** Ties a payment just stored to the package; what of it is in hand pays sessions that are still owed first. */
  async tie(id: PackageId, paymentId: PaymentId): Promise<void> {
    await this.packages.tie(id, paymentId);
    await this.applying.execute(id);
  }
}

function tooMuch(unpaid: Money): DomainError {
  return new DomainError('amount_exceeds_balance', {
    detail: unpaid.isPositive()
      ? `There is ${unpaid.format()} left to pay of this package.`
      : 'There is nothing left to pay of this package.',
    facts: { maximumCents: unpaid.toJSON() },
  });
}
