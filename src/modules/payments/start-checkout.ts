import { Injectable } from '@nestjs/common';
import { formatInstant, fromDate } from '../../kernel/clock';
import { DomainError } from '../../kernel/errors';
import type { InvoiceId } from '../../kernel/ids';
import { invariant } from '../../kernel/invariant';
import { Money } from '../../kernel/money';
import { Transactions } from '../../platform/database/transactions';
import type { OpenInvoice } from '../charges/open-charge';
import { BlockingAttempts } from './blocking-attempts';
import { CheckoutAttempts, type CheckoutWish } from './checkout/checkout-attempts';
import { EndCheckout } from './checkout/end-checkout';
import { HostedPages } from './checkout/hosted-pages';
import { type CheckoutRow, CheckoutsRepository } from './persistence/checkouts.repository';

export interface StartCheckoutInput extends CheckoutWish {
  readonly invoiceId: InvoiceId;
}

export interface StartedCheckout {
  readonly paymentId: string;
  /** The hosted page; lives 31 minutes. */
  readonly url: string;
  readonly expiresAt: string;
  readonly amountCents: number;
  /** Our own page for the patient; lives until revoked and opens a fresh hosted page each time. */
  readonly payLinkUrl: string;
}

interface Prepared {
  readonly invoice: OpenInvoice;
  readonly attempt?: CheckoutRow;
  /** A live checkout for something else, to be ended first. */
  readonly outdated?: CheckoutRow;
  readonly payLinkUrl: string;
}

const ROUNDS = 3;

/**
 * Opens a hosted checkout for an invoice, or gives the live one again when it is for the same amount and tender.
 *
 * Tx: forbids one around it; stores the intent, then asks Stripe, then stores the answer. Idempotent by: the stored
 * attempt, from which Stripe's key derives. Posts: nothing until it is paid.
 * Errors: `invoice_unknown`, `invoice_closed`, `amount_exceeds_balance`, `hsa_fsa_not_eligible`, `checkout_unavailable`,
 * `payment_in_progress` while a card payment for it is not known, another page is being paid, or others keep asking for another
 * one.
 */
@Injectable()
export class StartCheckout {
  constructor(
    private readonly tx: Transactions,
    private readonly blocking: BlockingAttempts,
    private readonly checkouts: CheckoutsRepository,
    private readonly attempts: CheckoutAttempts,
    private readonly ending: EndCheckout,
    private readonly pages: HostedPages,
  ) {}

  async execute(input: StartCheckoutInput): Promise<StartedCheckout> {
    invariant(!this.tx.isOpen, 'a checkout is started outside any transaction');
    let wasEnded = false;
    for (let round = 0; round < ROUNDS; round += 1) {
      const prepared = await this.prepare(input);
      if (prepared.attempt) {
        const started = await this.open(prepared, prepared.attempt);
        if (started) return started;
        wasEnded = true;
      }
      // Who has ended ours asked later than we did: theirs stands.
      if (prepared.outdated && wasEnded) break;
      if (prepared.outdated) await this.ending.execute(prepared.outdated.paymentId);
    }
    throw new DomainError('payment_in_progress');
  }

  private prepare(input: StartCheckoutInput): Promise<Prepared> {
    return this.tx.run(async () => {
      const invoice = await this.blocking.lockInvoice(input.invoiceId);
      const wish = { tenderKind: input.tenderKind, amount: this.attempts.amountFor(invoice, input) };
      const payLinkUrl = await this.pages.payLinkOf(invoice);
      const live = await this.checkouts.lockLive(input.invoiceId);
      if (live && !this.attempts.fits(live, wish)) return { invoice, outdated: live, payLinkUrl };
      return { invoice, attempt: live ?? (await this.attempts.create(invoice, wish)), payLinkUrl };
    });
  }

  /** Undefined when the attempt was ended while Stripe was making the page: what is owed has to be looked at again. */
  private async open({ invoice, payLinkUrl }: Prepared, attempt: CheckoutRow): Promise<StartedCheckout | undefined> {
    const url = attempt.url ?? (await this.pages.open(invoice, attempt, payLinkUrl));
    if (url === undefined) return undefined;
    return {
      paymentId: attempt.paymentId,
      url,
      expiresAt: formatInstant(fromDate(attempt.expiresAt)),
      amountCents: Money.fromColumn(attempt.amountCents).toJSON(),
      payLinkUrl,
    };
  }
}
