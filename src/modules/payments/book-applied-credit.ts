import { Injectable } from '@nestjs/common';
import { ACCOUNT } from '../../domain/ledger/accounts';
import { tenderRecipe } from '../../domain/ledger/recipes';
import { releasePrepaymentRecipe } from '../../domain/ledger/refund-recipes';
import { allocatePayment } from '../../domain/payments/allocate-payment';
import { Clock, toDate } from '../../kernel/clock';
import { type InvoiceId, newId, type PatientId, type PaymentId, type TenderId } from '../../kernel/ids';
import { invariant } from '../../kernel/invariant';
import { Money } from '../../kernel/money';
import type { OpenInvoice } from '../charges/open-charge';
import { PostJournalEntry } from '../ledger/post-journal-entry';
import type { CreditSource } from './credits/held-credit';
import { MovementDays } from './settling/movement-days';
import { RecordHeldPayment } from './taking/record-held-payment';

/** Held money that has paid an invoice, as a payment of its own. */
export interface AppliedPart {
  readonly paymentId: PaymentId;
  readonly patientId: PatientId;
  readonly invoiceId: InvoiceId;
  readonly amount: Money;
  readonly sources: readonly CreditSource[];
}

/** Books held money that pays charges. Tx: needs one, in which the invoice's open charges and the money are locked. */
@Injectable()
export class BookAppliedCredit {
  constructor(
    private readonly record: RecordHeldPayment,
    private readonly journal: PostJournalEntry,
    private readonly days: MovementDays,
    private readonly clock: Clock,
  ) {}

  /** Posts: Dr 2150, 2100 or 2000 (item = the payment it came from) / Cr 1100 per charge. */
  async apply(invoice: OpenInvoice, part: { amount: Money; sources: readonly CreditSource[] }): Promise<AppliedPart> {
    const { patientId, invoiceId } = invoice;
    const now = this.clock.now();
    const paymentId = newId<PaymentId>(now);
    const tender = { id: newId<TenderId>(now), type: 'unapplied_credit', amount: part.amount } as const;
    const allocated = allocatePayment({ openCharges: invoice.charges, tenders: [tender] });
    const [own] = allocated.tenders;
    invariant(own, 'one tender is allocated');
    await this.record.execute({
      payment: {
        id: paymentId,
        patientId,
        invoiceId,
        effectiveOn: await this.days.for(),
        takenAt: toDate(now),
        tenders: [tender],
      },
      action: 'credit.apply',
      allocated: allocated.tenders,
      entries: [
        {
          tenderId: tender.id,
          lines: tenderRecipe({
            type: tender.type,
            paymentId,
            patientId,
            allocations: own.allocations.map((allocation) => ({ ...allocation, invoiceId })),
            creditSources: part.sources,
          }),
        },
      ],
    });
    return { paymentId, patientId, invoiceId, ...part };
  }

  /**
   * What is left of the prepayments that were used: their care is paid, so the rest is the patient's credit.
   * Posts: Dr 2150 / Cr 2000 (S11). @returns the sum of it
   */
  async release(parts: readonly AppliedPart[], left: readonly CreditSource[]): Promise<Money> {
    const used = new Set(parts.flatMap(({ sources }) => sources.map(({ paymentId }) => paymentId)));
    const rest = left.filter(
      ({ accountNumber, paymentId }) => accountNumber === ACCOUNT.unappliedReceipts && used.has(paymentId),
    );
    const patientId = parts[0]?.patientId;
    if (!patientId) return Money.ZERO;
    for (const { paymentId, amount } of rest)
      await this.journal.execute({
        kind: 'prepayment_release',
        source: { type: 'payment', id: paymentId },
        effectiveOn: await this.days.for(),
        lines: releasePrepaymentRecipe({ patientId, paymentId, amount }),
      });
    return Money.sum(rest.map(({ amount }) => amount));
  }
}
