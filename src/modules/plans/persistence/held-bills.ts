import { Injectable } from '@nestjs/common';
import type { ChargeId, InvoiceId } from '../../../kernel/ids';
import { Sql } from '../../../platform/database/sql';
import { CollectionHolds } from '../../charges/collection-holds';

const OPEN_CHARGES = `SELECT item_id AS "chargeId", invoice_id AS "invoiceId" FROM open_items
  WHERE clinic_id = current_clinic() AND account_number = 1100 AND is_open AND invoice_id = ANY ($1::uuid[])`;

/** Bills nobody may be asked to pay for now. Needs a transaction; reads the ledger's open items. */
@Injectable()
export class HeldBills {
  constructor(
    private readonly sql: Sql,
    private readonly holds: CollectionHolds,
  ) {}

  /** Those of the bills of which something open is in dispute with the patient (45 CFR 149.620(c)(5)). */
  async among(invoiceIds: readonly InvoiceId[]): Promise<ReadonlySet<InvoiceId>> {
    if (invoiceIds.length === 0) return new Set();
    const charges = await this.sql.query<{ chargeId: ChargeId; invoiceId: InvoiceId }>(OPEN_CHARGES, [invoiceIds]);
    const held = await this.holds.ofCharges(charges.map(({ chargeId }) => chargeId));
    return new Set(charges.filter(({ chargeId }) => held.has(chargeId)).map(({ invoiceId }) => invoiceId));
  }
}
