import { Injectable } from '@nestjs/common';
import { DomainError } from '../../kernel/errors';
import type { InvoiceId, PatientId, PaymentId } from '../../kernel/ids';
import { Money } from '../../kernel/money';
import { Transactions } from '../../platform/database/transactions';
import type { OpenInvoice } from '../charges/open-charge';
import { OpenChargesReader } from '../charges/open-charges.reader';
import { PatientsReader } from '../patients/patients.reader';
import type { AppliedCreditView } from './deposit.view';
import { type AppliedPart, BookAppliedCredit } from './book-applied-credit';
import { DepositsRepository } from './persistence/deposits.repository';
import { SpendableCredit } from './credits/spendable-credit';

export interface ApplyCreditInput {
  readonly patientId: PatientId;
  /** Everything the patient owes, the oldest care first, unless told. */
  readonly invoiceId?: InvoiceId;
  /** As much as there is and is owed, unless told. */
  readonly amount?: Money;
  /** Only what this payment left. */
  readonly paymentId?: PaymentId;
}

/**
 * Pays charges with money that is held for the patient: a prepayment first, then a deposit, then credit, each the oldest first.
 * Each invoice gets a payment of its own, so that its papers show it. An invoice a payment is under way for is left alone. What a
 * prepayment was above the care it was taken for becomes credit.
 *
 * Tx: opens or joins one; locks the open charges, then the money held. Idempotent by: the route's key.
 * Posts: Dr 2150, 2100 or 2000 (item = the payment it came from) / Cr 1100; Dr 2150 / Cr 2000 the rest of a prepayment (S11).
 * Errors: `patient_unknown`, `invoice_unknown`, `invoice_closed`, `payment_in_progress`, `amount_exceeds_balance`,
 * `credit_nothing_to_apply`.
 */
@Injectable()
export class ApplyCredit {
  constructor(
    private readonly tx: Transactions,
    private readonly patients: PatientsReader,
    private readonly charges: OpenChargesReader,
    private readonly deposits: DepositsRepository,
    private readonly credit: SpendableCredit,
    private readonly booking: BookAppliedCredit,
  ) {}

  execute(input: ApplyCreditInput): Promise<AppliedCreditView> {
    return this.tx.run(async () => {
      await this.patients.get(input.patientId);
      const invoices = await this.invoices(input);
      const credit = await this.credit.forCharges(input.patientId, input.paymentId);
      const parts: AppliedPart[] = [];
      let left = input.amount ?? credit.total;
      for (const invoice of invoices) {
        const amount = Money.min(Money.min(openOf(invoice), left), credit.total);
        if (!amount.isPositive()) continue;
        parts.push(await this.booking.apply(invoice, { amount, sources: credit.spend(amount) }));
        left = left.minus(amount);
      }
      const applied = Money.sum(parts.map((part) => part.amount));
      assertApplied(applied, input.amount);
      const areAllPaid = Money.sum(invoices.map(openOf)).equals(applied);
      const released =
        input.amount === undefined && areAllPaid ? await this.booking.release(parts, credit.left) : Money.ZERO;
      return {
        patientId: input.patientId,
        appliedCents: applied.toJSON(),
        releasedCents: released.toJSON(),
        leftCents: credit.total.toJSON(),
        payments: parts.map(({ paymentId, invoiceId, amount }) => ({
          paymentId,
          invoiceId,
          amountCents: amount.toJSON(),
        })),
      };
    });
  }

  /** Locked, with something open and nothing under way. */
  private async invoices({ patientId, invoiceId }: ApplyCreditInput): Promise<OpenInvoice[]> {
    const invoices: OpenInvoice[] = [];
    for (const id of invoiceId ? [invoiceId] : await this.deposits.openInvoices(patientId)) {
      const invoice = await this.charges.lockInvoice(id);
      const refusal = await this.refusalOf(invoice, patientId);
      if (refusal && invoiceId) throw refusal;
      if (!refusal) invoices.push(invoice);
    }
    return invoices;
  }

  private async refusalOf(invoice: OpenInvoice, patientId: PatientId): Promise<DomainError | undefined> {
    if (invoice.patientId !== patientId)
      return new DomainError('invoice_unknown', { detail: 'This patient has no such invoice.' });
    if (invoice.isVoided || openOf(invoice).isZero())
      return new DomainError('invoice_closed', {
        detail: `Invoice ${invoice.number} has nothing left to pay.`,
        facts: { maximumCents: 0 },
      });
    if (await this.deposits.isPaymentUnderWay(invoice.invoiceId))
      return new DomainError('payment_in_progress', {
        detail: `A payment of invoice ${invoice.number} is under way. Wait until it is known what becomes of it.`,
      });
    return undefined;
  }
}

const openOf = (invoice: OpenInvoice): Money =>
  Money.sum(invoice.charges.map(({ openCents }) => Money.cents(openCents)));

function assertApplied(applied: Money, wished: Money | undefined): void {
  if (wished && wished.isMoreThan(applied))
    throw new DomainError('amount_exceeds_balance', {
      detail: `${applied.format()} can be applied: what is held and what is owed go no further.`,
      errors: [{ pointer: '/amountCents', message: `is more than ${applied.format()}` }],
      facts: { maximumCents: applied.toJSON() },
    });
  if (applied.isZero())
    throw new DomainError('credit_nothing_to_apply', {
      detail: 'Nothing is held for this patient, or nothing is owed that may be paid now.',
    });
}
