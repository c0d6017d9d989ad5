import { Injectable } from '@nestjs/common';
import type { ChargeId, InvoiceId, PackageId } from '../../../kernel/ids';
import { Sql } from '../../../platform/database/sql';
import { CollectionHolds } from '../../charges/collection-holds';

const OPEN_CHARGES = `SELECT item_id AS "chargeId", invoice_id AS "invoiceId" FROM open_items
  WHERE clinic_id = current_clinic() AND account_number = 1100 AND is_open AND invoice_id = ANY ($1::uuid[])`;

// Paid or not: what such a plan takes pays that very care.
const SESSIONS = `SELECT charge_id AS "chargeId", package_id AS "packageId" FROM package_uses
  WHERE clinic_id = current_clinic() AND returned_at IS NULL AND package_id = ANY ($1::uuid[])`;

/** Bills nobody may be asked to pay for now. Needs a transaction; reads the ledger's open items and the sessions of packages. */
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

  /** Those of the packages of which a session that was given is in dispute. */
  async packagesAmong(packageIds: readonly PackageId[]): Promise<ReadonlySet<PackageId>> {
    if (packageIds.length === 0) return new Set();
    const sessions = await this.sql.query<{ chargeId: ChargeId; packageId: PackageId }>(SESSIONS, [packageIds]);
    const held = await this.holds.ofCharges(sessions.map(({ chargeId }) => chargeId));
    return new Set(sessions.filter(({ chargeId }) => held.has(chargeId)).map(({ packageId }) => packageId));
  }
}
