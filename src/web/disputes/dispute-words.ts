import type { ShownState } from '../ui/status-badge';

const STATES: Readonly<Record<string, ShownState>> = {
  needs_response: 'answer_needed',
  warning_needs_response: 'bank_asks',
  appeal_needs_response: 'answer_needed',
  under_review: 'with_the_bank',
  warning_under_review: 'with_the_bank',
  appeal_under_review: 'with_the_bank',
  won: 'won',
  prevented: 'won',
  warning_closed: 'closed',
  lost: 'lost',
};

/** How the processor's word for where a dispute stands is shown; one we do not know yet is one under way. */
export const disputeState = (status: string): ShownState => STATES[status] ?? 'with_the_bank';

const REASONS: Readonly<Record<string, string>> = {
  bank_cannot_process: 'The bank could not process it',
  check_returned: 'A check was returned',
  credit_not_processed: 'A refund the cardholder expected did not come',
  customer_initiated: 'The cardholder asked the bank',
  debit_not_authorized: 'The cardholder did not allow the debit',
  duplicate: 'The cardholder says they were charged twice',
  fraudulent: 'The cardholder says they did not make this payment',
  general: 'The bank gave no reason',
  incorrect_account_details: 'The account details were not right',
  insufficient_funds: 'There was not enough money on the account',
  noncompliant: 'The bank says a rule of the card network was broken',
  product_not_received: 'The cardholder says they got nothing for it',
  product_unacceptable: 'The cardholder says it was not as described',
  subscription_canceled: 'The cardholder says they had ended it',
  unrecognized: 'The cardholder does not recognize the payment',
};

/** The bank's reason in words. */
export const disputeReason = (reason: string): string => REASONS[reason] ?? 'The bank gave another reason';

const ENTRIES: Readonly<Record<string, string>> = {
  withdrawal: 'Taken by the bank',
  reinstatement: 'Given back by the bank',
  fee: 'Dispute fee',
  loss: 'Lost: owed again',
  recovery: 'Won after all',
};

/** What a journal entry of a dispute is, by its kind: `withdrawal_1`. */
export const disputeEntry = (kind: string): string => ENTRIES[kind.replace(/_\d+$/, '')] ?? kind;
