import { Injectable } from '@nestjs/common';
import type { DepositPurpose } from '../../domain/ledger/refund-recipes';
import { formatInstant, fromDate } from '../../kernel/clock';
import { DomainError } from '../../kernel/errors';
import type { PatientId, PaymentId } from '../../kernel/ids';
import { invariant } from '../../kernel/invariant';
import type { Money } from '../../kernel/money';
import { afterOutsideWork } from '../../platform/database/outside-work';
import { Transactions } from '../../platform/database/transactions';
import { CheckoutAttempts } from './checkout/checkout-attempts';
import { HostedPages } from './checkout/hosted-pages';
import { DepositsRepository } from './persistence/deposits.repository';
import type { StartedCheckout } from './start-checkout';

export interface StartHeldCheckoutInput {
  readonly patientId: PatientId;
  /** The paper number the page names; nothing else is told. */
  readonly number: string;
  /** What it is held for; a package unless told. */
  readonly heldFor?: DepositPurpose;
  /** Says how much is to be paid; see `TakeHeldMoney`. */
  readonly amountToPay: () => Promise<Money>;
  readonly tie: (paymentId: PaymentId) => Promise<void>;
}

/**
 * Opens a hosted page on which a package or a seat is paid ahead of its sessions. Cards only: HSA and FSA money pays for care that was
 * given.
 *
 * Tx: forbids one around it; stores the intent, then asks Stripe, then stores the answer. Idempotent by: the stored attempt.
 * Posts: nothing until it is paid; then Dr 1030 / Cr 2100. Errors: those of `amountToPay`; `checkout_unavailable`.
 */
@Injectable()
export class StartHeldCheckout {
  constructor(
    private readonly tx: Transactions,
    private readonly attempts: CheckoutAttempts,
    private readonly pages: HostedPages,
    private readonly deposits: DepositsRepository,
  ) {}

  async execute(input: StartHeldCheckoutInput): Promise<StartedCheckout> {
    const { patientId, number, heldFor = 'package', amountToPay, tie } = input;
    invariant(!this.tx.isOpen, 'a checkout is started outside any transaction');
    const subject = { patientId, number, invoiceId: null };
    const { attempt, amount, payLinkUrl } = await afterOutsideWork(() =>
      this.tx.run(async () => {
        const toPay = await amountToPay();
        const created = await this.attempts.create(subject, { tenderKind: 'card', amount: toPay });
        await this.deposits.insert({ paymentId: created.paymentId, patientId, purpose: heldFor });
        await tie(created.paymentId);
        return { attempt: created, amount: toPay, payLinkUrl: await this.pages.payLinkOf(subject) };
      }),
    );
    const url = await this.pages.open(subject, attempt, payLinkUrl);
    if (url === undefined) throw new DomainError('payment_in_progress');
    return {
      paymentId: attempt.paymentId,
      url,
      expiresAt: formatInstant(fromDate(attempt.expiresAt)),
      amountCents: amount.toJSON(),
      payLinkUrl,
    };
  }
}
