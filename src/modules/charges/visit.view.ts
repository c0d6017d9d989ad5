import type {
  AuthorizationId,
  ChargeId,
  CoverageId,
  InvoiceId,
  LocationId,
  PatientId,
  ProviderId,
  VisitId,
} from '../../kernel/ids';
import type { DocumentRule } from './quote.view';
import { PriceSourceView, RouteView } from './quote.view';

/** A reduction of a charge. */
export class AdjustmentView {
  readonly id: string;
  /** Taxonomy of DOMAIN.md §10.2 in lower case: `sliding_scale`, `courtesy`… */
  readonly type: string;
  readonly amountCents: number;
  readonly reason: string;
}

/** A priced and routed service line of a posted visit, as it was decided on the day. Amounts in US cents. */
export class ChargeView {
  readonly id: ChargeId;
  readonly visitId: VisitId;
  readonly invoiceId: InvoiceId | null;
  readonly lineNumber: number;
  readonly serviceCode: string;
  readonly description: string;
  readonly quantity: number;
  readonly unitPriceCents: number;
  readonly listPriceCents: number;
  readonly discountCents: number;
  readonly amountCents: number;
  readonly priceSource: PriceSourceView;
  readonly route: RouteView;
  readonly coverageId: CoverageId | null;
  readonly authorizationId: AuthorizationId | null;
  readonly documentRule: DocumentRule;
  readonly hsaFsaEligible: boolean;
  readonly procedureCode: string | null;
  readonly modifiers: readonly string[];
  /** 1-based positions in the visit's diagnoses; left out for a role that may not see diagnoses. */
  readonly diagnosisPointers?: readonly number[];
  readonly doseMg: number | null;
  readonly revenueAccountNumber: number;
  readonly dateOfService: string;
  /** The day care was given. */
  readonly renderedOn: string | null;
  readonly adjustments: readonly AdjustmentView[];
  readonly patientResponsibilityCents: number;
  readonly insuranceExpectedCents: number;
  /** Still open in the ledger for this charge, patient and insurance receivables together. */
  readonly openCents: number;
}

/** A rendered visit with its charges. */
export class VisitView {
  readonly id: VisitId;
  readonly patientId: PatientId;
  readonly providerId: ProviderId;
  readonly locationId: LocationId;
  readonly dateOfService: string;
  readonly placeOfService: string;
  /** ICD-10-CM with the dot, principal first; left out for a role that may not see diagnoses. */
  readonly diagnoses?: readonly string[];
  readonly charges: readonly ChargeView[];
  /** The invoice of the self-pay lines; null when everything went to insurance. */
  readonly invoiceId: InvoiceId | null;
  readonly createdAt: string;
}
