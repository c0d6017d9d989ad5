import { Injectable } from '@nestjs/common';
import { feeRecipe, tenderRecipe } from '../../../domain/ledger/recipes';
import { type DepositPurpose, depositRecipe } from '../../../domain/ledger/refund-recipes';
import type { AllocatedTender } from '../../../domain/payments/allocate-payment';
import type { TenderType } from '../../../domain/payments/tender-types';
import type { BusinessDate } from '../../../kernel/business-date';
import type { ChargeId, InvoiceId, PatientId, PaymentId, TenderId } from '../../../kernel/ids';
import { Money } from '../../../kernel/money';
import { type JournalEntryInput, PostJournalEntry } from '../../ledger/post-journal-entry';
import { HeldCredit } from '../credits/held-credit';
import { SpendableCredit } from '../credits/spendable-credit';

/** A tender whose money has been taken, allocated. */
export interface TenderToBook {
  readonly id: TenderId;
  readonly type: TenderType;
  readonly allocated: AllocatedTender;
  /** What the processor kept, when it is known already. */
  readonly fee?: Money;
}

export interface PaymentToBook {
  readonly id: PaymentId;
  readonly patientId: PatientId;
  readonly invoiceId: InvoiceId | null;
  /** Of a payment of several invoices: whose charge is whose. */
  readonly invoiceOf?: ReadonlyMap<ChargeId, InvoiceId>;
  readonly effectiveOn: BusinessDate;
  /** Taken ahead of any charge: all of it is held for this, and comes as the tenders' excess. */
  readonly heldFor?: DepositPurpose;
}

/**
 * Writes what the tenders of a payment did into the journal: one entry per tender, one per fee. The entries travel with
 * what is sent next; what the journal refuses, the commit throws.
 *
 * Tx: needs one. Idempotent by: tender and kind.
 * Posts: Dr 1020|1010|1035|1030|2000 / Cr 1100 per charge, Cr 2000 the excess; spent credit Dr 2000 or 2150; money held for something
 * Cr 2100 or 2150; fee Dr 6000 / Cr 1030|1035.
 */
@Injectable()
export class BookTenders {
  constructor(
    private readonly journal: PostJournalEntry,
    private readonly credit: SpendableCredit,
  ) {}

  async execute(payment: PaymentToBook, tenders: readonly TenderToBook[]): Promise<void> {
    const credit = await this.creditFor(payment, tenders);
    for (const tender of tenders) this.journal.defer(entryOf(payment, tender, credit));
    for (const { fee, ...tender } of tenders)
      if (fee?.isPositive()) await this.bookFee(payment.effectiveOn, { ...tender, fee });
  }

  /** Posts: Dr 6000 / Cr 1030 or 1035. A second call with the same fee does nothing. */
  async bookFee(effectiveOn: BusinessDate, tender: { id: TenderId; type: TenderType; fee: Money }): Promise<void> {
    this.journal.defer({
      kind: 'fee',
      source: { type: 'tender', id: tender.id },
      effectiveOn,
      lines: feeRecipe(tender),
    });
  }

  /** What the patient holds, locked, when a tender spends of it. */
  private async creditFor({ patientId }: PaymentToBook, tenders: readonly TenderToBook[]): Promise<HeldCredit> {
    if (!tenders.some(({ type }) => type === 'unapplied_credit')) return new HeldCredit([]);
    return this.credit.atCounter(patientId);
  }
}

function entryOf(payment: PaymentToBook, tender: TenderToBook, credit: HeldCredit): JournalEntryInput {
  const { allocations, excess } = tender.allocated;
  const spent = Money.sum(allocations.map((allocation) => allocation.amount));
  const entry = {
    kind: 'payment',
    source: { type: 'tender', id: tender.id },
    effectiveOn: payment.effectiveOn,
  } as const;
  if (payment.heldFor) {
    const creditSources = tender.type === 'unapplied_credit' ? credit.spend(excess) : undefined;
    const held = { patientId: payment.patientId, paymentId: payment.id, amount: excess, creditSources };
    return { ...entry, lines: depositRecipe({ ...held, type: tender.type, purpose: payment.heldFor }) };
  }
  return {
    ...entry,
    lines: tenderRecipe({
      type: tender.type,
      paymentId: payment.id,
      patientId: payment.patientId,
      allocations: allocations.map((allocation) => ({
        ...allocation,
        invoiceId: payment.invoiceOf?.get(allocation.chargeId) ?? payment.invoiceId ?? undefined,
      })),
      excess,
      creditSources: tender.type === 'unapplied_credit' ? credit.spend(spent) : undefined,
    }),
  };
}
