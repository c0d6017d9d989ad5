/** What a person is told of a decline, by Stripe's decline code: what happened, that nothing was taken, what to do. */
const WORDS: Readonly<Record<string, string>> = {
  insufficient_funds: 'There is not enough money available on this card. Nothing was taken. Try another card.',
  lost_card: 'The bank declined this card. Nothing was taken. Use another card.',
  expired_card: 'This card has expired. Nothing was taken. Use another card.',
  incorrect_cvc: 'The security code does not match this card. Nothing was taken. Check the code and try again.',
  processing_error: 'The bank could not be reached. Nothing was taken. Try again in a minute.',
};

const ANY_DECLINE = 'The bank declined this card. Nothing was taken. Try another card, or call your bank.';
const NOT_AUTHENTICATED =
  'Your bank could not confirm that it is you. Nothing was taken. Try again or use another card.';

/** Plain words for an intent's last error. */
export function declineWords(error: { code?: string; decline_code?: string }): string {
  if (error.code?.endsWith('authentication_failure')) return NOT_AUTHENTICATED;
  return WORDS[error.decline_code ?? ''] ?? ANY_DECLINE;
}
