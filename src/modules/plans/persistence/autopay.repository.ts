import { Injectable } from '@nestjs/common';
import type { PaymentMethodId } from '../../../kernel/ids';
import { Sql } from '../../../platform/database/sql';
import type { SigningMethod } from '../payment-plan.view';
import type { Author } from './plans.repository';

export interface AutopayConsentRow {
  readonly id: string;
  readonly planId: string;
  readonly version: number;
  readonly paymentMethodId: PaymentMethodId;
  readonly fromOn: string;
  readonly textVersion: string;
  readonly text: string;
  readonly textSha256: string;
  readonly acceptedName: string;
  readonly method: SigningMethod;
  readonly acceptedAt: Date;
  readonly revokedAt: Date | null;
}

export type NewAutopayConsent = Omit<AutopayConsentRow, 'revokedAt'> & { readonly acceptedFrom: string | null };

const CONSENTS = `SELECT id, plan_id AS "planId", version, payment_method_id AS "paymentMethodId", from_on AS "fromOn",
    text_version AS "textVersion", text, text_sha256 AS "textSha256", accepted_name AS "acceptedName", method,
    accepted_at AS "acceptedAt", revoked_at AS "revokedAt"
  FROM autopay_consents WHERE clinic_id = current_clinic()`;

/** Rows of autopay_consents. Needs a transaction. */
@Injectable()
export class AutopayRepository {
  constructor(private readonly sql: Sql) {}

  /** Tx: in which the plan is locked. */
  async insert(consent: NewAutopayConsent, by: Author): Promise<void> {
    await this.sql.execute(
      `INSERT INTO autopay_consents (clinic_id, id, plan_id, version, payment_method_id, from_on, text_version, text, text_sha256,
         accepted_name, method, accepted_at, accepted_from, recorded_by_kind, recorded_by_id, recorded_at)
       VALUES (current_clinic(), $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)`,
      [
        consent.id,
        consent.planId,
        consent.version,
        consent.paymentMethodId,
        consent.fromOn,
        consent.textVersion,
        consent.text,
        consent.textSha256,
        consent.acceptedName,
        consent.method,
        consent.acceptedAt,
        consent.acceptedFrom,
        by.kind,
        by.id,
        by.at,
      ],
    );
  }

  /** The consent that stands. */
  live(planId: string): Promise<AutopayConsentRow | undefined> {
    return this.sql.one<AutopayConsentRow>(`${CONSENTS} AND plan_id = $1 AND revoked_at IS NULL`, [planId]);
  }

  /** The newest first. */
  ofPlan(planId: string): Promise<AutopayConsentRow[]> {
    return this.sql.query<AutopayConsentRow>(`${CONSENTS} AND plan_id = $1 ORDER BY id DESC`, [planId]);
  }

  async revoke(id: string, by: Author, reason: string): Promise<void> {
    await this.sql.execute(
      `UPDATE autopay_consents SET revoked_at = $2, revoked_by_kind = $3, revoked_by_id = $4, revoked_for = $5
        WHERE clinic_id = current_clinic() AND id = $1 AND revoked_at IS NULL`,
      [id, by.at, by.kind, by.id, reason],
    );
  }
}
