import { Injectable } from '@nestjs/common';
import type { ChargeId, InvoiceId, PackageId, PatientId, PaymentId } from '../../../kernel/ids';
import { Sql } from '../../../platform/database/sql';

/** A session that has not been given, of a package that stands. */
export interface FreeSession {
  readonly id: string;
  readonly packageId: PackageId;
  readonly number: string;
  readonly soldOn: string;
  readonly serviceCode: string;
  readonly priceCents: string;
  readonly priceSource: { readonly priceList: string; readonly effectiveFrom: string; readonly reason: string };
  readonly paymentIds: readonly PaymentId[];
}

export interface UseRow {
  readonly chargeId: ChargeId;
  readonly packageId: PackageId;
  readonly paymentId: PaymentId | null;
  readonly heldCents: string;
}

// The oldest package first; within one, its sessions in their order.
const FREE = `
  SELECT s.id, s.package_id AS "packageId", k.number, k.sold_on AS "soldOn", s.service_code AS "serviceCode", s.price_cents AS "priceCents",
         s.price_source AS "priceSource",
         ARRAY(SELECT x.payment_id FROM package_payments x WHERE x.clinic_id = k.clinic_id AND x.package_id = k.id ORDER BY x.payment_id) AS "paymentIds"
    FROM packages k JOIN package_sessions s ON s.clinic_id = k.clinic_id AND s.package_id = k.id
   WHERE k.clinic_id = current_clinic() AND k.patient_id = $1 AND k.canceled_at IS NULL AND k.sold_on <= $2 AND s.service_code = ANY ($3::text[])
     AND NOT EXISTS (SELECT FROM package_uses u WHERE u.clinic_id = s.clinic_id AND u.session_id = s.id AND u.returned_at IS NULL)
   ORDER BY k.sold_on, k.id, s.position`;

const LOCK_PACKAGES = `SELECT id FROM packages WHERE clinic_id = current_clinic() AND patient_id = $1 AND canceled_at IS NULL ORDER BY id FOR UPDATE`;

/** Which sessions of packages were given, and by which charges. */
@Injectable()
export class PackageUsesRepository {
  constructor(private readonly sql: Sql) {}

  /** Holds the patient's packages that stand: nobody else gives a session of them, or cancels one, meanwhile. */
  async lockPackages(patientId: PatientId): Promise<void> {
    await this.sql.query(LOCK_PACKAGES, [patientId]);
  }

  free(patientId: PatientId, care: { on: string; serviceCodes: readonly string[] }): Promise<FreeSession[]> {
    return this.sql.query<FreeSession>(FREE, [patientId, care.on, care.serviceCodes]);
  }

  async insert(use: {
    sessionId: string;
    chargeId: ChargeId;
    heldCents: string;
    paymentId: PaymentId | null;
    at: Date;
  }): Promise<void> {
    await this.sql.execute(
      `INSERT INTO package_uses (clinic_id, session_id, charge_id, package_id, payment_id, held_cents, used_at)
       SELECT clinic_id, id, $2, package_id, $3, $4, $5 FROM package_sessions WHERE clinic_id = current_clinic() AND id = $1`,
      [use.sessionId, use.chargeId, use.paymentId, use.heldCents, use.at],
    );
  }

  /** Which package each session is of. */
  async packagesOf(sessionIds: readonly string[]): Promise<ReadonlyMap<string, PackageId>> {
    const rows = await this.sql.query<{ id: string; packageId: PackageId }>(
      'SELECT id, package_id AS "packageId" FROM package_sessions WHERE clinic_id = current_clinic() AND id = ANY ($1::uuid[])',
      [sessionIds],
    );
    return new Map(rows.map(({ id, packageId }) => [id, packageId]));
  }

  /** Uses that stand, of these charges. */
  ofCharges(chargeIds: readonly ChargeId[]): Promise<UseRow[]> {
    return this.sql.query<UseRow>(
      `SELECT charge_id AS "chargeId", package_id AS "packageId", payment_id AS "paymentId", held_cents AS "heldCents" FROM package_uses
        WHERE clinic_id = current_clinic() AND charge_id = ANY ($1::uuid[]) AND returned_at IS NULL ORDER BY charge_id`,
      [chargeIds],
    );
  }

  async setReturned(chargeIds: readonly ChargeId[], at: Date): Promise<void> {
    await this.sql.execute(
      'UPDATE package_uses SET returned_at = $2 WHERE clinic_id = current_clinic() AND charge_id = ANY ($1::uuid[]) AND returned_at IS NULL',
      [chargeIds, at],
    );
  }

  /** Whether a payment earned sessions that still stand. */
  async isEarnedBy(paymentId: PaymentId): Promise<boolean> {
    const row = await this.sql.one(
      'SELECT 1 FROM package_uses WHERE clinic_id = current_clinic() AND payment_id = $1 AND returned_at IS NULL LIMIT 1',
      [paymentId],
    );
    return row !== undefined;
  }

  /** Charges of sessions that were given and are still owed, in part or in whole, with their invoices. */
  owed(packageId: PackageId): Promise<{ chargeId: ChargeId; invoiceId: InvoiceId }[]> {
    return this.sql.query(
      `SELECT u.charge_id AS "chargeId", o.invoice_id AS "invoiceId" FROM package_uses u
         JOIN open_items o ON o.clinic_id = u.clinic_id AND o.item_id = u.charge_id AND o.account_number = 1100 AND o.is_open
        WHERE u.clinic_id = current_clinic() AND u.package_id = $1 AND u.returned_at IS NULL ORDER BY o.invoice_id, u.charge_id`,
      [packageId],
    );
  }

  /** The sessions that were given, with both of their prices. */
  given(packageId: PackageId): Promise<{ serviceCode: string; listPriceCents: string; priceCents: string }[]> {
    return this.sql.query(
      `SELECT s.service_code AS "serviceCode", s.list_price_cents AS "listPriceCents", s.price_cents AS "priceCents"
         FROM package_uses u JOIN package_sessions s ON s.clinic_id = u.clinic_id AND s.id = u.session_id
        WHERE u.clinic_id = current_clinic() AND u.package_id = $1 AND u.returned_at IS NULL ORDER BY s.position`,
      [packageId],
    );
  }

  /** US cents of the price that are still to come in: what is not given yet and what is owed, less what is held. */
  async unpaidCents(packageId: PackageId): Promise<string> {
    const row = await this.sql.one<{ cents: string }>(
      'SELECT unpaid_cents AS cents FROM package_money WHERE clinic_id = current_clinic() AND package_id = $1',
      [packageId],
    );
    return row?.cents ?? '0';
  }
}
