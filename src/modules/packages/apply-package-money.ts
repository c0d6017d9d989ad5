import { Injectable } from '@nestjs/common';
import { ACCOUNT } from '../../domain/ledger/accounts';
import type { InvoiceId, PackageId, PaymentId } from '../../kernel/ids';
import { Money } from '../../kernel/money';
import { OpenChargesReader } from '../charges/open-charges.reader';
import { BlockingAttempts } from '../payments/blocking-attempts';
import { BookAppliedCredit } from '../payments/book-applied-credit';
import { HeldMoney, type HeldSource } from '../payments/held-money';
import { PackageUsesRepository } from './persistence/package-uses.repository';
import { PackagesRepository } from './persistence/packages.repository';

/**
 * Pays sessions that were given before their money was there: what is held for the package goes to them first. A bill a card
 * payment is under way for is left alone; the money stays held until the next occasion.
 *
 * Tx: needs one, with the package held. Idempotent by: what is open. Posts: Dr 2100 (item = the payment) / Cr 1100.
 */
@Injectable()
export class ApplyPackageMoney {
  constructor(
    private readonly packages: PackagesRepository,
    private readonly uses: PackageUsesRepository,
    private readonly charges: OpenChargesReader,
    private readonly attempts: BlockingAttempts,
    private readonly held: HeldMoney,
    private readonly booking: BookAppliedCredit,
  ) {}

  async execute(packageId: PackageId): Promise<void> {
    const owed = await this.uses.owed(packageId);
    if (owed.length === 0) return;
    const payments = await this.packages.payments(packageId);
    for (const invoiceId of new Set(owed.map((charge) => charge.invoiceId)))
      await this.pay(invoiceId, {
        chargeIds: new Set<string>(owed.map(({ chargeId }) => chargeId)),
        paymentIds: payments.map(({ id }) => id),
      });
  }

  private async pay(
    invoiceId: InvoiceId,
    { chargeIds, paymentIds }: { chargeIds: ReadonlySet<string>; paymentIds: readonly PaymentId[] },
  ): Promise<void> {
    const invoice = await this.charges.lockInvoice(invoiceId);
    if (invoice.isVoided || (await this.attempts.of(invoiceId)).length > 0) return;
    const charges = invoice.charges.filter(({ chargeId }) => chargeIds.has(chargeId));
    const open = Money.sum(charges.map(({ openCents }) => Money.cents(openCents)));
    const held = await this.held.lock(paymentIds);
    const amount = Money.min(open, Money.sum(held.map((source) => source.amount)));
    if (!amount.isPositive()) return;
    const sources = spend(held, amount).map((part) => ({ ...part, accountNumber: ACCOUNT.unearnedDeposits }));
    await this.booking.apply({ ...invoice, charges }, { amount, sources });
  }
}

/** The amount out of what is held, the oldest money first. */
export function spend(held: readonly HeldSource[], amount: Money): { paymentId: PaymentId; amount: Money }[] {
  let left = amount;
  return held.flatMap((source) => {
    const part = Money.min(left, source.amount);
    left = left.minus(part);
    return part.isPositive() ? [{ paymentId: source.paymentId, amount: part }] : [];
  });
}
