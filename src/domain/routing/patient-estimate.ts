import { Money } from '../../kernel/money';

/** A plan's cost sharing as last told by the payer; what is absent counts as nothing owed. */
export interface CostSharing {
  /** Flat amount of a visit, in cents. */
  readonly copayCents?: number;
  /** Deductible not yet met, in cents. */
  readonly deductibleRemainingCents?: number;
  /** The patient's share after copay and deductible; 2000 is 20 %. */
  readonly coinsuranceBasisPoints?: number;
  /** What the patient can still be made to pay this plan year, in cents; absent: without limit. */
  readonly outOfPocketRemainingCents?: number;
}

/** What each side is expected to pay of a line that goes to insurance. The two add up to the amount. */
export interface PatientEstimate {
  readonly patientResponsibility: Money;
  readonly insuranceExpected: Money;
  readonly copay: Money;
  readonly deductible: Money;
  readonly coinsurance: Money;
  /** Cost sharing left for the next line of the same visit: the copay is spent, the deductible lowered. */
  readonly remaining: CostSharing;
}

/**
 * The patient's expected share of a line: the copay, then what is left of the deductible, then coinsurance on the rest,
 * half a cent up; never more than the amount, nor than the year's limit leaves. An estimate only: the payer's remittance decides (DOMAIN.md §5.2).
 * A visit of several lines passes `remaining` on from line to line.
 *
 * @example patientEstimate(Money.cents(90000), { coinsuranceBasisPoints: 2000 }) // patient $180.00, insurance $720.00
 */
export function patientEstimate(amount: Money, terms: CostSharing): PatientEstimate {
  const limit = terms.outOfPocketRemainingCents;
  const mostOfAll = limit === undefined ? amount : Money.min(Money.cents(limit), amount);
  const copay = Money.min(Money.cents(terms.copayCents ?? 0), mostOfAll);
  const deductibleLeft = Money.cents(terms.deductibleRemainingCents ?? 0);
  const deductible = Money.min(deductibleLeft, mostOfAll.minus(copay));
  const shared = amount.minus(copay).minus(deductible);
  const coinsurance = Money.min(
    shared.percent(terms.coinsuranceBasisPoints ?? 0, 'half-up'),
    mostOfAll.minus(copay).minus(deductible),
  );
  const patientResponsibility = Money.sum([copay, deductible, coinsurance]);
  return {
    patientResponsibility,
    insuranceExpected: amount.minus(patientResponsibility),
    copay,
    deductible,
    coinsurance,
    remaining: {
      ...terms,
      copayCents: Money.cents(terms.copayCents ?? 0)
        .minus(copay)
        .toJSON(),
      deductibleRemainingCents: deductibleLeft.minus(deductible).toJSON(),
      ...(limit === undefined
        ? {}
        : { outOfPocketRemainingCents: Money.cents(limit).minus(patientResponsibility).toJSON() }),
    },
  };
}
