import { Injectable } from '@nestjs/common';
import type { Temporal } from 'temporal-polyfill';
import { type BusinessDate, businessDateOf } from '../../kernel/business-date';
import { Clock } from '../../kernel/clock';
import { DomainError } from '../../kernel/errors';
import {
  type ChargeId,
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
import { BookCharges } from './book-charges';
import { type ChargeRecord, toCharge } from './charge-record';
import { DecideLines, type LineInput } from './decide-lines';
import type { VisitView } from './visit.view';
import { VisitsReader } from './visits.reader';
import { assertDiagnoses, assertRendered, diagnosisPointersOf } from './visit-rules';

/** A line of a rendered visit. */
export interface VisitLineInput extends LineInput {
  /** At most four; those of the clinic's code set unless told. */
  readonly modifiers?: readonly string[];
  /** One-based places in the diagnoses, one to four; the first four unless told. */
  readonly diagnosisPointers?: readonly number[];
}

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
}

/**
 * Posts a rendered visit: prices and routes its lines again on the server, writes the visit and its charges, bills the
 * self-pay lines on an invoice, and books every charge and discount.
 *
 * Tx: joins or opens one. Idempotent by: the Idempotency-Key of the route.
 * Posts: Dr 1100 (self-pay) or 1200 (insurance) / Cr revenue per charge at list price; Dr 4910 / Cr 1100 per
 * sliding-scale discount; effective on the date of service, or on the first open day when that is sealed (task `late_correction`).
 * Errors: those of {@link DecideLines}; `provider_unknown`, `location_unknown`, `date_of_service_in_future`,
 * `diagnosis_invalid`, `diagnosis_pointer_invalid`.
 */
@Injectable()
export class PostVisitCharges {
  constructor(
    private readonly transactions: Transactions,
    private readonly clock: Clock,
    private readonly clinics: ClinicsReader,
    private readonly lines: DecideLines,
    private readonly books: BookCharges,
    private readonly visits: VisitsReader,
  ) {}

  execute(input: PostVisitChargesInput): Promise<VisitView> {
    assertDiagnoses(input.diagnoses);
    const pointers = input.lines.map((line, index) =>
      diagnosisPointersOf(line.diagnosisPointers, { index, diagnosisCount: input.diagnoses.length }),
    );
    return this.transactions.run(async () => {
      const now = this.clock.now();
      const clinic = await this.clinics.current();
      assertRendered(input.dateOfService, now, clinic.timeZone);
      const provider = providerOf(clinic, input.providerId);
      const location = locationOf(clinic, input.locationId);
      const charges = await this.charges(input, { now, provider, pointers });
      const visitId = newId<VisitId>(now);
      await this.books.execute({
        visit: { ...input, id: visitId, locationId: location.id, placeOfService: location.placeOfService },
        charges,
        invoice: charges.some((charge) => charge.destination === 'self_pay') ? invoiceOf(clinic, now) : undefined,
        now,
      });
      return this.visits.get(visitId);
    });
  }

  private async charges(
    input: PostVisitChargesInput,
    { now, provider, pointers }: { now: Temporal.Instant; provider: ProviderView; pointers: (readonly number[])[] },
  ): Promise<ChargeRecord[]> {
    const decided = await this.lines.execute({
      patientId: input.patientId,
      dateOfService: input.dateOfService,
      lines: input.lines,
      providerMedicareOptedOut: provider.isMedicareOptedOut,
      lockAuthorizations: true,
    });
    // Charge ids in the order of the lines: payments fill equal charges by id.
    const ids = decided.map(() => newId<ChargeId>(now)).sort();
    return decided.map((line, index) =>
      toCharge(line, {
        id: ids[index] as ChargeId,
        now,
        lineNumber: index + 1,
        doseMg: input.lines[index]?.doseMg,
        modifiers: input.lines[index]?.modifiers,
        diagnosisPointers: pointers[index] ?? [],
      }),
    );
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
