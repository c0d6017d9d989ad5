import type { TenderType } from '../../../domain/payments/tender-types';

/** What a paper needs to know of a tender to name it. */
export interface TenderFacts {
  readonly type: TenderType;
  /** Whether health-account money was spent. */
  readonly spendsHsaFsa: boolean;
  readonly cardBrand: string | null;
  readonly cardLast4: string | null;
  /** Check number, Venmo transaction or terminal reference. */
  readonly reference: string | null;
}

const BRANDS: Readonly<Record<string, string>> = {
  visa: 'Visa',
  mastercard: 'Mastercard',
  amex: 'American Express',
  discover: 'Discover',
  diners: 'Diners Club',
  jcb: 'JCB',
  unionpay: 'UnionPay',
};

/**
 * A tender as its payer knows it, masked: `Cash`, `Check 1024`, `HSA/FSA Visa ••4242`. Never more of a card than brand
 * and last four digits.
 */
export function tenderLabel(tender: TenderFacts): string {
  switch (tender.type) {
    case 'cash':
      return 'Cash';
    case 'check':
      return tender.reference ? `Check ${tender.reference}` : 'Check';
    case 'venmo':
      return 'Venmo';
    case 'unapplied_credit':
      return 'Credit on account';
    default:
      return cardLabel(tender);
  }
}

function cardLabel({ spendsHsaFsa, cardBrand, cardLast4 }: TenderFacts): string {
  const brand = cardBrand && cardBrand !== 'unknown' ? (BRANDS[cardBrand.toLowerCase()] ?? cardBrand) : undefined;
  const words = [
    spendsHsaFsa ? 'HSA/FSA' : undefined,
    brand ?? (spendsHsaFsa ? 'card' : 'Card'),
    cardLast4 && `••${cardLast4}`,
  ];
  return words.filter(Boolean).join(' ');
}
