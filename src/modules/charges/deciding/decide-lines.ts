import { Injectable } from '@nestjs/common';
import { type AgreedPrice, pricedAsAgreed } from '../../../domain/pricing/agreed-price';
import { type Priced, priceFor } from '../../../domain/pricing/price-for';
import type { ServiceTerms } from '../../../domain/pricing/service-terms';
import { type CostSharing, patientEstimate, type PatientEstimate } from '../../../domain/routing/patient-estimate';
import type { BusinessDate } from '../../../kernel/business-date';
import { DomainError } from '../../../kernel/errors';
import type { PatientId, ServiceId } from '../../../kernel/ids';
import { Money } from '../../../kernel/money';
import { Transactions } from '../../../platform/database/transactions';
import { type CatalogPriceBook, PricesReader } from '../../catalog/prices.reader';
import { type RoutedLine, RouteVisit } from '../../coverage/route-visit';
import type { CostSharingBasis } from '../../coverage/visit-facts';

/** A line as it is asked for. A caller names no price: that is ours to say. */
export interface LineInput {
  readonly serviceCode: string;
  /** Whole number of units, 1 unless told. */
  readonly quantity?: number;
  /** People in the patient's household; with the income decides a sliding scale. */
  readonly householdSize?: number;
  readonly householdIncome?: Money;
  /** Milligrams of one unit. */
  readonly doseMg?: number;
  /** What one of our own rooms has on file as agreed with the patient; a line that is self-pay costs that. */
  readonly agreedPrice?: AgreedPrice;
}

/** The lines of a visit to come or just rendered. */
export interface LinesToDecide {
  readonly patientId: PatientId;
  readonly dateOfService: BusinessDate;
  /** Whether the rendering provider has opted out of Medicare. */
  readonly providerMedicareOptedOut: boolean;
  /** NPI of the rendering provider; absent while nobody knows who it will be. */
  readonly renderingNpi?: string;
  readonly lines: readonly LineInput[];
  /** Hold the patient's authorizations, because their units will be taken. */
  readonly lockAuthorizations?: boolean;
}

/** A line with everything decided: what it costs and why, who is billed and why. */
export interface DecidedLine {
  readonly service: ServiceTerms;
  readonly serviceId: ServiceId;
  readonly priced: Priced;
  readonly routed: RoutedLine;
  /** Exact for self-pay, an estimate for insurance. */
  readonly patientResponsibility: Money;
  /** The rest of the amount. */
  readonly insuranceExpected: Money;
  /** How the patient's share of an insured line was worked out. */
  readonly estimate?: ShareEstimate;
}

/** The parts of an insured patient's share, and whose word it rests on. */
export interface ShareEstimate extends Pick<PatientEstimate, 'copay' | 'deductible' | 'coinsurance'> {
  readonly benefit: CostSharingBasis['benefit'];
  readonly heard?: CostSharingBasis['heard'];
}

/**
 * Prices and routes the lines of a visit, for a quote and for the posting alike, so that the two cannot differ.
 * Routed first: a sliding scale and a price agreed with the patient are for self-pay lines alone, a payer is billed the full
 * price (DOMAIN.md §11).
 *
 * Tx: joins the open one or opens its own; writes nothing. Errors: `patient_unknown`, `service_unknown`,
 * `price_not_set`, `household_size_required`, `price_rule_invalid`, the last four with a pointer to the line.
 */
@Injectable()
export class DecideLines {
  constructor(
    private readonly transactions: Transactions,
    private readonly prices: PricesReader,
    private readonly routing: RouteVisit,
  ) {}

  execute({ lines, ...visit }: LinesToDecide): Promise<DecidedLine[]> {
    return this.transactions.run(async () => {
      const book = await this.prices.priceBook(visit.dateOfService);
      const services = lines.map((line, index) => serviceOf(book, line, index));
      const routed = await this.routing.execute({
        ...visit,
        lines: lines.map(({ quantity = 1, doseMg }, index) => ({
          service: services[index] as ServiceTerms,
          quantity,
          doseMg,
        })),
      });
      const left = new Map<string, CostSharing>();
      return routed.map((line, index) => {
        const service = services[index] as ServiceTerms;
        const priced = priceOf(book, lines[index] as LineInput, { line, index });
        const shares = sharesOf(priced.amount, line, left);
        return { ...shares, service, serviceId: book.serviceId(service.code), priced, routed: line };
      });
    });
  }
}

function serviceOf(book: CatalogPriceBook, { serviceCode }: LineInput, index: number): ServiceTerms {
  const service = book.service(serviceCode);
  if (!service)
    throw new DomainError('service_unknown', {
      detail: 'This clinic has no such service.',
      errors: [{ pointer: `/lines/${index}/serviceCode`, message: 'names no service of this clinic' }],
    });
  return service;
}

function priceOf(book: CatalogPriceBook, input: LineInput, { line, index }: { line: RoutedLine; index: number }) {
  if (input.agreedPrice && line.route.destination === 'self_pay')
    return pricedAsAgreed(input.agreedPrice, input.quantity);
  return priceFor(book, lineToPrice(input, line, index));
}

function lineToPrice(
  { serviceCode, quantity, householdSize, householdIncome }: LineInput,
  line: RoutedLine,
  index: number,
) {
  const household = { householdSize, householdIncomeCents: householdIncome?.toJSON() };
  const pointer = `/lines/${index}`;
  return { serviceCode, quantity, pointer, ...(line.route.destination === 'self_pay' ? household : {}) };
}

/** Who is expected to pay what; the cost sharing of each benefit is used up from line to line. */
function sharesOf(amount: Money, { coverage }: RoutedLine, left: Map<string, CostSharing>) {
  if (!coverage) return { patientResponsibility: amount, insuranceExpected: Money.ZERO };
  const { benefit, terms, heard } = coverage.costSharing;
  const { patientResponsibility, insuranceExpected, remaining, copay, deductible, coinsurance } = patientEstimate(
    amount,
    left.get(benefit) ?? terms,
  );
  left.set(benefit, remaining);
  return { patientResponsibility, insuranceExpected, estimate: { copay, deductible, coinsurance, benefit, heard } };
}
