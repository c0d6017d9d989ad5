import { bankByNumber, TEST_ROUTING_NUMBER, type TestBank } from '../banks';
import type { FieldProblems } from './card-form';

/** What a person typed to pay from a bank account, checked. The number itself ends here. */
export interface TypedBank {
  bank: TestBank;
  email: string;
  name: string;
}

/** Shown for every account that is not a published test account. */
export const NOT_A_TEST_BANK =
  'This is a practice page. It only takes published test accounts, such as 000123456789. Never type a real account here.';

/** Reads the bank form. Only published test accounts pass; nothing of any other number is kept. */
export function readBankForm(form: URLSearchParams): TypedBank | FieldProblems {
  const problems: FieldProblems = {};
  const text = (name: string): string => (form.get(name) ?? '').trim();
  const email = text('bank_email');
  const name = text('account_holder');
  if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email) || email.length > 254) {
    problems.bank_email = 'Enter an e-mail address, like name@example.com.';
  }
  if (name === '' || name.length > 100) problems.account_holder = 'Enter the name on the account.';
  if (text('routing_number').replace(/\D/g, '') !== TEST_ROUTING_NUMBER) {
    problems.routing_number = `This is a practice page. The only routing number it takes is ${TEST_ROUTING_NUMBER}.`;
  }
  const bank = bankByNumber(text('account_number').replace(/[\s-]/g, ''));
  if (!bank) problems.account_number = NOT_A_TEST_BANK;
  return bank && Object.keys(problems).length === 0 ? { bank, email, name } : problems;
}

/** Whether the form was filled in properly. */
export const isTypedBank = (read: TypedBank | FieldProblems): read is TypedBank => 'bank' in read;
