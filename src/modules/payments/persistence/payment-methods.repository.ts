import { Injectable } from '@nestjs/common';
import type { ConsentPurpose } from '../../../domain/payments/card-consent';
import type { CardLabel } from '../../../domain/payments/saved-card';
import type { BusinessDate } from '../../../kernel/business-date';
import type { CardConsentId, PatientId, PaymentMethodId } from '../../../kernel/ids';
import { Sql } from '../../../platform/database/sql';
import type { CardFacts } from '../cards/card-setup-gateway';

/** A card on file with the consent it stands on. */
export interface PaymentMethodRow {
  readonly id: PaymentMethodId;
  readonly patientId: PatientId;
  readonly label: CardLabel;
  readonly state: 'active' | 'removing' | 'removed';
  readonly isDefault: boolean;
  readonly stripePaymentMethodId: string;
  readonly brand: string | null;
  readonly last4: string;
  readonly funding: string | null;
  readonly expiresOn: string;
  readonly addedAt: Date;
  readonly consentId: CardConsentId;
  readonly consentPurpose: ConsentPurpose;
  readonly consentMaximumCents: string | null;
  readonly consentTextVersion: string;
  readonly consentTextSha256: string;
  readonly consentAcceptedAt: Date | null;
  readonly consentRevokedAt: Date | null;
}

const METHODS = `
  SELECT m.id, m.patient_id AS "patientId", m.label, m.state, m.is_default AS "isDefault", m.stripe_payment_method_id AS "stripePaymentMethodId",
         m.brand, m.last4, m.funding, m.expires_on AS "expiresOn", m.added_at AS "addedAt", c.id AS "consentId", c.purpose AS "consentPurpose",
         c.max_amount_cents AS "consentMaximumCents", c.text_version AS "consentTextVersion", c.text_sha256 AS "consentTextSha256",
         c.accepted_at AS "consentAcceptedAt", c.revoked_at AS "consentRevokedAt"
    FROM payment_methods m JOIN card_consents c ON c.clinic_id = m.clinic_id AND c.id = m.consent_id
   WHERE m.clinic_id = current_clinic()`;

/** Cards on file. */
@Injectable()
export class PaymentMethodsRepository {
  constructor(private readonly sql: Sql) {}

  /** False when the card was kept before. The first personal card of a patient is their default. */
  async insert(
    card: CardFacts & {
      id: PaymentMethodId;
      patientId: PatientId;
      consentId: CardConsentId;
      label: CardLabel;
      stripeCustomerId: string;
    },
    addedAt: Date,
  ): Promise<boolean> {
    const touched = await this.sql.execute(
      `INSERT INTO payment_methods (clinic_id, id, patient_id, consent_id, label, is_default, stripe_payment_method_id, stripe_customer_id,
              brand, last4, funding, fingerprint, expires_on, added_at)
       SELECT current_clinic(), $1, $2, $3, $4, $4 = 'personal' AND NOT EXISTS (
                SELECT 1 FROM payment_methods d WHERE d.clinic_id = current_clinic() AND d.patient_id = $2 AND d.is_default),
              $5, $6, $7, $8, $9, $10, $11, $12
       ON CONFLICT (stripe_payment_method_id, clinic_id) DO NOTHING`,
      [
        card.id,
        card.patientId,
        card.consentId,
        card.label,
        card.stripePaymentMethodId,
        card.stripeCustomerId,
        card.brand,
        card.last4,
        card.funding,
        card.fingerprint,
        card.expiresOn.toString(),
        addedAt,
      ],
    );
    return touched > 0;
  }

  /** The patient's cards that can be charged, the newest first. */
  ofPatient(patientId: PatientId): Promise<PaymentMethodRow[]> {
    return this.sql.query<PaymentMethodRow>(
      `${METHODS} AND m.patient_id = $1 AND m.state = 'active' ORDER BY m.id DESC`,
      [patientId],
    );
  }

  async holdersAmong(patientIds: readonly PatientId[], on: BusinessDate): Promise<ReadonlySet<PatientId>> {
    const rows = await this.sql.query<Pick<PaymentMethodRow, 'patientId'>>(
      `${METHODS} AND m.patient_id = ANY ($1::uuid[]) AND m.state = 'active' AND m.expires_on >= $2`,
      [patientIds, on.toString()],
    );
    return new Set(rows.map(({ patientId }) => patientId));
  }

  /** Cards about to be charged: nobody removes them before the transaction ends. */
  hold(ids: readonly string[]): Promise<PaymentMethodRow[]> {
    return this.sql.query<PaymentMethodRow>(`${METHODS} AND m.id = ANY($1::uuid[]) ORDER BY m.id FOR SHARE OF m`, [
      ids,
    ]);
  }

  lock(id: PaymentMethodId): Promise<PaymentMethodRow | undefined> {
    return this.sql.one<PaymentMethodRow>(`${METHODS} AND m.id = $1 FOR UPDATE OF m`, [id]);
  }

  async setDefault({ id, patientId }: Pick<PaymentMethodRow, 'id' | 'patientId'>): Promise<void> {
    await this.sql.execute(
      `UPDATE payment_methods SET is_default = false WHERE clinic_id = current_clinic() AND patient_id = $1 AND is_default`,
      [patientId],
    );
    await this.sql.execute(
      `UPDATE payment_methods SET is_default = true WHERE clinic_id = current_clinic() AND id = $1`,
      [id],
    );
  }

  async setRemoving(id: PaymentMethodId): Promise<void> {
    await this.sql.execute(
      `UPDATE payment_methods SET state = 'removing', is_default = false WHERE clinic_id = current_clinic() AND id = $1`,
      [id],
    );
  }

  async setRemoved(id: PaymentMethodId, at: Date): Promise<void> {
    await this.sql.execute(
      `UPDATE payment_methods SET state = 'removed', is_default = false, removed_at = coalesce(removed_at, $2)
        WHERE clinic_id = current_clinic() AND id = $1`,
      [id, at],
    );
  }

  /** Removals that Stripe has not confirmed. */
  removing(): Promise<PaymentMethodRow[]> {
    return this.sql.query<PaymentMethodRow>(`${METHODS} AND m.state = 'removing' ORDER BY m.id LIMIT 100`);
  }

  /** A card the bank has replaced keeps its place under its new digits. */
  async setFacts(id: PaymentMethodId, card: CardFacts): Promise<void> {
    await this.sql.execute(
      `UPDATE payment_methods SET brand = $2, last4 = $3, funding = $4, fingerprint = $5, expires_on = $6
        WHERE clinic_id = current_clinic() AND id = $1`,
      [id, card.brand, card.last4, card.funding, card.fingerprint, card.expiresOn.toString()],
    );
  }
}
