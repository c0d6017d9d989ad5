import { Injectable } from '@nestjs/common';
import { chargesSavedCard } from '../../domain/payments/saved-card';
import type { TenderInput } from '../../domain/payments/tender-rules';
import type { PackageId, PaymentId, PaymentMethodId } from '../../kernel/ids';
import { invariant } from '../../kernel/invariant';
import type { Money } from '../../kernel/money';
import { afterOutsideWork } from '../../platform/database/outside-work';
import { Transactions } from '../../platform/database/transactions';
import { SetMoneyAside } from '../payments/set-money-aside';
import { type StartedCheckout } from '../payments/start-checkout';
import { StartHeldCheckout } from '../payments/start-held-checkout';
import { TakeHeldMoney } from '../payments/take-held-money';
import { PackagePayments } from './package-payments';
import { PackagesReader } from './packages.reader';

/**
 * Takes money for a package: at the desk by any tender but an HSA or FSA card, or on a hosted page. It is held until sessions
 * are given; sessions that are owed already are paid with it first.
 *
 * Tx: see {@link TakeHeldMoney} and {@link StartHeldCheckout}. Posts: Dr where the money stands / Cr 2100 (S8).
 * Errors: `package_unknown`, `package_not_active`, `payment_in_progress`, `amount_exceeds_balance`, those of the tenders.
 */
@Injectable()
export class PayPackage {
  constructor(
    private readonly tx: Transactions,
    private readonly taking: TakeHeldMoney,
    private readonly aside: SetMoneyAside,
    private readonly checkout: StartHeldCheckout,
    private readonly payments: PackagePayments,
    private readonly packages: PackagesReader,
  ) {}

  async atDesk(id: PackageId, tenders: readonly TenderInput[]): Promise<PaymentId> {
    const { patientId } = await this.packages.toPay(id);
    const take = (): Promise<PaymentId> =>
      this.taking.execute({
        patientId,
        tenders,
        assertMayTake: (amount) => this.payments.assertMayTake(id, amount),
        tie: (paymentId) => this.payments.tie(id, paymentId),
      });
    return this.tx.isOpen || tenders.some(chargesSavedCard) ? take() : afterOutsideWork(take);
  }

  /**
   * Sets money that is held for the patient aside for it: see {@link SetMoneyAside}. Tx: joins or opens one.
   * Posts: Dr 2100 or 2000 / Cr 2100.
   */
  async fromHeld(id: PackageId, amount: Money): Promise<PaymentId> {
    const { patientId } = await this.packages.toPay(id);
    return this.aside.execute({
      patientId,
      amount,
      assertMayTake: (wished) => this.payments.assertMayTake(id, wished),
      tie: (paymentId) => this.payments.tie(id, paymentId),
    });
  }

  /**
   * Stores the intent of charging a saved card while its holder is not there, for an installment they agreed to; who asks
   * carries it out. Tx: needs one. Errors: those of {@link TakeHeldMoney.prepare}.
   */
  async begin(
    id: PackageId,
    { paymentMethodId, amount }: { paymentMethodId: PaymentMethodId; amount: Money },
  ): Promise<PaymentId> {
    const { patientId } = await this.packages.toPay(id);
    return this.taking.prepare({
      patientId,
      tenders: [{ type: 'card_on_file', amount, paymentMethodId }],
      purpose: 'payment_plan',
      assertMayTake: (wished) => this.payments.assertMayTake(id, wished),
      tie: (paymentId) => this.payments.tie(id, paymentId),
    });
  }

  /**
   * Opens a page for all that is unpaid, or for what the caller makes of it.
   * @param amountOf runs with the package held, in the transaction that stores the payment
   */
  async onHostedPage(id: PackageId, amountOf?: (unpaid: Money) => Money | Promise<Money>): Promise<StartedCheckout> {
    invariant(!this.tx.isOpen, 'a checkout is started outside any transaction');
    const { patientId, number } = await this.packages.toPay(id);
    return this.checkout.execute({
      patientId,
      number,
      amountToPay: () => this.amountFor(id, amountOf),
      tie: (paymentId) => this.payments.tie(id, paymentId),
    });
  }

  private async amountFor(id: PackageId, amountOf?: (unpaid: Money) => Money | Promise<Money>): Promise<Money> {
    const unpaid = await this.payments.toPay(id);
    if (!amountOf) return unpaid;
    const amount = await amountOf(unpaid);
    await this.payments.assertMayTake(id, amount);
    return amount;
  }
}
