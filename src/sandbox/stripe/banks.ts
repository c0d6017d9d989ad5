/** Why a debit of a test bank account comes back. */
export type BankFailure =
  'account_closed' | 'no_account' | 'insufficient_funds' | 'debit_not_authorized' | 'invalid_currency';

/** One of Stripe's published test bank accounts and what it does (docs.stripe.com/payments/ach-direct-debit). */
export interface TestBank {
  /** Name the sandbox stores instead of the number. */
  key: string;
  account: string;
  /** The debit comes back for this reason. */
  failure?: BankFailure;
  /** The debit never ends by itself. */
  isStuck?: boolean;
  /** The holder disputes the debit once it has succeeded. */
  dispute?: 'debit_not_authorized';
}

/** The only routing number the sandbox takes. */
export const TEST_ROUTING_NUMBER = '110000000';

const bank = (key: string, account: string, behavior: Partial<TestBank> = {}): TestBank => ({
  key: `usBankAccount_${key}`,
  account,
  ...behavior,
});

/** The only account numbers the sandbox takes. */
export const TEST_BANKS: readonly TestBank[] = [
  bank('success', '000123456789'),
  bank('accountClosed', '000111111113', { failure: 'account_closed' }),
  bank('noAccount', '000111111116', { failure: 'no_account' }),
  bank('insufficientFunds', '000222222227', { failure: 'insufficient_funds' }),
  bank('debitNotAuthorized', '000333333335', { failure: 'debit_not_authorized' }),
  bank('invalidCurrency', '000444444440', { failure: 'invalid_currency' }),
  bank('dispute', '000555555559', { dispute: 'debit_not_authorized' }),
  bank('processing', '000000000009', { isStuck: true }),
];

/** The test account with this number, digits only; undefined for every other number. */
export const bankByNumber = (account: string): TestBank | undefined =>
  TEST_BANKS.find((candidate) => candidate.account === account);

/** The test account with this stored key; undefined for a card's. */
export const bankByKey = (key: string): TestBank | undefined => TEST_BANKS.find((candidate) => candidate.key === key);

/** Stripe's names for test accounts: `pm_usBankAccount_success` and so on. */
export const bankByToken = (token: string): TestBank | undefined =>
  TEST_BANKS.find((candidate) => token === `pm_${candidate.key}`);

/** Stripe's words for a debit that came back. */
export const BANK_FAILURES: Readonly<Record<BankFailure, string>> = {
  account_closed: 'The customer’s bank account has been closed.',
  no_account: 'The customer’s bank account could not be located.',
  insufficient_funds: 'The customer’s account has insufficient funds to cover this payment.',
  debit_not_authorized: 'The customer has notified their bank that this payment was unauthorized.',
  invalid_currency: 'The bank account does not take payments in this currency.',
};
