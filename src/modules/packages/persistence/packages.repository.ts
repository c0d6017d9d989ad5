import { Injectable } from '@nestjs/common';
import type { CancellationPolicy } from '../../../domain/packages/cancel-package';
import type { PackageId, PatientId, PaymentId } from '../../../kernel/ids';
import { Sql } from '../../../platform/database/sql';

export interface SessionRecord {
  readonly id: string;
  readonly serviceCode: string;
  readonly description: string;
  readonly listPriceCents: string;
  readonly priceCents: string;
  /** As it is shown: see `toPriceSourceView`. */
  readonly priceSource: object;
}

export interface PackageRecord {
  readonly id: PackageId;
  readonly number: string;
  readonly patientId: PatientId;
  readonly offerCode: string;
  readonly name: string;
  readonly soldOn: string;
  readonly listPriceCents: string;
  readonly priceCents: string;
  readonly cancellationPolicy: CancellationPolicy;
  readonly agreement: { readonly textVersion: string; readonly text: string; readonly textSha256: string };
  readonly signedBy: string;
  readonly signedAt: Date;
  readonly requestKey: string | undefined;
  readonly soldBy: { readonly kind: string; readonly id: string };
  readonly sessions: readonly SessionRecord[];
}

/** A package's row, locked. */
export interface LockedPackage {
  readonly id: PackageId;
  readonly number: string;
  readonly patientId: PatientId;
  readonly cancellationPolicy: CancellationPolicy;
  readonly isCanceled: boolean;
}

const INSERT = `
  WITH package AS (
    INSERT INTO packages (clinic_id, id, number, patient_id, offer_code, name, sold_on, list_price_cents, price_cents, cancellation_policy,
      agreement_version, agreement_text, agreement_sha256, signed_by, signed_at, request_key, sold_by_kind, sold_by_id)
    VALUES (current_clinic(), $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
  )
  INSERT INTO package_sessions (clinic_id, id, package_id, position, service_code, description, list_price_cents, price_cents, price_source)
  SELECT current_clinic(), s.id, $1, s.position, s.code, s.description, s.list, s.price, s.source::jsonb
    FROM unnest($18::uuid[], $19::text[], $20::text[], $21::bigint[], $22::bigint[], $23::text[])
    WITH ORDINALITY AS s (id, code, description, list, price, source, position)`;

/** Rows of packages and the payments held for them. */
@Injectable()
export class PackagesRepository {
  constructor(private readonly sql: Sql) {}

  async insert(row: PackageRecord): Promise<void> {
    await this.sql.execute(INSERT, [
      row.id,
      row.number,
      row.patientId,
      row.offerCode,
      row.name,
      row.soldOn,
      row.listPriceCents,
      row.priceCents,
      row.cancellationPolicy,
      row.agreement.textVersion,
      row.agreement.text,
      row.agreement.textSha256,
      row.signedBy,
      row.signedAt,
      row.requestKey ?? null,
      row.soldBy.kind,
      row.soldBy.id,
      row.sessions.map(({ id }) => id),
      row.sessions.map(({ serviceCode }) => serviceCode),
      row.sessions.map(({ description }) => description),
      row.sessions.map(({ listPriceCents }) => listPriceCents),
      row.sessions.map(({ priceCents }) => priceCents),
      row.sessions.map(({ priceSource }) => JSON.stringify(priceSource)),
    ]);
  }

  lock(id: PackageId): Promise<LockedPackage | undefined> {
    return this.sql.one<LockedPackage>(
      `SELECT id, number, patient_id AS "patientId", cancellation_policy AS "cancellationPolicy", canceled_at IS NOT NULL AS "isCanceled"
         FROM packages WHERE clinic_id = current_clinic() AND id = $1 FOR UPDATE`,
      [id],
    );
  }

  /** The package that the same staged request has sold before, when it was not answered. */
  async ofRequest(requestKey: string): Promise<PackageId | undefined> {
    const row = await this.sql.one<{ id: PackageId }>(
      'SELECT id FROM packages WHERE clinic_id = current_clinic() AND request_key = $1',
      [requestKey],
    );
    return row?.id;
  }

  async setCanceled(
    id: PackageId,
    change: { at: Date; on: string; reason: string; keptCents: string; by: { kind: string; id: string } },
  ): Promise<void> {
    await this.sql.execute(
      `UPDATE packages SET canceled_at = $2, canceled_on = $3, cancel_reason = $4, kept_cents = $5, canceled_by_kind = $6, canceled_by_id = $7
        WHERE clinic_id = current_clinic() AND id = $1`,
      [id, change.at, change.on, change.reason, change.keptCents, change.by.kind, change.by.id],
    );
  }

  async tie(id: PackageId, paymentId: PaymentId): Promise<void> {
    await this.sql.execute(
      'INSERT INTO package_payments (clinic_id, package_id, payment_id) VALUES (current_clinic(), $1, $2)',
      [id, paymentId],
    );
  }

  async payments(id: PackageId): Promise<{ id: PaymentId; state: string }[]> {
    return this.sql.query(
      `SELECT p.id, p.state FROM package_payments x JOIN payments p ON p.clinic_id = x.clinic_id AND p.id = x.payment_id
        WHERE x.clinic_id = current_clinic() AND x.package_id = $1 ORDER BY p.id`,
      [id],
    );
  }

  /** The package a payment is held for. */
  async ofPayment(paymentId: PaymentId): Promise<PackageId | undefined> {
    const row = await this.sql.one<{ id: PackageId }>(
      'SELECT package_id AS id FROM package_payments WHERE clinic_id = current_clinic() AND payment_id = $1',
      [paymentId],
    );
    return row?.id;
  }
}
