/** When the same card may be tried again. `corrected`: once its details are. `with_holder`: while the holder confirms it. */
export type DeclineRetry = 'never' | 'later' | 'corrected' | 'with_holder';

/** What a decline means: what the desk says and does next, what the patient reads. */
export interface DeclineAdvice {
  readonly retry: DeclineRetry;
  readonly deskWords: string;
  readonly patientWords: string;
}

/** A decline as the processor told it: its own advice, the bank's reason, and the error's code. */
export interface CardDecline {
  /** `do_not_try_again`, `try_again_later` or `confirm_card_data`; comes before everything else. */
  readonly adviceCode: string | null;
  readonly declineCode: string | null;
  /** The code of the error itself, such as `card_declined` or `expired_card`. */
  readonly code: string;
}

const ANOTHER = 'Ask for another card or take another tender.';
const PATIENT_ANOTHER =
  'Your bank did not accept the card. Nothing was taken. Please use another card or call your bank.';

const never = (why: string, patientWords = PATIENT_ANOTHER): DeclineAdvice => ({
  retry: 'never',
  deskWords: `${why} Do not try this card again. ${ANOTHER}`,
  patientWords,
});
const later = (why: string, patientWords = PATIENT_ANOTHER): DeclineAdvice => ({
  retry: 'later',
  deskWords: `${why} ${ANOTHER} It may work another day.`,
  patientWords,
});
const corrected = (why: string): DeclineAdvice => ({
  retry: 'corrected',
  deskWords: `${why} Let the patient enter the card again on the card page.`,
  patientWords: 'The details of the card did not match. Nothing was taken. Please check them and enter the card again.',
});

/** The bank gave no reason, or one that is not to be told: a lost or stolen card reads like any other. */
const UNEXPLAINED = never('The bank declined the card.');
const DOWN = later(
  'The bank or the card network could not answer.',
  'Your bank could not answer. Nothing was taken. Please try again later or use another card.',
);
const NOT_FOR_THIS = never('The card cannot be used for this kind of payment.');
const CONFIRM: DeclineAdvice = {
  retry: 'with_holder',
  deskWords: 'The bank wants the patient to confirm this payment. Send them the card page, where they can do so.',
  patientWords: 'Your bank asks you to confirm this payment. Nothing was taken yet; please pay on the card page.',
};

/**
 * What each reason of Stripe's means (docs.stripe.com/declines/codes), and two of our own: `card_unavailable` and
 * `payment_method_unusable`, when no bank was asked. The reasons after which a card is never tried
 * again are those of the card networks: a try all the same costs a fee and trust.
 */
export const DECLINE_ADVICE: Readonly<Record<string, DeclineAdvice>> = {
  approve_with_id: later('The bank could not approve the payment.'),
  authentication_required: CONFIRM,
  authentication_not_handled: CONFIRM,
  call_issuer: never('The bank wants the patient to call them.'),
  card_unavailable: later(
    'Cards could not be charged just now.',
    'The card could not be charged just now. Nothing was taken. Please try again later.',
  ),
  card_declined: later('The bank declined the card.'),
  card_not_supported: NOT_FOR_THIS,
  card_velocity_exceeded: later('The card is over its limit for now.'),
  currency_not_supported: NOT_FOR_THIS,
  do_not_honor: later('The bank declined the card.'),
  do_not_try_again: UNEXPLAINED,
  duplicate_transaction: never(
    'The bank has seen the same amount on this card just now. Look whether it was taken already.',
    'The same payment was made a moment ago. Nothing more was taken.',
  ),
  expired_card: never('The card has expired.', 'The card has expired. Nothing was taken. Please use another card.'),
  fraudulent: UNEXPLAINED,
  generic_decline: later('The bank declined the card.'),
  incorrect_address: corrected('The address does not match the card.'),
  incorrect_cvc: corrected('The security code is not right.'),
  incorrect_number: never('The card number is not right.'),
  incorrect_pin: corrected('The PIN is not right.'),
  incorrect_zip: corrected('The postal code does not match the card.'),
  insufficient_funds: later(
    'There is not enough money on the card.',
    'There is not enough money on the card. Nothing was taken. Please use another card or try later.',
  ),
  invalid_account: never('The card or its account does not exist any more.'),
  invalid_amount: later('The bank does not allow this amount.'),
  invalid_cvc: corrected('The security code is not right.'),
  invalid_expiry_month: corrected('The expiry date is not right.'),
  invalid_expiry_year: corrected('The expiry date is not right.'),
  invalid_number: never('The card number is not right.'),
  invalid_pin: corrected('The PIN is not right.'),
  issuer_not_available: DOWN,
  lost_card: UNEXPLAINED,
  merchant_blacklist: UNEXPLAINED,
  new_account_information_available: never('The patient has a newer card for this account.'),
  no_action_taken: later('The bank declined the card.'),
  not_permitted: NOT_FOR_THIS,
  offline_pin_required: corrected('The card wants its PIN.'),
  online_or_offline_pin_required: corrected('The card wants its PIN.'),
  payment_method_unusable: never('The card is not on file with the card processor any more.'),
  pickup_card: UNEXPLAINED,
  pin_try_exceeded: never('The PIN was wrong too often.'),
  previously_declined_do_not_retry: UNEXPLAINED,
  processing_error: DOWN,
  reenter_transaction: DOWN,
  restricted_card: UNEXPLAINED,
  revocation_of_all_authorizations: never('The patient has told their bank to refuse charges of this clinic.'),
  revocation_of_authorization: never('The patient has told their bank to refuse charges of this clinic.'),
  security_violation: UNEXPLAINED,
  service_not_allowed: NOT_FOR_THIS,
  stolen_card: UNEXPLAINED,
  stop_payment_order: never('The patient has told their bank to stop this payment.'),
  testmode_decline: never('A test card was used where real ones are taken.'),
  transaction_not_allowed: NOT_FOR_THIS,
  try_again_later: DOWN,
  withdrawal_count_limit_exceeded: later('The card is over its limit for now.'),
};

/** A reason the table does not know yet. */
export const UNKNOWN_DECLINE = later('The bank declined the card.');

/**
 * What to say and do about a decline. The bank's reason gives the words; the processor's advice has the last word on
 * trying again, but never says yes where the reason says no (STRIPE.md §1.8).
 */
export function adviseOnDecline({ adviceCode, declineCode, code }: CardDecline): DeclineAdvice {
  const advice = DECLINE_ADVICE[declineCode ?? ''] ?? DECLINE_ADVICE[code] ?? UNKNOWN_DECLINE;
  if (adviceCode === 'do_not_try_again' && advice.retry !== 'never')
    return { ...UNEXPLAINED, patientWords: advice.patientWords };
  if (adviceCode === 'confirm_card_data' && advice.retry !== 'corrected')
    return corrected('The card’s details do not match what the bank has.');
  return advice;
}

/** Whether the bank asks for the holder, so that the charge has to be made with them at hand. */
export const needsHolder = (decline: CardDecline): boolean => adviseOnDecline(decline).retry === 'with_holder';
