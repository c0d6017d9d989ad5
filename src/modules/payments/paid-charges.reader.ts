import { Injectable } from '@nestjs/common';
import type { ChargeId, PaymentId } from '../../kernel/ids';
import { Money } from '../../kernel/money';
import { Sql } from '../../platform/database/sql';
import { Transactions } from '../../platform/database/transactions';

/** What a payment paid on a charge. */
export interface PaidCharge {
  readonly chargeId: ChargeId;
  readonly paymentId: PaymentId;
  readonly amount: Money;
  /** Whether HSA or FSA money was in it: it may only go back where it came from. */
  readonly spendsHsaFsa: boolean;
}

/** Reads which payments paid charges. Tx: joins the open one or opens its own. */
@Injectable()
export class PaidChargesReader {
  constructor(
    private readonly transactions: Transactions,
    private readonly sql: Sql,
  ) {}

  /** The newest payment first; voided ones are not there. */
  async ofCharges(chargeIds: readonly ChargeId[]): Promise<PaidCharge[]> {
    const rows = await this.transactions.run(() =>
      this.sql.query<{ charge_id: ChargeId; payment_id: PaymentId; cents: string; hsa: boolean }>(
        `SELECT a.charge_id, a.payment_id, sum(a.amount_cents)::bigint AS cents, bool_or(t.spends_hsa_fsa) AS hsa
           FROM allocations a
           JOIN payments p ON p.clinic_id = a.clinic_id AND p.id = a.payment_id
           JOIN payment_tenders t ON t.clinic_id = a.clinic_id AND t.id = a.tender_id
          WHERE a.clinic_id = current_clinic() AND a.charge_id = ANY ($1::uuid[])
            AND p.state NOT IN ('voided', 'declined', 'canceled')
          GROUP BY a.charge_id, a.payment_id ORDER BY a.payment_id DESC`,
        [chargeIds],
      ),
    );
    return rows.map((row) => ({
      chargeId: row.charge_id,
      paymentId: row.payment_id,
      amount: Money.fromColumn(row.cents),
      spendsHsaFsa: row.hsa,
    }));
  }
}
