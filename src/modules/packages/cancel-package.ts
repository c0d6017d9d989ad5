import { Injectable } from '@nestjs/common';
import { rerateRecipe } from '../../domain/ledger/package-recipes';
import { DomainError } from '../../kernel/errors';
import type { PackageId } from '../../kernel/ids';
import { invariant } from '../../kernel/invariant';
import { Money } from '../../kernel/money';
import { afterOutsideWork } from '../../platform/database/outside-work';
import { Transactions } from '../../platform/database/transactions';
import { PostJournalEntry } from '../ledger/post-journal-entry';
import { RefundPayment } from '../payments/refund-payment';
import { spend } from './apply-package-money';
import { PackageClosing } from './package-closing';
import { PackageEndings } from './package-ending';
import { PackageMoney } from './package-money';
import type { LockedPackage } from './persistence/packages.repository';

export interface CancelPackageInput {
  readonly packageId: PackageId;
  readonly reason: string;
  /** What the patient was told they get back; refused when it is not that any more. */
  readonly refund?: Money;
  /** The request's own key: a request that was cut off goes on under it. */
  readonly requestKey: string;
}

/**
 * Cancels a package under the policy that was signed, and sends what is to be given back to the tenders it came by. Sessions
 * that were given stay given; a payment plan over the package ends with it. Asked for again it sends back what is still held: a refund that failed, or was turned down.
 *
 * Tx: forbids one around it: the package is closed in one, then each payment is refunded, see {@link RefundPayment}.
 * Idempotent by: the package's state, the caller's key for the refunds.
 * Posts: Dr 2100 / Cr 4920 what a signed re-rate keeps; Dr 2100 / Cr the tender's account per refund (S8).
 * Errors: `package_unknown`, `package_figures_changed`, `payment_in_progress`, `payment_disputed`.
 */
@Injectable()
export class CancelPackage {
  constructor(
    private readonly tx: Transactions,
    private readonly money: PackageMoney,
    private readonly journal: PostJournalEntry,
    private readonly closing: PackageClosing,
    private readonly endings: PackageEndings,
    private readonly refunds: RefundPayment,
  ) {}

  async execute(input: CancelPackageInput): Promise<void> {
    invariant(!this.tx.isOpen, 'a package is canceled outside any transaction: the processor may have to be asked');
    const held = await afterOutsideWork(() => this.tx.run(() => this.close(input)));
    for (const { paymentId, amount } of held)
      await this.refunds.execute({
        paymentId,
        amount,
        reason: 'package_canceled',
        requestKey: `${input.requestKey}:${paymentId}`,
      });
  }

  /** @returns what is to be given back of each payment */
  private async close(input: CancelPackageInput) {
    const locked = await this.closing.lock(input.packageId);
    await this.money.refuseUnderWay(locked.id);
    if (!locked.isCanceled) await this.cancel(input, locked);
    return this.money.lockHeld(locked.id);
  }

  private async cancel({ refund, reason }: CancelPackageInput, locked: LockedPackage): Promise<void> {
    const held = await this.money.lockHeld(locked.id);
    const figures = await this.money.figures(locked, Money.sum(held.map(({ amount }) => amount)));
    if (refund && !refund.equals(figures.refund))
      throw new DomainError('package_figures_changed', {
        detail: `The refund is ${figures.refund.format()} now. Show the patient the figures again.`,
        facts: { refundCents: figures.refund.toJSON(), keptCents: figures.kept.toJSON() },
      });
    await this.endings.tell(locked.id);
    const effectiveOn = await this.closing.day();
    if (figures.kept.isPositive())
      await this.journal.execute({
        kind: 'rerate',
        source: { type: 'package', id: locked.id },
        effectiveOn,
        lines: rerateRecipe({ patientId: locked.patientId, parts: spend(held, figures.kept) }),
      });
    await this.closing.record(locked.id, { reason, ...figures });
  }
}
