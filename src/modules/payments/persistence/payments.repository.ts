import { Injectable } from '@nestjs/common';
import type { AllocatedTender } from '../../../domain/payments/allocate-payment';
import type { PaymentState } from '../../../domain/payments/payment-state';
import type { TenderType } from '../../../domain/payments/tender-types';
import type { ChargeId, InvoiceId, PatientId, PaymentId, TenderId } from '../../../kernel/ids';
import type { Money } from '../../../kernel/money';
import { Sql } from '../../../platform/database/sql';

export interface TenderRecord {
  readonly id: TenderId;
  readonly type: TenderType;
  readonly spendsHsaFsa: boolean;
  readonly amount: Money;
  readonly tendered?: Money;
  readonly reference?: string;
  readonly card?: { readonly brand?: string; readonly last4: string };
  readonly fee?: Money;
}

export interface PaymentRecord {
  readonly id: PaymentId;
  readonly patientId: PatientId;
  readonly invoiceId: InvoiceId | null;
  readonly state: PaymentState;
  readonly source: 'desk' | 'checkout';
  readonly amount: Money;
  readonly effectiveOn: string;
  readonly receiptId: string;
  readonly takenBy: { readonly kind: string; readonly id: string };
  readonly takenAt: Date;
  readonly tenders: readonly TenderRecord[];
}

/** A payment's row, locked. */
export interface LockedPayment {
  readonly id: PaymentId;
  readonly patientId: PatientId;
  /** Null for money taken ahead of any charge. */
  readonly invoiceId: InvoiceId | null;
  readonly state: PaymentState;
  readonly amountCents: string;
  readonly tenderId: TenderId;
  readonly tenderType: TenderType;
  readonly spendsHsaFsa: boolean;
  readonly feeCents: string | null;
}

const RECORD_PAYMENT =
  'record_payment($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23)';

const INSERT_ALLOCATIONS = `
  INSERT INTO allocations (clinic_id, tender_id, charge_id, payment_id, invoice_id, amount_cents)
  SELECT current_clinic(), a.tender, a.charge, $1, $2, a.amount FROM unnest($3::uuid[], $4::uuid[], $5::bigint[]) AS a (tender, charge, amount)`;

const LOCK_PAYMENT = `
  SELECT p.id, p.patient_id AS "patientId", p.invoice_id AS "invoiceId", p.state, p.amount_cents AS "amountCents",
         t.id AS "tenderId", t.type AS "tenderType", t.spends_hsa_fsa AS "spendsHsaFsa", t.fee_cents AS "feeCents"
    FROM payments p JOIN payment_tenders t ON t.clinic_id = p.clinic_id AND t.payment_id = p.id AND t.position = 1
   WHERE p.clinic_id = current_clinic() AND p.id = $1 FOR UPDATE OF p`;

/** Rows of payments, tenders and allocations. Writes are sent in one round trip each; none is read back. */
@Injectable()
export class PaymentsRepository {
  constructor(private readonly sql: Sql) {}

  /** A payment with its tenders and, when its money is in hand, what they pay. */
  async insert(payment: PaymentRecord, allocated: readonly AllocatedTender[] = []): Promise<void> {
    await this.sql.call({ expression: RECORD_PAYMENT, params: recordParams(payment, allocated) });
  }

  /** As {@link insert}, for a caller that does not wait: the commit throws what `explain` makes of a failure. */
  deferInsert(
    payment: PaymentRecord,
    allocated: readonly AllocatedTender[],
    explain: (error: unknown) => unknown,
  ): void {
    this.sql.deferCall({ expression: RECORD_PAYMENT, params: recordParams(payment, allocated), explain });
  }

  /** What the tenders of a stored payment pay, learned when the processor has taken the money. */
  async insertAllocations(
    payment: { id: PaymentId; invoiceId: InvoiceId | null },
    allocated: readonly AllocatedTender[],
  ): Promise<void> {
    await this.sql.execute(INSERT_ALLOCATIONS, [payment.id, payment.invoiceId, ...allocationColumns(allocated)]);
  }

