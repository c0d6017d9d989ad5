import type { Temporal } from 'temporal-polyfill';

/** A UUID that cannot be mistaken for another entity's: `Id<'Patient'>` is not assignable to `Id<'Invoice'>`. */
export type Id<Entity extends string> = string & { readonly __entity: Entity };

export type ClinicId = Id<'Clinic'>;
export type LocationId = Id<'Location'>;
export type ProviderId = Id<'Provider'>;
export type StaffUserId = Id<'StaffUser'>;
export type ServiceId = Id<'Service'>;
export type PriceListId = Id<'PriceList'>;
export type PatientId = Id<'Patient'>;
export type CoverageId = Id<'Coverage'>;
export type AuthorizationId = Id<'Authorization'>;
export type VisitId = Id<'Visit'>;
export type ChargeId = Id<'Charge'>;
export type ClaimId = Id<'Claim'>;
export type RemittanceId = Id<'Remittance'>;
export type InvoiceId = Id<'Invoice'>;
export type PaymentId = Id<'Payment'>;
export type TenderId = Id<'Tender'>;
export type CheckoutSessionId = Id<'CheckoutSession'>;
export type JournalEntryId = Id<'JournalEntry'>;
export type DocumentId = Id<'Document'>;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;

export const isUuid = (text: unknown): text is string => typeof text === 'string' && UUID.test(text);

/**
 * A new UUIDv7 (RFC 9562 §5.7): 48 bits of milliseconds, then 74 random bits, so that keys sort by creation.
 * @param at the injected clock's now
 */
export function newId<T extends string>(at: Temporal.Instant): T {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  let ms = at.epochMilliseconds;
  for (let i = 5; i >= 0; i -= 1) {
    bytes[i] = ms % 256;
    ms = Math.floor(ms / 256);
  }
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x70;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}` as T;
}
