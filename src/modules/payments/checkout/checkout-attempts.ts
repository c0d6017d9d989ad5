import { Injectable } from '@nestjs/common';
import { allocatePayment } from '../../../domain/payments/allocate-payment';
import { hsaFsaEligibility } from '../../../domain/payments/hsa-fsa-eligibility';
import { businessDateOf } from '../../../kernel/business-date';
import { Clock, fromDate, toDate } from '../../../kernel/clock';
import {
  type CheckoutSessionId,
  type InvoiceId,
  newId,
  type PatientId,
  type PaymentId,
  type TenderId,
} from '../../../kernel/ids';
import { Money } from '../../../kernel/money';
import { Temporal } from 'temporal-polyfill';
import { RequestContext } from '../../../platform/context/request-context';
import { RecordAuditEvent } from '../../access/record-audit-event';
import type { OpenInvoice } from '../../charges/open-charge';
import { ClinicsReader } from '../../clinics/clinics.reader';
import { amountOpen } from '../taking/open-amounts';
import { type CheckoutRow, CheckoutsRepository } from '../persistence/checkouts.repository';
import { PaymentsRepository } from '../persistence/payments.repository';

/** A page lives 31 minutes: Stripe's least is 30. Our own pay link outlives it and opens a fresh one. */
const LIFETIME = Temporal.Duration.from({ minutes: 31 });
/** A page about to close is not given to a patient. */
const LEAST_LEFT = Temporal.Duration.from({ minutes: 5 });
/** After this, Stripe would refuse the stored expiry, and nobody holds the address of a page that was never answered. */
const CREATING_FOR = Temporal.Duration.from({ seconds: 45 });

/** What a hosted page is opened for: an invoice, or something that is paid ahead and goes by its own number. */
export interface CheckoutSubject {
  readonly patientId: PatientId;
  readonly invoiceId: InvoiceId | null;
  readonly number: string;
}

export interface CheckoutWish {
  readonly tenderKind: 'card' | 'hsa_fsa';
  /** All that the tender may pay unless told. */
  readonly amount?: Money;
}

/** The stored side of hosted checkouts: what may be charged, and the intent written before Stripe is asked. */
@Injectable()
export class CheckoutAttempts {
  constructor(
    private readonly checkouts: CheckoutsRepository,
    private readonly payments: PaymentsRepository,
    private readonly clinics: ClinicsReader,
    private readonly audit: RecordAuditEvent,
    private readonly context: RequestContext,
    private readonly clock: Clock,
  ) {}

  /**
   * The amount a checkout would charge. Errors: `invoice_closed`, `amount_exceeds_balance`, `hsa_fsa_not_eligible`.
   */
  amountFor(invoice: OpenInvoice, wish: CheckoutWish): Money {
    const spendsHsaFsa = wish.tenderKind === 'hsa_fsa';
    const open = amountOpen(invoice);
    const payable = spendsHsaFsa
      ? Money.sum(
          invoice.charges
            .filter((charge) => hsaFsaEligibility(charge) === true)
            .map((charge) => Money.cents(charge.openCents)),
        )
      : open;
    const amount = wish.amount ?? (payable.isPositive() ? payable : open);
    // The rule that will apply the money decides whether it may be asked for.
    const tender = { id: newId<TenderId>(this.clock.now()), type: 'hosted_checkout', amount, spendsHsaFsa } as const;
    allocatePayment({ openCharges: invoice.charges, tenders: [tender] });
    return amount;
  }

  /** Whether a live checkout is just what is wished for, with time left. */
  fits(live: CheckoutRow, wish: { tenderKind: string; amount: Money }): boolean {
    const now = this.clock.now();
    const limit =
      live.state === 'open'
        ? fromDate(live.expiresAt).subtract(LEAST_LEFT)
        : fromDate(live.createdAt).add(CREATING_FOR);
    return (
      live.tenderKind === wish.tenderKind &&
      Money.fromColumn(live.amountCents).equals(wish.amount) &&
      Temporal.Instant.compare(now, limit) < 0
    );
  }

  /** Writes the intent: a pending payment, its tender, the session to be made. Tx: needs one. */
  async create(
    subject: CheckoutSubject,
    wish: { tenderKind: 'card' | 'hsa_fsa'; amount: Money },
  ): Promise<CheckoutRow> {
    const now = this.clock.now();
    const { timeZone } = await this.clinics.settings();
    const { kind, id } = this.context.actor;
    const paymentId = newId<PaymentId>(now);
    await this.payments.insert({
      id: paymentId,
      patientId: subject.patientId,
      invoiceId: subject.invoiceId,
      state: 'pending',
      source: 'checkout',
      amount: wish.amount,
      effectiveOn: businessDateOf(now, timeZone).toString(),
      receiptId: newId(now),
      takenBy: { kind, id },
      takenAt: toDate(now),
      tenders: [
        {
          id: newId<TenderId>(now),
          type: 'hosted_checkout',
          spendsHsaFsa: wish.tenderKind === 'hsa_fsa',
          amount: wish.amount,
        },
      ],
    });
    const row = {
      id: newId<CheckoutSessionId>(now),
      paymentId,
      invoiceId: subject.invoiceId,
      tenderKind: wish.tenderKind,
      amountCents: wish.amount.toCents().toString(),
      createdAt: toDate(now),
      expiresAt: toDate(now.add(LIFETIME)),
    };
    await this.checkouts.insert(row);
    await this.audit.execute({
      action: 'checkout.start',
      subject: { type: 'payment', id: paymentId },
      facts: { amountCents: wish.amount.toJSON() },
    });
    return { ...row, state: 'creating', stripeSessionId: null, url: null };
  }
}
