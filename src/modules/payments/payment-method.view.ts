import { CONSENT_PURPOSES, type ConsentPurpose } from '../../domain/payments/card-consent';
import { CARD_LABELS, cardExpiry, type CardLabel } from '../../domain/payments/saved-card';
import { type BusinessDate, parseBusinessDate } from '../../kernel/business-date';
import { formatInstant, fromDate } from '../../kernel/clock';
import type { PatientId, PaymentMethodId } from '../../kernel/ids';
import {
  BooleanField,
  CentsField,
  EnumField,
  InstantField,
  ObjectField,
  TextField,
  UuidField,
} from '../../platform/http/fields';
import type { PaymentMethodRow } from './persistence/payment-methods.repository';

/** What the card's holder agreed to. */
export class CardConsentView {
  @UuidField() id: string;
  @EnumField(CONSENT_PURPOSES) purpose: ConsentPurpose;
  @CentsField({ nullable: true, description: 'The most the card may be charged at a time; null for whatever is owed.' })
  maxAmountCents: number | null;
  @TextField({ example: '2026-11' }) textVersion: string;
  @TextField({ description: 'SHA-256 of the very text that was shown, in hexadecimal.' }) textSha256: string;
  @InstantField({ nullable: true }) acceptedAt: string | null;
  @InstantField({ nullable: true, description: 'When it was taken back.' }) revokedAt: string | null;
}

/** A card on file. Its number is at Stripe only; its expiry date is kept for the warning and shown nowhere. */
export class PaymentMethodView {
  @UuidField({ readOnly: true }) id: PaymentMethodId;
  @UuidField() patientId: PatientId;
  @TextField({ nullable: true, example: 'visa' }) brand: string | null;
  @TextField({ example: '4242' }) last4: string;
  @TextField({ nullable: true, example: 'credit', description: 'A hint only: it does not tell HSA or FSA money.' })
  funding: string | null;
  @EnumField(CARD_LABELS, { description: 'Whose money it is, as the patient or the desk said.' }) label: CardLabel;
  @BooleanField() isDefault: boolean;
  @BooleanField({ description: 'It expires within 60 days.' }) isExpiringSoon: boolean;
  @BooleanField() isExpired: boolean;
  @InstantField() addedAt: string;
  @ObjectField(() => CardConsentView) consent: CardConsentView;

  static from(row: PaymentMethodRow, today: BusinessDate): PaymentMethodView {
    const instant = (date: Date | null): string | null => date && formatInstant(fromDate(date));
    return {
      id: row.id,
      patientId: row.patientId,
      brand: row.brand,
      last4: row.last4,
      funding: row.funding,
      label: row.label,
      isDefault: row.isDefault,
      ...cardExpiry(parseBusinessDate(row.expiresOn), today),
      addedAt: formatInstant(fromDate(row.addedAt)),
      consent: {
        id: row.consentId,
        purpose: row.consentPurpose,
        maxAmountCents: row.consentMaximumCents === null ? null : Number(row.consentMaximumCents),
        textVersion: row.consentTextVersion,
        textSha256: row.consentTextSha256,
        acceptedAt: instant(row.consentAcceptedAt),
        revokedAt: instant(row.consentRevokedAt),
      },
    };
  }
}
