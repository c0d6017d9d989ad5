import { invalidRequest } from '../http/stripe-error';

const SMALLEST = 50;
const LARGEST = 99_999_999;

/**
 * Checks an amount in cents and its currency.
 * @throws StripeFailure 400 amount_too_small, amount_too_large, or for a currency other than usd
 */
export function assertChargeable(amount: number, currency: string, param = 'amount'): void {
  if (currency.toLowerCase() !== 'usd') {
    throw invalidRequest(`Invalid currency: ${currency}. The sandbox's account takes: usd`, { param: 'currency' });
  }
  if (amount < SMALLEST) {
    throw invalidRequest('Amount must be at least $0.50 usd', { code: 'amount_too_small', param });
  }
  if (amount > LARGEST) {
    throw invalidRequest('Amount must be no more than $999,999.99', { code: 'amount_too_large', param });
  }
}

/** Cents as dollars for a person: `$1,234.50`. */
export function dollars(cents: number): string {
  const whole = Math.floor(Math.abs(cents) / 100).toLocaleString('en-US');
  const rest = String(Math.abs(cents) % 100).padStart(2, '0');
  return `${cents < 0 ? '-' : ''}$${whole}.${rest}`;
}

/**
 * Checks what a bank statement may show: 5 to 22 characters (a suffix may be shorter), one letter, none of `<>\'"*`.
 * @throws StripeFailure 400
 */
export function assertDescriptor(text: string | undefined, param: string): void {
  if (text === undefined || text === '') return;
  if (text.length > 22) {
    throw invalidRequest('The statement descriptor must be at most 22 characters.', { param });
  }
  if (!/[A-Za-z]/.test(text) || /[<>\\'"*]/.test(text)) {
    throw invalidRequest(
      'The statement descriptor must contain at least one letter and none of the characters < > \\ \' " *.',
      { param },
    );
  }
}
