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
export type RefundId = Id<'Refund'>;
export type RefundTenderId = Id<'RefundTender'>;
export type PaymentMethodId = Id<'PaymentMethod'>;
export type CardSetupId = Id<'CardSetup'>;
export type CardConsentId = Id<'CardConsent'>;
export type CheckoutSessionId = Id<'CheckoutSession'>;
export type JournalEntryId = Id<'JournalEntry'>;
export type DocumentId = Id<'Document'>;
export type DrawerId = Id<'Drawer'>;
export type DrawerSessionId = Id<'DrawerSession'>;
export type DailyCloseId = Id<'DailyClose'>;
export type GroupSessionId = Id<'GroupSession'>;
export type SeatId = Id<'Seat'>;
export type WaitlistEntryId = Id<'WaitlistEntry'>;
export type PackageId = Id<'Package'>;
export type EnrollmentId = Id<'Enrollment'>;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;

export const isUuid = (text: unknown): text is string => typeof text === 'string' && UUID.test(text);

/**
 * A new UUIDv7 (RFC 9562 §5.7): 48 bits of milliseconds, then 74 random bits, so that keys sort by creation.
 * @param at the injected clock's now
 */
export function newId<T extends string>(at: Temporal.Instant): T {
  const time = at.epochMilliseconds.toString(16).padStart(12, '0');
  // A random UUID has its 74 random bits, and the variant, where a UUIDv7 has them; the runtime makes those in stock.
  return `${time.slice(0, 8)}-${time.slice(8)}-7${crypto.randomUUID().slice(15)}` as T;
}
