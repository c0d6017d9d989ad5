import { DomainError } from '../../kernel/errors';
import { Money } from '../../kernel/money';

/** What a card may be charged for. */
export const CONSENT_PURPOSES = ['desk_charges', 'payment_plan'] as const;
export type ConsentPurpose = (typeof CONSENT_PURPOSES)[number];

/** What the holder is asked to agree to. */
export interface ConsentTerms {
  readonly purpose: ConsentPurpose;
  /** The most the card may be charged at a time; nothing for whatever is owed. */
  readonly maximum?: Money;
}

/** The wording in force. A wording is never changed: a better one has a new version. */
export const CONSENT_TEXT_VERSION = '2026-11';

const PURPOSE: Readonly<Record<ConsentPurpose, string>> = {
  desk_charges: 'for amounts I owe, each time I ask for it at the front desk or agree to it beforehand',
  payment_plan: 'for the installments of the payment plan I sign, on the dates and in the amounts it names',
};

/**
 * The text shown beside the button that saves the card, in neutral words: who reads it over a shoulder learns nothing.
 * It says what is done with the card, for what, up to how much, and how to take it back (DOMAIN.md §7.4).
 */
export function consentText({ purpose, maximum }: ConsentTerms): string {
  const limit = maximum ? ` It will not charge more than ${maximum.format()} at a time.` : '';
  return (
    `I agree that the clinic keeps this card on file with its card processor and charges it ${PURPOSE[purpose]}.${limit} ` +
    'I can take this back at any time by telling the clinic; nothing is charged after that. ' +
    'I do not have to leave a card to be treated or to pay over time.'
  );
}

/** A consent as it stands. */
export interface StandingConsent extends ConsentTerms {
  readonly isRevoked: boolean;
}

/**
 * Refuses a charge the holder has not agreed to.
 * @throws DomainError `card_consent_missing`, with `maximumCents` when the amount is above what was agreed
 */
export function assertAgreedTo(
  consent: StandingConsent,
  charge: { purpose: ConsentPurpose; amount: Money; pointer: string },
): void {
  const refuse = (message: string, facts = {}): never => {
    throw new DomainError('card_consent_missing', {
      detail: message,
      errors: [{ pointer: charge.pointer, message }],
      facts,
    });
  };
  if (consent.isRevoked) refuse('The patient has taken their consent back. Ask for another card.');
  if (consent.purpose !== charge.purpose)
    refuse('The patient agreed to another use of this card. Save it again for this one, or take another tender.');
  if (consent.maximum && charge.amount.isMoreThan(consent.maximum))
    refuse(`The patient agreed to at most ${consent.maximum.format()} at a time.`, {
      maximumCents: consent.maximum.toJSON(),
    });
}
