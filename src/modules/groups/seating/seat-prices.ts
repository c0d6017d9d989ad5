import { Injectable } from '@nestjs/common';
import { determineIncome } from '../../../domain/groups/income-determination';
import type { AgreedPrice } from '../../../domain/pricing/agreed-price';
import { priceFor, type PriceSource } from '../../../domain/pricing/price-for';
import { parseBusinessDate } from '../../../kernel/business-date';
import { DomainError } from '../../../kernel/errors';
import { newId, type PatientId } from '../../../kernel/ids';
import { Money } from '../../../kernel/money';
import { Clock } from '../../../kernel/clock';
import { PricesReader } from '../../catalog/prices.reader';
import { toPriceSourceView } from '../../charges/quote.view';
import { ClinicsReader } from '../../clinics/clinics.reader';
import type { HouseholdInput } from '../household';
import { DeterminationsRepository } from '../persistence/determinations.repository';
import type { AgreedSeatPrice } from '../persistence/seats.repository';
import { Authors } from './author';

/**
 * The price of a seat, fixed when it is taken: by the price list and the poverty guideline of that day (DOMAIN.md §11).
 *
 * Tx: needs one.
 */
@Injectable()
export class SeatPrices {
  constructor(
    private readonly prices: PricesReader,
    private readonly clinics: ClinicsReader,
    private readonly determinations: DeterminationsRepository,
    private readonly authors: Authors,
    private readonly clock: Clock,
  ) {}

  /** Errors: `household_size_required`, `price_not_set`, `price_rule_invalid`. */
  async fix(serviceCode: string, patientId: PatientId, household: HouseholdInput): Promise<AgreedSeatPrice> {
    return this.agree(serviceCode, await this.determine(patientId, household));
  }

  /** Writes down the income that was told; null when none was. */
  private async determine(patientId: PatientId, household: HouseholdInput): Promise<string | null> {
    const { householdSize: size, householdIncome: income, documentsSeen = false } = household;
    if (!income) return null;
    if (size === undefined) throw householdSizeRequired();
    const today = await this.clinics.today();
    const { povertyGuidelines } = await this.prices.priceBook(today);
    const { expiresOn, against } = determineIncome(povertyGuidelines, today, { size, income });
    const id = newId<string>(this.clock.now());
    await this.determinations.insert(
      {
        id,
        patientId,
        householdSize: size,
        householdIncomeCents: income.toCents().toString(),
        documentsSeen,
        guidelineYear: against?.guidelineYear ?? null,
        guidelineCents: against?.guidelineCents.toString() ?? null,
        povertyBasisPoints: against?.povertyBasisPoints.toString() ?? null,
        determinedOn: today.toString(),
        expiresOn: expiresOn.toString(),
      },
      this.authors.now(),
    );
    return id;
  }

  private async agree(serviceCode: string, determinationId: string | null): Promise<AgreedSeatPrice> {
    const today = await this.clinics.today();
    const known = determinationId === null ? undefined : await this.determinations.get(determinationId);
    const { listPrice, amount, priceSource } = priceFor(await this.prices.priceBook(today), {
      serviceCode,
      householdSize: known?.householdSize,
      householdIncomeCents: known && Number(known.householdIncomeCents),
    });
    return {
      listPriceCents: listPrice.toCents().toString(),
      priceCents: amount.toCents().toString(),
      priceSource: toPriceSourceView(priceSource),
      agreedOn: today.toString(),
      determinationId,
    };
  }
}

/** A stored price as a line of a visit takes it. */
export function toAgreedPrice(seat: AgreedSeatPrice): AgreedPrice {
  const unitPrice = Money.fromColumn(seat.priceCents);
  const amount = Money.fromColumn(seat.listPriceCents).minus(unitPrice);
  const { priceList, effectiveFrom, rule, reason } = seat.priceSource;
  return {
    unitPrice,
    unitDiscount: amount.isZero() ? undefined : { type: 'sliding_scale', amount },
    source: {
      priceList,
      effectiveFrom: parseBusinessDate(effectiveFrom),
      rule: rule as PriceSource['rule'],
      reason,
    },
    agreedOn: parseBusinessDate(seat.agreedOn),
  };
}

function householdSizeRequired(): DomainError {
  const message = 'A household income needs the number of people who live on it.';
  return new DomainError('household_size_required', {
    detail: message,
    errors: [{ pointer: '/householdSize', message }],
  });
}
