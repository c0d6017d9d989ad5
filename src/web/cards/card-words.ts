import { CARD_LABELS, type CardLabel } from '../../domain/payments/saved-card';

/** Whose money is on a card, as the desk says it. */
export const LABEL_NAMES: Readonly<Record<CardLabel, string>> = { personal: 'Personal', hsa: 'HSA', fsa: 'FSA' };

/** The choices of a form that asks whose money it is. */
export const LABEL_CHOICES = CARD_LABELS.map((value) => ({
  value,
  label: { personal: 'The patient’s own (personal)', hsa: 'HSA', fsa: 'FSA' }[value],
}));

const BRANDS: Readonly<Record<string, string>> = {
  visa: 'Visa',
  mastercard: 'Mastercard',
  amex: 'American Express',
  discover: 'Discover',
  diners: 'Diners Club',
  jcb: 'JCB',
  unionpay: 'UnionPay',
};

/** A card as it is told from another: `Visa ending 4242`. */
export const cardName = ({ brand, last4 }: { readonly brand: string | null; readonly last4: string }): string =>
  `${BRANDS[brand ?? ''] ?? 'Card'} ending ${last4}`;
