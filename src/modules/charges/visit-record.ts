import type { Temporal } from 'temporal-polyfill';
import type { BusinessDate } from '../../kernel/business-date';
import type { InvoiceId, LocationId, PatientId, ProviderId, VisitId } from '../../kernel/ids';
import type { ChargeRecord } from './charge-record';

/** A rendered visit about to be written. */
export interface VisitRecord {
  readonly id: VisitId;
  readonly patientId: PatientId;
  readonly providerId: ProviderId;
  readonly locationId: LocationId;
  readonly placeOfService: string;
  readonly dateOfService: BusinessDate;
  readonly diagnoses: readonly string[];
}

/** The bill of the self-pay lines, before it has its number. */
export interface InvoiceRecord {
  readonly id: InvoiceId;
  readonly issuedOn: BusinessDate;
  readonly dueOn: BusinessDate;
}

/** A decided visit. */
export interface VisitToBook {
  readonly visit: VisitRecord;
  readonly charges: readonly ChargeRecord[];
  /** Present when a charge is self-pay. */
  readonly invoice?: InvoiceRecord;
  readonly now: Temporal.Instant;
}
