import { Injectable } from '@nestjs/common';
import { hsaFsaEligibility } from '../../../domain/payments/hsa-fsa-eligibility';
import { isHealthAccount } from '../../../domain/payments/saved-card';
import type { InvoiceId, PackageId, PaymentId } from '../../../kernel/ids';
import { Money } from '../../../kernel/money';
import { BlockingAttempts } from '../../payments/blocking-attempts';
import { type CardOnFile, ChargeSavedCard } from '../../payments/charge-saved-card';
import type { PlanAndInvoices } from '../plan-to-change';
import { PackageOnPlan } from '../prepaid/package-on-plan';

/** A bill, or the package, that an installment is charged for. */
export type CollectionTarget = { readonly reach: Money } & (
  | { readonly invoiceId: InvoiceId; readonly packageId: null }
  | { readonly invoiceId: null; readonly packageId: PackageId }
);

/** What the money of an installment goes to. Tx: needs one, with the plan and its invoices, or its package, held. */
@Injectable()
export class CollectionTargets {
  constructor(
    private readonly attempts: BlockingAttempts,
    private readonly cards: ChargeSavedCard,
    private readonly packages: PackageOnPlan,
  ) {}

  /**
   * Each with what the card may pay of it: of HSA and FSA money, care that was given and qualifies, and so nothing of a
   * package, whose sessions are still to come (DOMAIN.md §8).
   */
  async of({ row, now, open }: PlanAndInvoices, card: CardOnFile): Promise<CollectionTarget[]> {
    const isHealthMoney = isHealthAccount(card.label);
    if (row.package)
      return [{ invoiceId: null, packageId: row.package.id, reach: isHealthMoney ? Money.ZERO : now.left }];
    const targets: CollectionTarget[] = [];
    for (const { id, open: left } of open)
      targets.push({ invoiceId: id, packageId: null, reach: isHealthMoney ? await this.eligible(id) : left });
    return targets;
  }

  /** Stores the intent of the charge. Errors: those of {@link ChargeSavedCard.begin}. */
  begin(target: CollectionTarget, card: CardOnFile, amount: Money): Promise<PaymentId> {
    return target.packageId === null
      ? this.cards.begin({ invoiceId: target.invoiceId, card, amount })
      : this.packages.begin(target.packageId, card, amount);
  }

  private async eligible(id: InvoiceId): Promise<Money> {
    const { charges } = await this.attempts.lockInvoice(id);
    const eligible = charges.filter((charge) => hsaFsaEligibility(charge) === true);
    return Money.sum(eligible.map(({ openCents }) => Money.cents(openCents)));
  }
}
