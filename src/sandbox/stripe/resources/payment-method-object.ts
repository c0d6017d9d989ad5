import { createHash } from 'node:crypto';
import type Stripe from 'stripe';
import { bankByToken, TEST_ROUTING_NUMBER, type TestBank } from '../banks';
import { cardByKey, cardByToken, type TestCard } from '../cards';
import { load, lock, save, type Context } from '../context';
import { emit } from '../events/emit';
import { invalidRequest } from '../http/stripe-error';
import { newObjectId } from '../object-ids';
import type { Documents } from '../store/documents';

/** What the holder of a card typed beside its number. */
export interface CardDetails {
  expMonth: number;
  expYear: number;
  email: string | null;
}

/** Any day years from now, for the cards that Stripe names by token. */
const TOKEN_DETAILS: CardDetails = { expMonth: 12, expYear: 2034, email: null };

/** The same card or account always has the same fingerprint; it says nothing about the number. */
export const fingerprintOf = ({ key }: { key: string }): string =>
  createHash('sha256').update(`sandbox card ${key}`).digest('base64url').replace(/[-_]/g, 'x').slice(0, 16);

/** Stores a new payment method for a test card; only brand, last four digits and behavior are kept. */
export async function createPaymentMethod(
  context: Context,
  card: TestCard,
  details: CardDetails = TOKEN_DETAILS,
): Promise<Documents['payment_method']> {
  const document = {
    wire: paymentMethodWire(context, card, details),
    secrets: { card: card.key, isAuthenticated: false },
  };
  await save(context, 'payment_method', document);
  return document;
}

/** Stores a new payment method for a test bank account. */
export async function createBankMethod(
  context: Context,
  bank: TestBank,
  holder: { email: string | null; name: string | null } = { email: null, name: null },
): Promise<Documents['payment_method']> {
  const wire: Stripe.PaymentMethod = {
    ...commonWire(context, { email: holder.email, name: holder.name }),
    type: 'us_bank_account',
    us_bank_account: {
      account_holder_type: 'individual',
      account_type: 'checking',
      bank_name: 'STRIPE TEST BANK',
      financial_connections_account: null,
      fingerprint: fingerprintOf(bank),
      last4: bank.account.slice(-4),
      networks: { preferred: 'ach', supported: ['ach'] },
      routing_number: TEST_ROUTING_NUMBER,
      status_details: null,
    },
  };
  const document = { wire, secrets: { card: bank.key, isAuthenticated: false } };
  await save(context, 'payment_method', document);
  return document;
}

function commonWire(context: Context, { email, name }: { email: string | null; name: string | null }) {
  return {
    id: newObjectId('payment_method'),
    object: 'payment_method' as const,
    allow_redisplay: 'unspecified' as const,
    billing_details: { address: null, email, name, phone: null, tax_id: null },
    created: context.now,
    customer: null,
    customer_account: null,
    livemode: false,
    metadata: {},
  };
}

function paymentMethodWire(context: Context, card: TestCard, details: CardDetails): Stripe.PaymentMethod {
  return {
    ...commonWire(context, { email: details.email, name: null }),
    type: 'card',
    card: {
      brand: card.brand,
      checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: 'pass' },
      country: 'US',
      display_brand: card.brand,
      exp_month: details.expMonth,
      exp_year: details.expYear,
      fingerprint: fingerprintOf(card),
      funding: card.funding,
      generated_from: null,
      last4: card.number.slice(-4),
      networks: { available: [card.brand], preferred: null },
      regulated_status: 'unregulated',
      three_d_secure_usage: { supported: true },
      wallet: null,
    },
  };
}

/**
 * The payment method a request names, by id or by one of Stripe's test names (`pm_card_visa` makes a new one).
 * @throws StripeFailure 400 resource_missing
 */
export async function paymentMethodOf(
  context: Context,
  id: string,
  param: string,
): Promise<Documents['payment_method']> {
  const card = cardByToken(id);
  if (card) return createPaymentMethod(context, card);
  const bank = bankByToken(id);
  if (bank) return createBankMethod(context, bank);
  return (await load(context, 'payment_method', { id, param })).document;
}

/** Saves the card with the customer and tells of it. */
export async function attachToCustomer(
  context: Context,
  method: Documents['payment_method'],
  customer: { id: string; isAuthenticated: boolean },
): Promise<void> {
  const { document } = await lock(context, 'payment_method', { id: method.wire.id });
  document.wire.customer = method.wire.customer = customer.id;
  document.secrets.isAuthenticated = method.secrets.isAuthenticated ||= customer.isAuthenticated;
  await save(context, 'payment_method', document);
  await emit(context, 'payment_method.attached', document.wire);
}

/**
 * Checks that an intent for this customer may use the method.
 * @throws StripeFailure 400 in Stripe's words
 */
export function assertUsable(method: Documents['payment_method'], customer: string | null, mustBeSaved: boolean): void {
  const owner = method.wire.customer as string | null;
  if (owner === customer && (owner !== null || !mustBeSaved)) return;
  if (owner !== null && customer === null) {
    throw invalidRequest(
      `The payment method ${method.wire.id} belongs to the Customer ${owner}. Please include the Customer in the \`customer\` parameter.`,
      { param: 'payment_method' },
    );
  }
  if (owner !== null || mustBeSaved) {
    throw invalidRequest(
      `The customer does not have a payment method with the ID ${method.wire.id}. The payment method must be attached to the customer.`,
      { code: 'payment_method_customer_mismatch', param: 'payment_method' },
    );
  }
}

/** The test card behind a payment method. */
export const cardOf = (method: Documents['payment_method']): TestCard => cardByKey(method.secrets.card);
