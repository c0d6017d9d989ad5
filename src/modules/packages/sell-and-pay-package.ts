import { Injectable } from '@nestjs/common';
import { chargesSavedCard } from '../../domain/payments/saved-card';
import { checkTenders, type TenderInput } from '../../domain/payments/tender-rules';
import { DomainError } from '../../kernel/errors';
import type { PackageId } from '../../kernel/ids';
import { StagesNeeded } from '../../platform/database/outside-work';
import { Transactions } from '../../platform/database/transactions';
import type { StartedCheckout } from '../payments/start-checkout';
import { PayPackage } from './pay-package';
import { SellPackage, type SellPackageInput } from './sell-package';

export interface SellAndPayPackageInput extends SellPackageInput {
  readonly tenders?: readonly TenderInput[];
  /** Open a hosted page for all of it. */
  readonly startCheckout?: boolean;
}

/**
 * Sells a package and takes what is paid at once. In hand it is one act: what is refused leaves no package behind. A card that
 * is asked comes after the sale, since the agreement is signed by then; declined, the package stands and is still to be paid.
 *
 * Tx: opens or joins one; with a saved card or a hosted page it forbids one around it ({@link StagesNeeded} sends the route
 * round). Errors: those of {@link SellPackage} and {@link PayPackage}; a declined card's with the `packageId`.
 */
@Injectable()
export class SellAndPayPackage {
  constructor(
    private readonly tx: Transactions,
    private readonly selling: SellPackage,
    private readonly paying: PayPackage,
  ) {}

  async execute({
    tenders = [],
    startCheckout,
    ...sale
  }: SellAndPayPackageInput): Promise<{ packageId: PackageId; checkout?: StartedCheckout }> {
    if (startCheckout && tenders.length > 0)
      throw new DomainError('validation_failed', {
        errors: [{ pointer: '/startCheckout', message: 'goes without tenders: the page asks for all of it' }],
      });
    if (!startCheckout && !tenders.some(chargesSavedCard))
      return this.tx.run(async () => {
        const packageId = await this.selling.execute(sale);
        if (tenders.length > 0) await this.paying.atDesk(packageId, tenders);
        return { packageId };
      });
    if (tenders.length > 0) checkTenders(tenders);
    if (this.tx.isOpen) throw new StagesNeeded();
    const packageId = await this.selling.execute(sale);
    if (startCheckout) return { packageId, checkout: await this.paying.onHostedPage(packageId) };
    await this.charge(packageId, tenders);
    return { packageId };
  }

  private async charge(packageId: PackageId, tenders: readonly TenderInput[]): Promise<void> {
    try {
      await this.paying.atDesk(packageId, tenders);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      throw new DomainError(error.code, { ...error, facts: { ...error.facts, packageId }, cause: error });
    }
  }
}
