import { Temporal } from 'temporal-polyfill';
import type { ChargeId } from '../../kernel/ids';
import { Money } from '../../kernel/money';
import type { SelfPayShare } from './remittance-recipes';

/** The patient's signed consent to pay for a service their plan does not. */
export interface SelfPayAgreement {
  /** The services it names, by the clinic's own codes; a general waiver names none and is worth nothing. */
  readonly serviceCodes: readonly string[];
  /** What the patient agreed to pay for them. */
  readonly amount: Money;
  readonly signedAt: Temporal.Instant;
}

/** A charge of the denied claim. */
export interface DeniedCharge {
  readonly chargeId: ChargeId;
  readonly serviceCode: string;
  /** What the payer put on the patient as not covered (group PR). */
  readonly notCovered: Money;
  /** What is open with insurance. */
  readonly open: Money;
}

/** Why the patient may not be billed. */
export type ConversionRefusal =
  'nothing_on_the_patient' | 'agreement_names_other_services' | 'agreement_not_signed' | 'agreement_above_charge';

/**
 * What of a denied claim the patient pays: only what the payer put on them (PR: liability follows the group code), only
 * for services the agreement names, never more than was charged (DOMAIN.md §5.6, S9 ii). The discount down to the agreed
 * price is spread over the charges in proportion, to the cent.
 */
export function convertToSelfPay(
  charges: readonly DeniedCharge[],
  agreement: SelfPayAgreement,
  now: Temporal.Instant,
): SelfPayShare[] | ConversionRefusal {
  const liable = charges
    .map(({ chargeId, serviceCode, notCovered, open }) => ({
      chargeId,
      serviceCode,
      amount: Money.min(notCovered, open),
    }))
    .filter(({ amount }) => amount.isPositive());
  if (liable.length === 0) return 'nothing_on_the_patient';
  if (Temporal.Instant.compare(agreement.signedAt, now) > 0) return 'agreement_not_signed';
  if (!liable.every(({ serviceCode }) => agreement.serviceCodes.includes(serviceCode)))
    return 'agreement_names_other_services';
  const total = Money.sum(liable.map(({ amount }) => amount));
  if (agreement.amount.isMoreThan(total)) return 'agreement_above_charge';
  const discounts = total.minus(agreement.amount).allocate(liable.map(({ amount }) => amount.toCents()));
  return liable.map(({ chargeId, amount }, index) => ({ chargeId, amount, discount: discounts[index] ?? Money.ZERO }));
}
