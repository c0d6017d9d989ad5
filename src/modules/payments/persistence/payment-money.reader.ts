import { Injectable } from '@nestjs/common';
import type { AppliedMoney, HeldMoney, PaymentMoney } from '../../../domain/payments/refund-sources';
import { parseBusinessDate } from '../../../kernel/business-date';
import type { ChargeId, InvoiceId, PatientId, PaymentId, TenderId } from '../../../kernel/ids';
import { Money } from '../../../kernel/money';
import { Sql } from '../../../platform/database/sql';

interface AppliedRow {
  readonly chargeId: ChargeId;
  readonly paymentId: PaymentId;
  readonly invoiceId: InvoiceId | null;
  readonly dateOfService: string;
  readonly amountCents: string;
  readonly paidCents: string;
  readonly tenderIds: TenderId[];
}

// The tenders that spent money the payment had left, later: no allocation of its own tells.
const SPENT_BY = `
  SELECT e.source_id FROM journal_lines l JOIN journal_entries e ON e.clinic_id = l.clinic_id AND e.id = l.entry_id
   WHERE l.clinic_id = current_clinic() AND l.patient_id = $2 AND l.item_id = $1 AND l.amount_cents > 0
     AND l.account_number IN (2000, 2100, 2150) AND e.source_type = 'tender'`;

const ALLOCATIONS = `
  SELECT a.payment_id, a.charge_id, sum(a.amount_cents) AS amount, array_agg(a.tender_id) AS tenders FROM allocations a
   WHERE a.clinic_id = current_clinic() AND (a.payment_id = $1 OR a.tender_id IN (${SPENT_BY}))
   GROUP BY a.payment_id, a.charge_id`;

// Of an insured charge the patient never owed more than what insurance left them; the payer's part is not theirs to get back.
const SHARE = `(SELECT coalesce(sum(s.amount_cents - s.discount_cents), 0) FROM patient_shares s
  WHERE s.clinic_id = c.clinic_id AND s.charge_id = c.id)`;
const LOWERED = `(SELECT coalesce(sum(x.amount_cents), 0) FROM standing_adjustments x JOIN charge_adjustments q ON q.clinic_id = x.clinic_id AND q.id = x.id
  WHERE x.clinic_id = c.clinic_id AND x.charge_id = c.id AND (c.route_destination <> 'insurance' OR q.receivable = 'patient'))`;

// What stands is summed for each charge by itself: joined, it would be summed for every charge of the clinic first.
const APPLIED = `
  SELECT c.id AS "chargeId", a.payment_id AS "paymentId", c.invoice_id AS "invoiceId", c.date_of_service AS "dateOfService",
         least(a.amount, s.amount_cents)::bigint AS "amountCents", CASE WHEN a.payment_id = $1 THEN a.tenders ELSE '{}' END AS "tenderIds",
         (CASE c.route_destination WHEN 'insurance' THEN ${SHARE} ELSE c.list_price_cents END - coalesce(o.open_cents, 0) - ${LOWERED})::bigint AS "paidCents"
    FROM (${ALLOCATIONS}) a
   CROSS JOIN LATERAL (SELECT sum(x.amount_cents) AS amount_cents FROM standing_allocations x
           WHERE x.clinic_id = current_clinic() AND x.payment_id = a.payment_id AND x.charge_id = a.charge_id) s
    JOIN charges c ON c.clinic_id = current_clinic() AND c.id = a.charge_id
    LEFT JOIN open_items o ON o.clinic_id = c.clinic_id AND o.item_id = c.id AND o.account_number = 1100
   ORDER BY c.id, a.payment_id`;

// A charge's open item is locked before a payment's, as everybody does who takes both.
const LOCK_APPLIED = `
  SELECT o.item_id FROM open_items o
   WHERE o.clinic_id = current_clinic() AND o.account_number = 1100
     AND o.item_id IN (SELECT a.charge_id FROM (${ALLOCATIONS}) a)
   ORDER BY o.item_id FOR UPDATE`;

const LOCK_HELD = `
  SELECT account_number AS "accountNumber", open_cents AS "openCents" FROM open_items
   WHERE clinic_id = current_clinic() AND item_id = $1 AND account_number IN (2000, 2100, 2150)
   ORDER BY account_number FOR UPDATE`;

