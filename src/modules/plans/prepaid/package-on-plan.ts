import { Injectable } from '@nestjs/common';
import { isPaymentInFlight } from '../../../domain/payments/payment-state';
import type { TenderInput } from '../../../domain/payments/tender-rules';
import { DomainError } from '../../../kernel/errors';
import type { PackageId, PatientId, PaymentId } from '../../../kernel/ids';
import type { Money } from '../../../kernel/money';
import { PackagePayments } from '../../packages/package-payments';
import { PackagesReader } from '../../packages/packages.reader';
import { PayPackage } from '../../packages/pay-package';
import type { CardOnFile } from '../../payments/charge-saved-card';
import { PaymentsReader } from '../../payments/payments.reader';
import type { StartedCheckout } from '../../payments/start-checkout';
import type { PlannedPackage } from '../plan-terms';

/** A package that a plan is made over, and what its discount was. */
export interface PackageToPlan extends PlannedPackage {
  /** Taken off the single prices for buying ahead. */
  readonly discount: Money;
}

/** The package a plan covers: what is unpaid of it, and the money that pays it (DOMAIN.md §10, S8). */
@Injectable()
export class PackageOnPlan {
  constructor(
    private readonly packages: PackagesReader,
    private readonly payments: PackagePayments,
    private readonly paying: PayPackage,
    private readonly taken: PaymentsReader,
  ) {}

  /**
   * Tx: needs one; holds the package. Errors: `package_unknown`, also for another patient's; `package_not_active`,
   * `payment_in_progress`, `amount_exceeds_balance` when nothing is left to pay.
   */
  async toPlan(id: PackageId, patientId: PatientId): Promise<PackageToPlan> {
    const { number, listPrice, price, ...found } = await this.packages.toPay(id);
    if (found.patientId !== patientId)
      throw new DomainError('package_unknown', { detail: 'This patient has no such package.' });
    return { id, number, open: await this.payments.toPay(id), discount: listPrice.minus(price) };
  }

  /** What is left to pay of it, held. Tx: needs one. Errors: `package_not_active`, `payment_in_progress`. */
  lockUnpaid(id: PackageId): Promise<Money> {
    return this.payments.lockUnpaid(id);
  }

  /** Tx: joins the open one. Posts: Dr where the money stands / Cr 2100. Errors: those of {@link PayPackage}. */
  async take(id: PackageId, tenders: readonly TenderInput[]): Promise<void> {
    await this.paying.atDesk(id, tenders);
  }

  /** Sets money that is held for the patient aside for it. Tx: needs one. Posts: Dr 2100 or 2000 / Cr 2100. */
  async setAside(id: PackageId, amount: Money): Promise<void> {
    await this.paying.fromHeld(id, amount);
  }

  /**
   * Stores the intent of charging a card while its holder is not there, for what they agreed to. Tx: needs one.
   * Posts: Dr 1030 / Cr 2100, once the card is charged. Errors: those of {@link PayPackage.begin}.
   */
  begin(id: PackageId, card: Pick<CardOnFile, 'id'>, amount: Money): Promise<PaymentId> {
    return this.paying.begin(id, { paymentMethodId: card.id, amount });
  }

  /**
   * Opens a hosted page for what the plan says of it, asked while the package is held. Tx: forbids one.
   * Errors: those of {@link PayPackage.onHostedPage}.
   */
  onHostedPage(id: PackageId, amountOf: () => Promise<Money>): Promise<StartedCheckout> {
    return this.paying.onHostedPage(id, amountOf);
  }

  /** Charges a saved card. Tx: forbids one. Whether all of it is taken; false while the card is still being checked. */
  async charge(id: PackageId, tenders: readonly TenderInput[]): Promise<boolean> {
    const { status } = await this.taken.get(await this.paying.atDesk(id, tenders));
    return !isPaymentInFlight(status);
  }
}
