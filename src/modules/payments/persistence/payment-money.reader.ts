import { Injectable } from '@nestjs/common';
import type { AppliedMoney, HeldMoney, PaymentMoney } from '../../../domain/payments/refund-sources';
import { parseBusinessDate } from '../../../kernel/business-date';
import type { ChargeId, InvoiceId, PatientId, PaymentId, TenderId } from '../../../kernel/ids';
import { Money } from '../../../kernel/money';
import { Sql } from '../../../platform/database/sql';

interface AppliedRow {
  readonly chargeId: ChargeId;
  readonly invoiceId: InvoiceId | null;
  readonly dateOfService: string;
  readonly amountCents: string;
  readonly paidCents: string;
  readonly tenderIds: TenderId[];
}

// Charges that money the payment had left paid later: no allocation of its own tells.
const PAID_LATER = `
  SELECT paid.item_id AS charge_id, -sum(paid.amount_cents) AS amount
    FROM journal_lines spent JOIN journal_lines paid ON paid.clinic_id = spent.clinic_id AND paid.entry_id = spent.entry_id
   WHERE spent.clinic_id = current_clinic() AND spent.patient_id = $2 AND spent.item_id = $1 AND spent.amount_cents > 0
     AND spent.account_number IN (2000, 2100, 2150) AND paid.account_number = 1100 AND paid.amount_cents < 0
   GROUP BY paid.item_id`;

// The lines of refunds that failed count no more.
const APPLIED = `
  WITH own AS (
    SELECT a.charge_id, sum(a.amount_cents) - coalesce((
             SELECT sum(l.amount_cents) FROM refund_lines l JOIN refund_tenders r ON r.clinic_id = l.clinic_id AND r.id = l.refund_tender_id
              WHERE l.clinic_id = current_clinic() AND l.item_id = a.charge_id AND l.account_number = 1100 AND r.payment_id = $1
                AND r.state IN ('pending', 'succeeded')), 0) AS amount, array_agg(a.tender_id) AS tenders
      FROM allocations a WHERE a.clinic_id = current_clinic() AND a.payment_id = $1 GROUP BY a.charge_id
  )
  SELECT c.id AS "chargeId", c.invoice_id AS "invoiceId", c.date_of_service AS "dateOfService", m.amount::bigint AS "amountCents", m.tenders AS "tenderIds",
         (c.list_price_cents - coalesce(o.open_cents, 0)
           - (SELECT coalesce(sum(x.amount_cents), 0) FROM adjustments x WHERE x.clinic_id = c.clinic_id AND x.charge_id = c.id))::bigint AS "paidCents"
    FROM (SELECT charge_id, amount, tenders FROM own
          UNION ALL SELECT charge_id, amount, '{}' FROM (${PAID_LATER}) later WHERE charge_id NOT IN (SELECT charge_id FROM own)) m
    JOIN charges c ON c.clinic_id = current_clinic() AND c.id = m.charge_id
    LEFT JOIN open_items o ON o.clinic_id = c.clinic_id AND o.item_id = c.id AND o.account_number = 1100
   ORDER BY c.id`;

// A charge's open item is locked before a payment's, as everybody does who takes both.
const LOCK_APPLIED = `
  SELECT o.item_id FROM open_items o
   WHERE o.clinic_id = current_clinic() AND o.account_number = 1100
     AND o.item_id IN (SELECT a.charge_id FROM allocations a WHERE a.clinic_id = current_clinic() AND a.payment_id = $1
                       UNION SELECT charge_id FROM (${PAID_LATER}) later)
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
  invoiceId: row.invoiceId ?? undefined,
  dateOfService: parseBusinessDate(row.dateOfService),
  amount: Money.fromColumn(row.amountCents),
  paid: Money.fromColumn(row.paidCents),
  tenderIds: row.tenderIds,
});
