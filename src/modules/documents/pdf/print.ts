import { Money } from '../../../kernel/money';
import type { IssueFacts } from '../issuing/document-file';
import type { PrintedAddress, PrintedPractice, PrintedTender } from '../sources/document-parties';

/** `$1,234.50`; a true minus sign before negatives. */
export const printCents = (cents: number): string => Money.cents(cents).format().replace('-', '\u2212');

/** A reduction: `−$40.00`, or an en dash when there is none. */
export const printReduction = (cents: number): string => (cents === 0 ? '–' : printCents(-cents));

/** `11/22/2026`, the way US insurers write days, from `2026-11-22`. */
export function printDay(day: string): string {
  const [year = '', month = '', date = ''] = day.split('-');
  return `${month}/${date}/${year}`;
}

/** `12-3456789`. */
export const printEin = (ein: string): string => `${ein.slice(0, 2)}-${ein.slice(2)}`;

/** `(503) 555-0142` for ten digits with or without +1; anything else as it is. */
export function printPhone(phone: string): string {
  const digits = phone.replace(/\D/g, '').replace(/^1(?=\d{10}$)/, '');
  return digits.length === 10 ? `(${digits.slice(0, 3)}) ${digits.slice(3, 6)}-${digits.slice(6)}` : phone;
}

export const addressLines = (address: PrintedAddress): string[] => [
  address.line1,
  ...(address.line2 ? [address.line2] : []),
  `${address.city}, ${address.state} ${address.postalCode}`,
];

/** `HSA Visa ••4242 $100.00; Cash $120.00`. */
export const printTenders = (tenders: readonly PrintedTender[]): string =>
  tenders.map((tender) => `${tender.label} ${printCents(tender.amountCents)}`).join('; ');

/** What stands at the foot of every page. */
export const practiceFoot = (practice: PrintedPractice, title: string): string =>
  `${practice.legalName}  ·  ${printPhone(practice.phone)}  ·  ${title}`;

/** The fact that names the version a paper takes the place of, when there is one. */
export const replacesFact = ({ replaces }: Pick<IssueFacts, 'replaces'>): { label: string; text: string }[] =>
  replaces ? [{ label: 'Replaces', text: `version ${replaces.version} of ${printDay(replaces.issuedOn)}` }] : [];
