import { Injectable } from '@nestjs/common';
import { DomainError } from '../../kernel/errors';
import type { PaymentId } from '../../kernel/ids';
import { HeldMoneyTaken, RegisterHeldMoneyTaken } from '../payments/held-money-taken';
import { RefundObjection, RegisterRefundObjection } from '../payments/refund-objection';
import { RegisterVoidObjection, VoidObjection } from '../payments/void-objection';
import { ApplyPackageMoney } from './apply-package-money';
import { PackagesRepository } from './persistence/packages.repository';
import { PackageUsesRepository } from './persistence/package-uses.repository';

/** Money of a package that stands goes back by canceling it: by itself it would leave sessions nobody has paid for. */
@Injectable()
@RegisterRefundObjection()
export class PackageRefundObjection extends RefundObjection {
  constructor(
    private readonly packages: PackagesRepository,
    private readonly uses: PackageUsesRepository,
  ) {
    super();
  }

  /** Errors: `package_holds_payment`. */
  override async refuse(paymentId: PaymentId): Promise<void> {
    if (await this.uses.isEarnedBy(paymentId))
      throw new DomainError('package_holds_payment', {
        detail: 'This is money of a package that a session has earned. Void the visit, or lower its charge.',
      });
    const packageId = await this.packages.ofPayment(paymentId);
    const locked = packageId && (await this.packages.lock(packageId));
    if (!locked || locked.isCanceled) return;
    throw new DomainError('package_holds_payment', {
      detail: `This money is held for package ${locked.number}. Cancel the package: it gives back what was not used.`,
      facts: { packageId: locked.id },
    });
  }
}

/** What a session has earned is taken back with its visit, not by itself. */
@Injectable()
@RegisterVoidObjection()
export class PackageVoidObjection extends VoidObjection {
  constructor(private readonly uses: PackageUsesRepository) {
    super();
  }

  /** Errors: `payment_not_voidable` with `because: earned_by_session`. */
  override async refuse(paymentId: PaymentId): Promise<void> {
    if (!(await this.uses.isEarnedBy(paymentId))) return;
    throw new DomainError('payment_not_voidable', {
      detail: 'This is money of a package that a session has earned. Void the visit: the session goes back with it.',
      facts: { because: 'earned_by_session' },
    });
  }
}

/** Money for a package that comes in later, on a hosted page or from a card, pays what is owed of it first. */
@Injectable()
@RegisterHeldMoneyTaken()
export class PackageMoneyArrived extends HeldMoneyTaken {
  constructor(
    private readonly packages: PackagesRepository,
    private readonly applying: ApplyPackageMoney,
  ) {
    super();
  }

  override async taken(paymentId: PaymentId): Promise<void> {
    const packageId = await this.packages.ofPayment(paymentId);
    const locked = packageId && (await this.packages.lock(packageId));
    if (locked && !locked.isCanceled) await this.applying.execute(locked.id);
  }
}
