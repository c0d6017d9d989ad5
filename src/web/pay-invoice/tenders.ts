import type { TenderType } from '../../domain/payments/tender-types';
import type { Money } from '../../kernel/money';

/** The ways of paying the desk can take, in the order of their number keys. */
export const DESK_TENDERS = [
  'cash',
  'external_card',
  'hsa_fsa_card',
  'check',
  'venmo',
  'unapplied_credit',
] as const satisfies readonly TenderType[];

/** One way of paying at the desk. */
export type DeskTender = (typeof DESK_TENDERS)[number];

/** The ways of paying before there is a charge: HSA and FSA money pays only for care that was given. */
export const DEPOSIT_TENDERS = ['cash', 'external_card', 'check', 'venmo'] as const satisfies readonly DeskTender[];

interface TenderWords {
  readonly hint: string;
  /** What must be written down with it, where there is something. */
  readonly reference?: string;
}

/** What is said beside each tender at the desk. */
export const TENDER_WORDS: Readonly<Record<DeskTender, TenderWords>> = {
  cash: { hint: 'Change is worked out from what was handed over.' },
  external_card: { hint: 'Taken on the clinic’s own terminal.', reference: 'Terminal reference' },
  hsa_fsa_card: { hint: 'Taken on the terminal, up to the eligible part.', reference: 'Terminal reference' },
  check: { hint: 'Made out to the clinic.', reference: 'Check number' },
  venmo: { hint: 'The note says the invoice number only.', reference: 'Transaction ID' },
  unapplied_credit: { hint: 'Money the patient has here already.' },
};

/** The name of every tender a payment can hold. */
export const TENDER_NAMES: Readonly<Record<TenderType, string>> = {
  cash: 'Cash',
  external_card: 'Card on the terminal',
  hsa_fsa_card: 'HSA/FSA card',
  check: 'Check',
  venmo: 'Venmo',
  unapplied_credit: 'Unapplied credit',
  card_on_file: 'Card on file',
  hosted_checkout: 'Card on the web',
};

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
