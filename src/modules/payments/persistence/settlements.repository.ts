import { Injectable } from '@nestjs/common';
import type { TenderState } from '../../../domain/payments/derive-payment-state';
import type { TenderType } from '../../../domain/payments/tender-types';
import type { PaymentId, TenderId } from '../../../kernel/ids';
import { Sql } from '../../../platform/database/sql';

/** A tender of a locked payment. */
export interface TenderRow {
  readonly id: TenderId;
  readonly type: TenderType;
  readonly state: TenderState;
  readonly amountCents: string;
  readonly spendsHsaFsa: boolean;
  readonly feeCents: string | null;
}

/** How the taking of payments comes to its end, tender by tender. Every call needs the payment's row locked. */
@Injectable()
export class SettlementsRepository {
  constructor(private readonly sql: Sql) {}

  tenders(paymentId: PaymentId): Promise<TenderRow[]> {
    return this.sql.query<TenderRow>(
      `SELECT id, type, state, amount_cents AS "amountCents", spends_hsa_fsa AS "spendsHsaFsa", fee_cents AS "feeCents"
         FROM payment_tenders WHERE clinic_id = current_clinic() AND payment_id = $1 ORDER BY position`,
      [paymentId],
    );
  }

  async setTenderState(id: TenderId, state: TenderState): Promise<void> {
    await this.sql.execute(`UPDATE payment_tenders SET state = $2 WHERE clinic_id = current_clinic() AND id = $1`, [
      id,
      state,
    ]);
  }
}
