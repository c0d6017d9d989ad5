import { Injectable } from '@nestjs/common';
import { DomainError } from '../../kernel/errors';
import type { PaymentId } from '../../kernel/ids';
import { OutsideWorkFirst } from '../../platform/database/outside-work';
import { Sql } from '../../platform/database/sql';
import { EndCheckout } from './checkout/end-checkout';

const UNDER_WAY = `
  SELECT p.id, coalesce(s.state IN ('creating', 'open'), false) AS "isOpenPage"
    FROM payments p LEFT JOIN checkout_sessions s ON s.clinic_id = p.clinic_id AND s.payment_id = p.id
   WHERE p.clinic_id = current_clinic() AND p.id = ANY ($1::uuid[]) AND p.state IN ('pending', 'requires_action', 'processing', 'unknown')
   ORDER BY p.id`;

/** What is under way among payments that are held for something and may still take its money. */
@Injectable()
export class HeldAttempts {
  constructor(
    private readonly sql: Sql,
    private readonly ending: EndCheckout,
  ) {}

  /**
   * Lets the caller go on when nothing is. An open page is ended at the processor first: the transaction is rolled back and run
   * again. Tx: needs one. Errors: `payment_in_progress`.
   */
  async refuseUnderWay(paymentIds: readonly PaymentId[]): Promise<void> {
    const rows = await this.sql.query<{ id: PaymentId; isOpenPage: boolean }>(UNDER_WAY, [paymentIds]);
    const waited = rows.find(({ isOpenPage }) => !isOpenPage);
    if (waited)
      throw new DomainError('payment_in_progress', {
        detail: 'A card payment for this is still being checked with the bank. It settles by itself within minutes.',
        facts: { paymentId: waited.id },
      });
    const [page] = rows;
    if (page) throw new OutsideWorkFirst(() => this.ending.execute(page.id), 'payment_in_progress');
  }
}
