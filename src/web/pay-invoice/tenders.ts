import type { Money } from '../../kernel/money';

/** The ways of paying the desk can take, in the order of their number keys. */
export const TENDER_TYPES = ['cash', 'external_card', 'hsa_fsa_card', 'check', 'venmo', 'unapplied_credit'] as const;

/** One way of paying at the desk. */
export type DeskTender = (typeof TENDER_TYPES)[number];

interface TenderWords {
  readonly name: string;
  readonly hint: string;
  /** What must be written down with it, where there is something. */
  readonly reference?: string;
}

/** How each tender is called at the desk. */
export const TENDER_WORDS: Readonly<Record<DeskTender, TenderWords>> = {
  cash: { name: 'Cash', hint: 'Change is worked out from what was handed over.' },
  external_card: {
    name: 'Card on the terminal',
    hint: 'Taken on the clinic’s own terminal.',
    reference: 'Terminal reference',
  },
  hsa_fsa_card: {
    name: 'HSA/FSA card',
    hint: 'Taken on the terminal, up to the eligible part.',
    reference: 'Terminal reference',
  },
  check: { name: 'Check', hint: 'Made out to the clinic.', reference: 'Check number' },
  venmo: { name: 'Venmo', hint: 'The note says the invoice number only.', reference: 'Transaction ID' },
  unapplied_credit: { name: 'Unapplied credit', hint: 'Money the patient has here already.' },
};

/** The name of any tender a payment can hold, desk or online. */
export function tenderName(type: string): string {
  if (type === 'card_on_file') return 'Card on file';
  if (type === 'card') return 'Card online';
  return type in TENDER_WORDS ? TENDER_WORDS[type as DeskTender].name : 'Other';
}

/** The amount of a tender on the form. */
export const amountField = (type: DeskTender): string => `amount.${type}`;
/** What is written down with a tender. */
export const referenceField = (type: DeskTender): string => `reference.${type}`;
/** The cash that was handed over. */
export const TENDERED_FIELD = 'tendered.cash';

/** A tender that may be used on this bill, with the most it may be. */
export interface TenderChoice {
  readonly type: DeskTender;
  /** The most this tender can pay here: the eligible part, the credit at hand. */
  readonly limit?: Money;
}
