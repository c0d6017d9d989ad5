import { Injectable } from '@nestjs/common';
import { type CancellationFigures, cancellationFigures } from '../../domain/packages/cancel-package';
import type { PricedSession } from '../../domain/packages/package-price';
import type { PackageId, PaymentId } from '../../kernel/ids';
import { Money } from '../../kernel/money';
import { HeldAttempts } from '../payments/held-attempts';
import { HeldMoney, type HeldSource } from '../payments/held-money';
import { type LockedPackage, PackagesRepository } from './persistence/packages.repository';
import { PackageUsesRepository } from './persistence/package-uses.repository';

/** Where the money of a package stands. Tx: needs one. */
@Injectable()
export class PackageMoney {
  constructor(
    private readonly packages: PackagesRepository,
    private readonly uses: PackageUsesRepository,
    private readonly held: HeldMoney,
    private readonly attempts: HeldAttempts,
  ) {}

  private async payments(id: PackageId): Promise<PaymentId[]> {
    return (await this.packages.payments(id)).map((payment) => payment.id);
  }

  /** Errors: `payment_in_progress`. */
  async refuseUnderWay(id: PackageId): Promise<void> {
    await this.attempts.refuseUnderWay(await this.payments(id));
  }

  /** What is held and promised to nobody, locked, the oldest first. */
  async lockHeld(id: PackageId): Promise<HeldSource[]> {
    return this.held.lock(await this.payments(id));
  }

  /** The sessions that were given. */
  async given(id: PackageId): Promise<PricedSession[]> {
    return (await this.uses.given(id)).map(({ serviceCode, listPriceCents, priceCents }) => ({
      serviceCode,
      listPrice: Money.fromColumn(listPriceCents),
      price: Money.fromColumn(priceCents),
    }));
  }

  /** Under the policy that was signed. */
  async figures({ id, cancellationPolicy }: LockedPackage, held: Money): Promise<CancellationFigures> {
    return cancellationFigures(cancellationPolicy, { given: await this.given(id), held });
  }
}
