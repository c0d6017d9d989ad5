/** Why a test card declines. */
export type DeclineReason =
  | 'generic_decline'
  | 'insufficient_funds'
  | 'lost_card'
  | 'expired_card'
  | 'incorrect_cvc'
  | 'processing_error'
  | 'authentication_required';

/** One of Stripe's published test cards and what it does (docs.stripe.com/testing). */
export interface TestCard {
  /** Name the sandbox stores instead of the number. */
  key: string;
  number: string;
  brand: 'visa' | 'mastercard';
  funding: 'credit' | 'debit' | 'prepaid';
  /** Declines every charge for this reason. */
  decline?: DeclineReason;
  /** Saving the card works although every charge declines. */
  isSavedBeforeDecline?: boolean;
  /** When the holder must pass 3-D Secure: unless it was done at setup, or each time. */
  challenge?: 'unless_set_up' | 'always';
  /** A charge is disputed at once, for this reason. */
  dispute?: 'fraudulent' | 'product_not_received';
  /** The dispute is only a question of the bank. */
  isInquiry?: boolean;
  /** The bank warns of fraud at once. */
  isSuspected?: boolean;
  /** A refund waits, or succeeds and fails later. */
  refund?: 'pending' | 'fails';
}

const visa = (
  key: string,
  number: string,
  behavior: Omit<Partial<TestCard>, 'key' | 'number' | 'brand'> = {},
): TestCard => ({ key, number, brand: 'visa', funding: 'credit', ...behavior });

/** The only card numbers the sandbox takes. Any other is refused before anything is stored. */
export const TEST_CARDS: readonly TestCard[] = [
  visa('visa', '4242424242424242'),
  visa('visa_debit', '4000056655665556', { funding: 'debit' }),
  { key: 'mastercard_prepaid', number: '5105105105105100', brand: 'mastercard', funding: 'prepaid' },
  visa('visa_chargeDeclined', '4000000000000002', { decline: 'generic_decline' }),
  visa('visa_chargeDeclinedInsufficientFunds', '4000000000009995', { decline: 'insufficient_funds' }),
  visa('visa_chargeDeclinedLostCard', '4000000000009987', { decline: 'lost_card' }),
  visa('chargeDeclinedExpiredCard', '4000000000000069', { decline: 'expired_card' }),
  visa('chargeDeclinedIncorrectCvc', '4000000000000127', { decline: 'incorrect_cvc' }),
  visa('chargeDeclinedProcessingError', '4000000000000119', { decline: 'processing_error' }),
  visa('chargeCustomerFail', '4000000000000341', { decline: 'generic_decline', isSavedBeforeDecline: true }),
  visa('authenticationRequiredOnSetup', '4000002500003155', { challenge: 'unless_set_up' }),
  visa('authenticationRequired', '4000002760003184', { challenge: 'always' }),
  visa('threeDSecure2Required', '4000000000003220', { challenge: 'always' }),
  visa('authenticationRequiredChargeDeclinedInsufficientFunds', '4000008260003178', {
    challenge: 'unless_set_up',
    decline: 'insufficient_funds',
    isSavedBeforeDecline: true,
  }),
  visa('createDispute', '4000000000000259', { dispute: 'fraudulent' }),
  visa('createDisputeProductNotReceived', '4000000000002685', { dispute: 'product_not_received' }),
  visa('createDisputeInquiry', '4000000000001976', { dispute: 'fraudulent', isInquiry: true }),
  visa('createIssuerFraudRecord', '4000000000005423', { isSuspected: true }),
  visa('pendingRefund', '4000000000007726', { refund: 'pending' }),
  visa('refundFail', '4000000000005126', { refund: 'fails' }),
];

/** The test card with this number, digits only; undefined for every other number. */
export const cardByNumber = (digits: string): TestCard | undefined => TEST_CARDS.find((card) => card.number === digits);

/** The test card with this key; the key comes from our own store. */
export function cardByKey(key: string): TestCard {
  const card = TEST_CARDS.find((candidate) => candidate.key === key);
  if (!card) throw new Error(`unknown test card ${key}`);
  return card;
}

/** Stripe's names for test cards: `pm_card_visa`, `tok_visa_debit` and so on. */
export const cardByToken = (token: string): TestCard | undefined =>
  TEST_CARDS.find((card) => token === `pm_card_${card.key}` || token === `tok_${card.key}`);

/** What the wire shows of a decline. */
export interface Decline {
  code: 'card_declined' | 'expired_card' | 'incorrect_cvc' | 'processing_error' | 'authentication_required';
  decline_code: DeclineReason;
  message: string;
  advice_code: 'do_not_try_again' | 'try_again_later' | 'confirm_card_data' | null;
  network_decline_code: string | null;
}

const decline = (
  code: Decline['code'],
  decline_code: DeclineReason,
  message: string,
  [advice_code, network_decline_code]: [Decline['advice_code'], string | null],
): Decline => ({ code, decline_code, message, advice_code, network_decline_code });

/** Stripe's answer to each reason: docs.stripe.com/declines/codes, network codes of ISO 8583 field 39. */
export const DECLINES: Readonly<Record<DeclineReason, Decline>> = {
  generic_decline: decline('card_declined', 'generic_decline', 'Your card was declined.', ['try_again_later', '01']),
  insufficient_funds: decline('card_declined', 'insufficient_funds', 'Your card has insufficient funds.', [
    'try_again_later',
    '51',
  ]),
  lost_card: decline('card_declined', 'lost_card', 'Your card was declined.', ['do_not_try_again', '41']),
  expired_card: decline('expired_card', 'expired_card', 'Your card has expired.', ['do_not_try_again', '54']),
  incorrect_cvc: decline('incorrect_cvc', 'incorrect_cvc', "Your card's security code is incorrect.", [
    'confirm_card_data',
    'N7',
  ]),
  processing_error: decline(
    'processing_error',
    'processing_error',
    'An error occurred while processing your card. Try again in a little bit.',
    ['try_again_later', '06'],
  ),
  authentication_required: decline(
    'authentication_required',
    'authentication_required',
    'Your card was declined. This transaction requires authentication.',
    [null, '1A'],
  ),
};
