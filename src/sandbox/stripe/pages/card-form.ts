import { cardByNumber, type TestCard } from '../cards';

/** What a person typed, checked. The number itself ends here. */
export interface TypedCard {
  card: TestCard;
  email: string;
  expMonth: number;
  expYear: number;
}

/** The fields of the two payment forms. */
export type FieldName = CardField | BankField;
type CardField = 'email' | 'card_number' | 'card_exp' | 'card_cvc';
type BankField = 'bank_email' | 'account_holder' | 'routing_number' | 'account_number';

/** Problems by field, in words for the person who typed. */
export type FieldProblems = Partial<Record<FieldName, string>>;

/** Shown for every number that is not a published test card. */
export const NOT_A_TEST_CARD =
  'This is a practice page. It only takes published test cards, such as 4242 4242 4242 4242. Never type a real card number here.';

/**
 * Reads the payment form. Only published test numbers pass; nothing of any other number is kept.
 * @param nowSeconds for the expiry date
 */
export function readCardForm(form: URLSearchParams, nowSeconds: number): TypedCard | FieldProblems {
  const problems: FieldProblems = {};
  const email = (form.get('email') ?? '').trim();
  if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email) || email.length > 254) {
    problems.email = 'Enter an e-mail address, like name@example.com.';
  }
  const card = cardByNumber((form.get('card_number') ?? '').replace(/[\s-]/g, ''));
  if (!card) problems.card_number = NOT_A_TEST_CARD;
  const expiry = readExpiry(form.get('card_exp') ?? '', nowSeconds);
  if (!expiry) problems.card_exp = 'Enter a month and year that have not passed, like 12/34.';
  if (!/^\d{3,4}$/.test((form.get('card_cvc') ?? '').trim())) {
    problems.card_cvc = 'Enter the 3 digits on the back of the card.';
  }
  if (!card || !expiry || Object.keys(problems).length > 0) return problems;
  return { card, email, ...expiry };
}

/** Whether the form was filled in properly. */
export const isTypedCard = (read: TypedCard | FieldProblems): read is TypedCard => 'card' in read;

function readExpiry(text: string, nowSeconds: number): { expMonth: number; expYear: number } | undefined {
  const match = /^\s*(\d{1,2})\s*\/?\s*(?:20)?(\d{2})\s*$/.exec(text);
  if (!match) return undefined;
  const expMonth = Number(match[1]);
  const expYear = 2000 + Number(match[2]);
  if (expMonth < 1 || expMonth > 12) return undefined;
  const isPast = Date.UTC(expYear, expMonth, 1) <= nowSeconds * 1000;
  return isPast ? undefined : { expMonth, expYear };
}

/** Blanks anything of 12 to 19 digits that passes the Luhn check, except for its last four. */
export const redactCardNumbers = (text: string): string =>
  text.replace(/\d(?:[ -]?\d){11,18}/g, (digits) => {
    const bare = digits.replace(/\D/g, '');
    return passesLuhn(bare) ? `[card number ending ${bare.slice(-4)}]` : digits;
  });

function passesLuhn(digits: string): boolean {
  const sum = Array.from(digits, Number)
    .reverse()
    .reduce((total, digit, index) => {
      const doubled = digit * 2;
      return total + (index % 2 === 0 ? digit : doubled > 9 ? doubled - 9 : doubled);
    }, 0);
  return sum % 10 === 0;
}
