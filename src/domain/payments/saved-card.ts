import { type BusinessDate, compareDates, parseBusinessDate } from '../../kernel/business-date';
import { DomainError } from '../../kernel/errors';
import { Money } from '../../kernel/money';
import type { TenderInput } from './tender-rules';

/** Whose money is on a saved card, as patient or desk said: no processor tells (STRIPE.md §1.11). */
export const CARD_LABELS = ['personal', 'hsa', 'fsa'] as const;
export type CardLabel = (typeof CARD_LABELS)[number];

/** The least a card can be charged, the processor's minimum. */
export const LEAST_CARD_CHARGE = Money.cents(50);

const WARNED_DAYS = 60;

/** Whether the card spends HSA or FSA money: so its label says, by whatever tender it is charged. */
export const isHealthAccount = (label: CardLabel): boolean => label !== 'personal';

/** Whether a tender charges a saved card, as opposed to one taken on the clinic's own terminal. */
export const chargesSavedCard = (tender: TenderInput): boolean => tender.paymentMethodId !== undefined;

/** The last day a card is good for: the end of its month. */
export function lastGoodDay(month: number, year: number): BusinessDate {
  const first = parseBusinessDate(`${year}-${String(month).padStart(2, '0')}-01`);
  return first.add({ months: 1 }).subtract({ days: 1 });
}

/** Whether the card has expired, or will within 60 days. */
export function cardExpiry(
  expiresOn: BusinessDate,
  today: BusinessDate,
): { isExpired: boolean; isExpiringSoon: boolean } {
  const isExpired = compareDates(expiresOn, today) < 0;
  return { isExpired, isExpiringSoon: !isExpired && compareDates(expiresOn, today.add({ days: WARNED_DAYS })) <= 0 };
}

/**
 * Refuses a tender that does not fit the card it would charge. A pointer names the tender, e.g. `/tenders/0`.
 * @throws DomainError `payment_method_mismatch` for an HSA/FSA tender of a personal card; `card_amount_too_small`
 */
export function assertChargeable(
  tender: Pick<TenderInput, 'type' | 'amount'>,
  card: { label: CardLabel; pointer: string },
): void {
  if (tender.type === 'hsa_fsa_card' && !isHealthAccount(card.label))
    throw refusal(
      'payment_method_mismatch',
      `${card.pointer}/paymentMethodId`,
      'This card was saved as a personal one. Charge it as a card on file.',
    );
  if (LEAST_CARD_CHARGE.isMoreThan(tender.amount))
    throw refusal(
      'card_amount_too_small',
      `${card.pointer}/amountCents`,
      `A card is charged at least ${LEAST_CARD_CHARGE.format()}.`,
    );
}

const refusal = (
  code: 'payment_method_mismatch' | 'card_amount_too_small',
  pointer: string,
  message: string,
): DomainError => new DomainError(code, { detail: message, errors: [{ pointer, message }] });
