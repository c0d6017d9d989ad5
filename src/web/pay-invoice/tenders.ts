import type { TenderType } from '../../domain/payments/tender-types';
import type { Money } from '../../kernel/money';
import type { CardShown } from '../cards/cards-on-file';

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
export const TENDER_WORDS: Readonly<Record<TenderChoice['type'], TenderWords>> = {
  cash: { hint: 'Change is worked out from what was handed over.' },
  external_card: { hint: 'Taken on the clinic’s own terminal.', reference: 'Terminal reference' },
  hsa_fsa_card: { hint: 'Taken on the terminal, up to the eligible part.', reference: 'Terminal reference' },
  check: { hint: 'Made out to the clinic.', reference: 'Check number' },
  venmo: { hint: 'The note says the invoice number only.', reference: 'Transaction ID' },
  unapplied_credit: { hint: 'Money the patient has here already.' },
  card_on_file: { hint: 'Charged when you take the payment.' },
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

/** The amount of a tender on the form, by {@link tenderKey}. */
export const amountField = (key: string): string => `amount.${key}`;
/** What is written down with a tender. */
export const referenceField = (type: DeskTender): string => `reference.${type}`;
/** The cash that was handed over. */
export const TENDERED_FIELD = 'tendered.cash';

/** A tender that may be used on this bill, with the most it may be. */
export interface TenderChoice {
  readonly type: DeskTender | 'card_on_file';
  /** The most this tender can pay here: the eligible part, the credit at hand, what a card's holder agreed to. */
  readonly limit?: Money;
  /** The saved card it charges. */
  readonly cardId?: string;
  /** The same as the desk sees it; left out where only what was typed is read. */
  readonly card?: CardShown;
}

/** What tells one tender of a form from another: its type, or its card. */
export const tenderKey = ({ type, cardId }: Pick<TenderChoice, 'type' | 'cardId'>): string =>
  cardId ? `card.${cardId}` : type;

const CARD_AMOUNT = /^amount\.card\.([0-9a-f-]{36})$/;

/** The saved cards a posted form names. */
export const cardsNamedIn = (values: Readonly<Record<string, string>>): TenderChoice[] =>
  Object.keys(values).flatMap((name): TenderChoice[] => {
    const cardId = CARD_AMOUNT.exec(name)?.[1];
    return cardId ? [{ type: 'card_on_file', cardId }] : [];
  });