/** What is given back first: credit, then a prepayment, then a deposit. */
const ORDER = [2000, 2150, 2100];

/** Where the money of a payment is now, by the ledger's open items. Tx: needs one. */
@Injectable()
export class PaymentMoneyReader {
  constructor(private readonly sql: Sql) {}

  /** Locks what it reads. The caller holds the payment's row. */
  async lock({ id, patientId }: { id: PaymentId; patientId: PatientId }): Promise<PaymentMoney> {
    await this.sql.query(LOCK_APPLIED, [id, patientId]);
    const held = await this.sql.query<{ accountNumber: number; openCents: string }>(LOCK_HELD, [id]);
    const applied = await this.sql.query<AppliedRow>(APPLIED, [id, patientId]);
    return { paymentId: id, held: held.map(toHeld).sort(byOrder), applied: applied.map(toApplied) };
  }

  /** What the payment paid charges when it was taken, whatever became of it since. */
  async allocatedBy(id: PaymentId): Promise<Money> {
    const row = await this.sql.one<{ cents: string }>(
      `SELECT coalesce(sum(amount_cents), 0)::bigint AS cents FROM allocations WHERE clinic_id = current_clinic() AND payment_id = $1`,
      [id],
    );
    return Money.fromColumn(row?.cents ?? 0);
  }

  /** What is open now on the accounts and items a refund took its money from, locked. */
  async lockOpen(sources: readonly { accountNumber: number; itemId: string }[]): Promise<Money[]> {
    const rows = await this.sql.query<{ accountNumber: number; itemId: string; openCents: string }>(
      `SELECT account_number AS "accountNumber", item_id AS "itemId", open_cents AS "openCents" FROM open_items
        WHERE clinic_id = current_clinic() AND item_id = ANY ($1::uuid[]) ORDER BY account_number, item_id FOR UPDATE`,
      [sources.map((source) => source.itemId)],
    );
    return sources.map(({ accountNumber, itemId }) => {
      const row = rows.find((candidate) => candidate.accountNumber === accountNumber && candidate.itemId === itemId);
      return Money.fromColumn(row?.openCents ?? 0);
    });
  }

  /** For a tender that spent credit: the payments whose money it was, less what was given back to them, the last first. */
  async creditSpentBy(tenderId: TenderId, patientId: PatientId): Promise<{ paymentId: PaymentId; amount: Money }[]> {
    const rows = await this.sql.query<{ paymentId: PaymentId; cents: string }>(
      `SELECT l.item_id AS "paymentId", sum(l.amount_cents)::bigint AS cents
         FROM journal_entries e JOIN journal_lines l ON l.clinic_id = e.clinic_id AND l.entry_id = e.id
        WHERE e.clinic_id = current_clinic() AND l.patient_id = $2 AND l.account_number IN (2000, 2100, 2150)
          AND ((e.source_type = 'tender' AND e.source_id = $1)
            OR (e.source_type = 'refund' AND l.amount_cents < 0
              AND e.source_id IN (SELECT r.id FROM refund_tenders r WHERE r.clinic_id = current_clinic() AND r.tender_id = $1)))
        GROUP BY l.item_id HAVING sum(l.amount_cents) > 0 ORDER BY l.item_id DESC`,
      [tenderId, patientId],
    );
    return rows.map(({ paymentId, cents }) => ({ paymentId, amount: Money.fromColumn(cents) }));
  }
}

const toHeld = (row: { accountNumber: number; openCents: string }): HeldMoney => ({
  accountNumber: row.accountNumber,
  amount: Money.fromColumn(row.openCents),
});

const byOrder = (a: HeldMoney, b: HeldMoney): number => ORDER.indexOf(a.accountNumber) - ORDER.indexOf(b.accountNumber);

const toApplied = (row: AppliedRow): AppliedMoney => ({
  chargeId: row.chargeId,
  paymentId: row.paymentId,
  invoiceId: row.invoiceId ?? undefined,
  dateOfService: parseBusinessDate(row.dateOfService),
  amount: Money.fromColumn(row.amountCents),
  paid: Money.fromColumn(row.paidCents),
  tenderIds: row.tenderIds,
});
