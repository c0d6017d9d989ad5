import { Injectable } from '@nestjs/common';
import type { ConsentPurpose } from '../../../domain/payments/card-consent';
import type { CardLabel } from '../../../domain/payments/saved-card';
import type { CardConsentId, CardSetupId, PatientId } from '../../../kernel/ids';
import { Sql } from '../../../platform/database/sql';
import type { CardFacts } from '../cards/card-setup-gateway';

export interface CardSetupRow {
  readonly id: CardSetupId;
  readonly patientId: PatientId;
  readonly consentId: CardConsentId;
  readonly label: CardLabel;
  readonly state: 'creating' | 'open' | 'complete' | 'expired' | 'failed';
  readonly stripeSessionId: string | null;
  readonly expiresAt: Date;
}

/** What the holder is asked to agree to. */
export interface ConsentRecord {
  readonly id: CardConsentId;
  readonly patientId: PatientId;
  readonly purpose: ConsentPurpose;
  readonly maximumCents: string | null;
  readonly textVersion: string;
  readonly text: string;
  readonly textSha256: string;
  readonly askedAt: Date;
  readonly askedBy: { readonly kind: string; readonly id: string; readonly ip: string | undefined };
}

const COLUMNS = `id, patient_id AS "patientId", consent_id AS "consentId", label, state, stripe_session_id AS "stripeSessionId", expires_at AS "expiresAt"`;

/** Pages on which cards are saved, the consents they ask for, and whom the cards belong to at Stripe. */
@Injectable()
export class CardSetupsRepository {
  constructor(private readonly sql: Sql) {}

  /** The patient's row at Stripe, made when it is first needed; `stripeCustomerId` is null until Stripe has answered. */
  async customer(
    patientId: PatientId,
    fresh: { id: string; at: Date },
  ): Promise<{ id: string; stripeCustomerId: string | null }> {
    await this.sql.execute(
      `INSERT INTO stripe_customers (clinic_id, patient_id, id, created_at) VALUES (current_clinic(), $1, $2, $3)
       ON CONFLICT (clinic_id, patient_id) DO NOTHING`,
      [patientId, fresh.id, fresh.at],
    );
    const row = await this.sql.one<{ id: string; stripeCustomerId: string | null }>(
      `SELECT id, stripe_customer_id AS "stripeCustomerId" FROM stripe_customers WHERE clinic_id = current_clinic() AND patient_id = $1`,
      [patientId],
    );
    return row ?? { id: fresh.id, stripeCustomerId: null };
  }

  /** Keeps the first answer. */
  async setCustomer(patientId: PatientId, stripeCustomerId: string): Promise<void> {
    await this.sql.execute(
      `UPDATE stripe_customers SET stripe_customer_id = coalesce(stripe_customer_id, $2) WHERE clinic_id = current_clinic() AND patient_id = $1`,
      [patientId, stripeCustomerId],
    );
  }

  async insertConsent(consent: ConsentRecord): Promise<void> {
    await this.sql.execute(
      `INSERT INTO card_consents (clinic_id, id, patient_id, purpose, max_amount_cents, text_version, text_shown, text_sha256, asked_at, asked_by_kind, asked_by_id, asked_from)
       VALUES (current_clinic(), $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
      [
        consent.id,
        consent.patientId,
        consent.purpose,
        consent.maximumCents,
        consent.textVersion,
        consent.text,
        consent.textSha256,
        consent.askedAt,
        consent.askedBy.kind,
        consent.askedBy.id,
        consent.askedBy.ip ?? null,
      ],
    );
  }

  async insert(
    setup: Pick<CardSetupRow, 'id' | 'patientId' | 'consentId' | 'label' | 'expiresAt'> & { createdAt: Date },
  ): Promise<void> {
    await this.sql.execute(
      `INSERT INTO card_setups (clinic_id, id, patient_id, consent_id, label, created_at, expires_at)
       VALUES (current_clinic(), $1, $2, $3, $4, $5, $6)`,
      [setup.id, setup.patientId, setup.consentId, setup.label, setup.createdAt, setup.expiresAt],
    );
  }

  async setOpen(id: CardSetupId, stripe: { stripeSessionId: string; url: string }): Promise<void> {
    await this.sql.execute(
      `UPDATE card_setups SET state = CASE state WHEN 'creating' THEN 'open' ELSE state END, stripe_session_id = $2, url = $3
        WHERE clinic_id = current_clinic() AND id = $1`,
      [id, stripe.stripeSessionId, stripe.url],
    );
  }

  lock(id: string): Promise<CardSetupRow | undefined> {
    return this.sql.one<CardSetupRow>(
      `SELECT ${COLUMNS} FROM card_setups WHERE clinic_id = current_clinic() AND id = $1 FOR UPDATE`,
      [id],
    );
  }

  async setEnded(id: CardSetupId, state: 'complete' | 'expired' | 'failed'): Promise<void> {
    await this.sql.execute(`UPDATE card_setups SET state = $2 WHERE clinic_id = current_clinic() AND id = $1`, [
      id,
      state,
    ]);
  }

  /** Pages that may still save a card: of the patient, or all that are past their time. */
  unfinished(which: { patientId: PatientId } | { before: Date }): Promise<CardSetupRow[]> {
    return this.sql.query<CardSetupRow>(
      `SELECT ${COLUMNS} FROM card_setups WHERE clinic_id = current_clinic() AND state IN ('creating', 'open')
          AND ($1::uuid IS NULL OR patient_id = $1) AND ($2::timestamptz IS NULL OR expires_at < $2) ORDER BY id LIMIT 100`,
      ['patientId' in which ? which.patientId : null, 'before' in which ? which.before : null],
    );
  }

  /** The holder has saved the card on the page that showed the text. */
  async accept(id: CardConsentId, card: CardFacts, at: Date): Promise<void> {
    await this.sql.execute(
      `UPDATE card_consents SET accepted_at = coalesce(accepted_at, $2), card_last4 = $3, card_fingerprint = $4
        WHERE clinic_id = current_clinic() AND id = $1`,
      [id, at, card.last4, card.fingerprint],
    );
  }

  async revoke(id: CardConsentId, by: { id: string; at: Date }): Promise<void> {
    await this.sql.execute(
      `UPDATE card_consents SET revoked_at = $2, revoked_by_id = $3 WHERE clinic_id = current_clinic() AND id = $1 AND revoked_at IS NULL`,
      [id, by.at, by.id],
    );
  }
}
