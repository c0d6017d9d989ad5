import { Injectable } from '@nestjs/common';
import type { ChargeId, PaymentId } from '../../kernel/ids';
import { Money } from '../../kernel/money';
import { Sql } from '../../platform/database/sql';
import { Transactions } from '../../platform/database/transactions';
import { IS_THERE } from './persistence/money-that-is-there';

/** What a payment still pays of a charge: neither what was given back nor what the charge let go of. */
export interface PaidCharge {
  readonly chargeId: ChargeId;
  readonly paymentId: PaymentId;
  readonly amount: Money;
  /** Whether HSA or FSA money was in it: it may only go back where it came from. */
  readonly spendsHsaFsa: boolean;
}

/** Reads which payments pay charges. Tx: joins the open one or opens its own. */
@Injectable()
export class PaidChargesReader {
  constructor(
    private readonly transactions: Transactions,
    private readonly sql: Sql,
  ) {}

  /** The newest payment first; see {@link IS_THERE} for those left out. */
  async ofCharges(chargeIds: readonly ChargeId[]): Promise<PaidCharge[]> {
    const rows = await this.transactions.run(() =>
      this.sql.query<{ charge_id: ChargeId; payment_id: PaymentId; cents: string; hsa: boolean }>(
        `SELECT s.charge_id, s.payment_id, s.amount_cents AS cents, EXISTS (
                  SELECT FROM allocations a JOIN payment_tenders t ON t.clinic_id = a.clinic_id AND t.id = a.tender_id
                   WHERE a.clinic_id = s.clinic_id AND a.payment_id = s.payment_id AND a.charge_id = s.charge_id
                     AND t.spends_hsa_fsa) AS hsa
           FROM standing_allocations s
           JOIN payments p ON p.clinic_id = s.clinic_id AND p.id = s.payment_id
          WHERE s.clinic_id = current_clinic() AND s.charge_id = ANY ($1::uuid[]) AND s.amount_cents > 0
            AND ${IS_THERE}
          ORDER BY s.payment_id DESC`,
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
