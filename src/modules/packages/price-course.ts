import { Injectable } from '@nestjs/common';
import { priceCourse } from '../../domain/courses/course-price';
import type { PhaseSessions } from '../../domain/courses/course-progress';
import { courseLines, phaseSessions } from '../../domain/courses/course-sessions';
import { priceFor } from '../../domain/pricing/price-for';
import type { BusinessDate } from '../../kernel/business-date';
import { DomainError } from '../../kernel/errors';
import { invariant } from '../../kernel/invariant';
import type { Money } from '../../kernel/money';
import { Transactions } from '../../platform/database/transactions';
import { type CatalogPriceBook, PricesReader } from '../catalog/prices.reader';
import { ProtocolsReader } from '../catalog/protocols.reader';
import { ClinicsReader } from '../clinics/clinics.reader';
import type { CoursePriceView } from './course.view';

/** A course to be priced. */
export interface PriceCourseInput {
  readonly protocolCode: string;
  /** The first day of service: prices of that day; the clinic's today unless told. */
  readonly startsOn?: BusinessDate;
  /** 52 unless told. */
  readonly weeks?: number;
  /** Decide a sliding scale, as they will when the visit is charged. */
  readonly householdSize?: number;
  readonly householdIncome?: Money;
}

export interface PricedCourse extends CoursePriceView {
  readonly phases: readonly PhaseSessions[];
}

const A_YEAR = 52;

/**
 * What a whole course costs this patient, for the fewest and the most sessions. Never in part: a service without a price refuses
 * it.
 *
 * Tx: joins the open one or opens its own; writes nothing.
 * Errors: `protocol_unknown`, `price_not_set` with `missing`, `household_size_required`.
 */
@Injectable()
export class PriceCourse {
  constructor(
    private readonly tx: Transactions,
    private readonly protocols: ProtocolsReader,
    private readonly prices: PricesReader,
    private readonly clinics: ClinicsReader,
  ) {}

  execute({ protocolCode, weeks = A_YEAR, ...input }: PriceCourseInput): Promise<PricedCourse> {
    return this.tx.run(async () => {
      const startsOn = input.startsOn ?? (await this.clinics.today());
      const [protocol, book] = await Promise.all([this.protocols.get(protocolCode), this.prices.priceBook(startsOn)]);
      const course = priceCourse(courseLines(protocol, weeks), (code) => priceOrNothing(book, code, input));
      const sessions = phaseSessions(protocol.phases, weeks);
      return {
        protocolCode,
        name: protocol.name,
        startsOn: startsOn.toString(),
        weeks,
        lines: course.lines.map((line) => ({
          serviceCode: line.serviceCode,
          description: book.service(line.serviceCode)?.neutralName ?? line.serviceCode,
          least: line.least,
          most: line.most,
          unitPriceCents: line.unitPrice.toJSON(),
          amountMinCents: line.leastAmount.toJSON(),
          amountMaxCents: line.mostAmount.toJSON(),
        })),
        priceMinCents: course.least.toJSON(),
        priceMaxCents: course.most.toJSON(),
        phases: protocol.phases.map(({ label, serviceCode }, index) => {
          const count = sessions[index];
          invariant(count, 'every phase has its sessions');
          return { label, serviceCode, ...count };
        }),
      };
    });
  }
}

/** Undefined when the service has no price on the day, so that all of them are told at once. */
function priceOrNothing(
  book: CatalogPriceBook,
  serviceCode: string,
  { householdSize, householdIncome }: Pick<PriceCourseInput, 'householdSize' | 'householdIncome'>,
): Money | undefined {
  try {
    return priceFor(book, { serviceCode, householdSize, householdIncomeCents: householdIncome?.toJSON() }).unitPrice;
  } catch (error) {
    if (error instanceof DomainError && error.code === 'price_not_set') return undefined;
    throw error;
  }
}
