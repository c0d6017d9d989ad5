import { Injectable } from '@nestjs/common';
import { priceCourse } from '../../domain/courses/course-price';
import { type CourseLine, courseLines } from '../../domain/courses/course-sessions';
import { type Priced, priceFor } from '../../domain/pricing/price-for';
import type { BusinessDate } from '../../kernel/business-date';
import { DomainError } from '../../kernel/errors';
import { invariant } from '../../kernel/invariant';
import { Money } from '../../kernel/money';
import { CodeSetsReader } from '../catalog/code-sets.reader';
import { type CatalogPriceBook, PricesReader } from '../catalog/prices.reader';
import { ProtocolsReader } from '../catalog/protocols.reader';
import type { EstimateItemView } from './estimate.view';

/** What is to be estimated: a course the clinic gives, or lines. */
export interface EstimateScope {
  readonly protocolCode?: string;
  readonly lines?: readonly { readonly serviceCode: string; readonly quantity: number }[];
  /** The first day of service: prices and codes of that day. */
  readonly startsOn: BusinessDate;
  readonly weeks: number;
  /** Decide a sliding scale, as they will when the visit is charged. */
  readonly householdSize?: number;
  readonly householdIncome?: Money;
}

export interface EstimatedItems {
  readonly items: EstimateItemView[];
  readonly least: Money;
  readonly most: Money;
}

/**
 * Prices what is to be estimated at what this patient would be charged, discounts included ("expected charge", 45 CFR
 * 149.610(a)(2)).
 *
 * Tx: joins the open one. Errors: `protocol_unknown`, `service_unknown`, `price_not_set` with what is missing,
 * `household_size_required`.
 */
@Injectable()
export class EstimateItems {
  constructor(
    private readonly prices: PricesReader,
    private readonly protocols: ProtocolsReader,
    private readonly codes: CodeSetsReader,
  ) {}

  async of(scope: EstimateScope): Promise<EstimatedItems> {
    const [book, lines] = await Promise.all([this.prices.priceBook(scope.startsOn), this.linesOf(scope)]);
    const priced = new Map(lines.map(({ serviceCode }) => [serviceCode, priceOrNothing(book, serviceCode, scope)]));
    const course = priceCourse(lines, (code) => priced.get(code)?.unitPrice);
    const codes = await this.codes.codesFor({ serviceCodes: [...priced.keys()], on: scope.startsOn });
    const items = course.lines.map((line): EstimateItemView => {
      const service = book.service(line.serviceCode);
      invariant(service, 'a priced service is in the catalog');
      return {
        serviceCode: line.serviceCode,
        description: service.neutralName,
        quantityMin: line.least,
        quantityMax: line.most,
        unitPriceCents: line.unitPrice.toJSON(),
        amountMinCents: line.leastAmount.toJSON(),
        amountMaxCents: line.mostAmount.toJSON(),
        procedureCodes: (codes.get(line.serviceCode)?.lines ?? []).map(({ code }) => code),
        reason: priced.get(line.serviceCode)?.priceSource.reason ?? '',
      };
    });
    return { items, least: course.least, most: course.most };
  }

  private async linesOf({ protocolCode, lines, weeks }: EstimateScope): Promise<CourseLine[]> {
    if (protocolCode !== undefined) return courseLines(await this.protocols.get(protocolCode), weeks);
    return (lines ?? []).map(({ serviceCode, quantity }) => ({ serviceCode, least: quantity, most: quantity }));
  }
}

/** Undefined when the service has no price on the day, so that all of them are told at once. */
function priceOrNothing(book: CatalogPriceBook, serviceCode: string, scope: EstimateScope): Priced | undefined {
  try {
    return priceFor(book, {
      serviceCode,
      householdSize: scope.householdSize,
      householdIncomeCents: scope.householdIncome?.toJSON(),
    });
  } catch (error) {
    if (error instanceof DomainError && error.code === 'price_not_set') return undefined;
    throw error;
  }
}
