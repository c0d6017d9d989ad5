import { Injectable } from '@nestjs/common';
import type { Temporal } from 'temporal-polyfill';
import { type BusinessDate, businessDateOf } from '../../kernel/business-date';
import { Clock } from '../../kernel/clock';
import { DomainError } from '../../kernel/errors';
import {
  type InvoiceId,
  type LocationId,
  newId,
  type PatientId,
  type ProviderId,
  type VisitId,
} from '../../kernel/ids';
import { Transactions } from '../../platform/database/transactions';
import type { ClinicView, LocationView, ProviderView } from '../clinics/clinic.view';
import { ClinicsReader } from '../clinics/clinics.reader';
import { BookCharges } from './revenue/book-charges';
import { DecideVisit, type VisitLineInput } from './deciding/decide-visit';
import type { EstimateOverride } from './visit-limits';
import type { VisitView } from './visit.view';
import { VisitsReader } from './visits.reader';
import { assertDiagnoses, assertRendered, diagnosisPointersOf } from './visit-rules';

export type { VisitLineInput } from './deciding/decide-visit';

/** A visit as the provider rendered it. */
export interface PostVisitChargesInput {
  readonly patientId: PatientId;
  readonly providerId: ProviderId;
  /** The clinic's first location unless told. */
  readonly locationId?: LocationId;
  readonly dateOfService: BusinessDate;
  /** ICD-10-CM with the dot, the principal first, at most 12. */
  readonly diagnoses: readonly string[];
  readonly lines: readonly VisitLineInput[];
  /** Why it is billed although that goes far beyond the patient's estimate. */
  readonly estimateOverride?: EstimateOverride;
}

/**
 * Posts a rendered visit: prices and routes its lines again on the server, writes the visit and its charges, bills the
 * self-pay lines on an invoice, and books every charge and discount.
 *
 * Tx: joins or opens one. Idempotent by: the Idempotency-Key of the route.
 * Posts: Dr 1100 (self-pay) or 1200 (insurance) / Cr revenue per charge at list price; Dr 4910 / Cr 1100 per
 * sliding-scale discount; effective on the date of service, or on the first open day when that is sealed (task `late_correction`).
 * Sessions bought ahead are used up; see {@link PrepaidCare}. Every {@link VisitLimit} may refuse it.
 * Errors: those of {@link DecideVisit}; `estimate_exceeded`, `provider_unknown`, `location_unknown`, `date_of_service_in_future`,
 * `diagnosis_invalid`, `diagnosis_pointer_invalid`.
 */
@Injectable()
export class PostVisitCharges {
  constructor(
    private readonly transactions: Transactions,
    private readonly clock: Clock,
    private readonly clinics: ClinicsReader,
    private readonly deciding: DecideVisit,
    private readonly books: BookCharges,
    private readonly visits: VisitsReader,
  ) {}

  execute(input: PostVisitChargesInput): Promise<VisitView> {
    assertDiagnoses(input.diagnoses);
    input.lines.forEach((line, index) =>
      diagnosisPointersOf(line.diagnosisPointers, { index, diagnosisCount: input.diagnoses.length }),
    );
    return this.transactions.run(async () => {
      const now = this.clock.now();
      const clinic = await this.clinics.current();
      assertRendered(input.dateOfService, now, clinic.timeZone);
      const provider = providerOf(clinic, input.providerId);
      const location = locationOf(clinic, input.locationId);
      const charges = await this.deciding.execute(input, { now, provider });
      const visitId = newId<VisitId>(now);
      await this.books.execute({
        visit: { ...input, id: visitId, locationId: location.id, placeOfService: location.placeOfService },
        charges,
        invoice: charges.some((charge) => charge.destination === 'self_pay') ? invoiceOf(clinic, now) : undefined,
        now,
        estimateOverride: input.estimateOverride,
      });
      return this.visits.get(visitId);
    });
  }
}

function providerOf(clinic: ClinicView, id: ProviderId): ProviderView {
  const provider = clinic.providers.find((candidate) => candidate.id === id);
  if (!provider) throw new DomainError('provider_unknown', { detail: 'This clinic has no such provider.' });
  return provider;
}

function locationOf(clinic: ClinicView, id: LocationId | undefined): LocationView {
  const location = id === undefined ? clinic.locations[0] : clinic.locations.find((candidate) => candidate.id === id);
  if (!location) throw new DomainError('location_unknown', { detail: 'This clinic has no such location.' });
  return location;
}

/** Issued on the clinic's today, due after the days its policy gives. */
function invoiceOf(clinic: ClinicView, now: Temporal.Instant) {
  const issuedOn = businessDateOf(now, clinic.timeZone);
  return { id: newId<InvoiceId>(now), issuedOn, dueOn: issuedOn.add({ days: clinic.policies.invoiceDueDays }) };
}