  /** As {@link insertAllocations}, for a payment of several invoices. */
  async insertAllocationsOf(
    id: PaymentId,
    allocated: readonly AllocatedTender[],
    invoiceOf: ReadonlyMap<ChargeId, InvoiceId>,
  ): Promise<void> {
    for (const invoiceId of new Set(invoiceOf.values()))
      await this.insertAllocations(
        { id, invoiceId },
        allocated.map((tender) => ({
          ...tender,
          allocations: tender.allocations.filter(({ chargeId }) => invoiceOf.get(chargeId) === invoiceId),
        })),
      );
  }

  /** The payment with its first tender, locked until the transaction ends. */
  lock(id: PaymentId): Promise<LockedPayment | undefined> {
    return this.sql.one<LockedPayment>(LOCK_PAYMENT, [id]);
  }

  /** What is not given with the state stays as it is; the first money taken is what settles a payment. */
  async setState(
    id: PaymentId,
    state: PaymentState,
    change: { at?: Date; effectiveOn?: string; amountCents?: string } = {},
  ): Promise<void> {
    await this.sql.execute(
      `UPDATE payments SET state = $2, settled_at = coalesce(settled_at, $3), effective_on = coalesce($4, effective_on),
              amount_cents = coalesce($5, amount_cents)
        WHERE clinic_id = current_clinic() AND id = $1`,
      [id, state, change.at ?? null, change.effectiveOn ?? null, change.amountCents ?? null],
    );
  }

  /** What the processor told about the tender's card; what it did not tell stays as it is. */
  async setProcessorFacts(
    tenderId: TenderId,
    facts: {
      paymentIntentId?: string | null;
      chargeId?: string | null;
      brand?: string | null;
      last4?: string | null;
      feeCents?: string | null;
      balanceTransactionId?: string | null;
    },
  ): Promise<void> {
    await this.sql.execute(
      `UPDATE payment_tenders SET stripe_payment_intent_id = coalesce($2, stripe_payment_intent_id), stripe_charge_id = coalesce($3, stripe_charge_id),
              card_brand = coalesce($4, card_brand), card_last4 = coalesce($5, card_last4), fee_cents = coalesce($6, fee_cents),
              stripe_balance_transaction_id = coalesce($7, stripe_balance_transaction_id)
        WHERE clinic_id = current_clinic() AND id = $1`,
      [
        tenderId,
        facts.paymentIntentId ?? null,
        facts.chargeId ?? null,
        facts.brand ?? null,
        facts.last4 ?? null,
        facts.feeCents ?? null,
        facts.balanceTransactionId ?? null,
      ],
    );
  }
}

function recordParams(payment: PaymentRecord, allocated: readonly AllocatedTender[]): unknown[] {
  const { tenders } = payment;
  const cents = (amount: Money | undefined): string | null => amount?.toCents().toString() ?? null;
  return [
    payment.id,
    payment.patientId,
    payment.invoiceId,
    payment.state,
    payment.source,
    cents(payment.amount),
    payment.effectiveOn,
    payment.receiptId,
    payment.takenBy.kind,
    payment.takenBy.id,
    payment.takenAt,
    tenders.map((tender) => tender.id),
    tenders.map((tender) => tender.type),
    tenders.map((tender) => tender.spendsHsaFsa),
    tenders.map((tender) => cents(tender.amount)),
    tenders.map((tender) => cents(tender.tendered)),
    tenders.map((tender) => tender.reference ?? null),
    tenders.map((tender) => tender.card?.brand ?? null),
    tenders.map((tender) => tender.card?.last4 ?? null),
    tenders.map((tender) => cents(tender.fee)),
    ...allocationColumns(allocated),
  ];
}

/** Tender ids, charge ids and amounts of the allocations, as parallel arrays. */
function allocationColumns(allocated: readonly AllocatedTender[]): [TenderId[], ChargeId[], string[]] {
  const rows = allocated.flatMap(({ tenderId, allocations }) =>
    allocations.map((allocation) => ({ tenderId, ...allocation })),
  );
  return [
    rows.map((row) => row.tenderId),
    rows.map((row) => row.chargeId),
    rows.map((row) => row.amount.toCents().toString()),
  ];
}
