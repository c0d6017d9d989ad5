import type Stripe from 'stripe';
import { TEST_ROUTING_NUMBER, type TestBank } from '../banks';
import type { Decline, TestCard } from '../cards';
import { fingerprintOf } from './payment-method-object';

/** How a card was charged. */
export interface CardFacts {
  intent: Stripe.PaymentIntent;
  method: Stripe.PaymentMethod;
  card: TestCard;
  decline: Decline | null;
  isAuthenticated: boolean;
  storedCredentialUsage: string | undefined;
}

/** How a charge of a card shows the card. */
export function cardDetails({
  intent,
  method,
  card,
  isAuthenticated,
  storedCredentialUsage,
  decline,
}: CardFacts): Stripe.Charge.PaymentMethodDetails {
  const details: Stripe.Charge.PaymentMethodDetails.Card = {
    amount_authorized: decline === null ? intent.amount : null,
    authorization_code: null,
    brand: card.brand,
    checks: method.card?.checks ?? null,
    country: 'US',
    electronic_commerce_indicator: null,
    exp_month: method.card?.exp_month ?? 12,
    exp_year: method.card?.exp_year ?? 2034,
    fingerprint: fingerprintOf(card),
    funding: card.funding,
    installments: null,
    last4: card.number.slice(-4),
    mandate: null,
    network: card.brand,
    network_transaction_id: null,
    regulated_status: 'unregulated',
    three_d_secure: isAuthenticated ? THREE_D_SECURE : null,
    transaction_link_id: null,
    wallet: null,
  };
  if (storedCredentialUsage !== undefined) details.stored_credential_usage = storedCredentialUsage;
  return { type: 'card', card: details };
}

const THREE_D_SECURE: Stripe.Charge.PaymentMethodDetails.Card.ThreeDSecure = {
  authentication_flow: 'challenge',
  electronic_commerce_indicator: '05',
  exemption_indicator: null,
  result: 'authenticated',
  result_reason: null,
  transaction_id: null,
  version: '2.2.0',
};

/** How a charge of a bank account shows the account. */
export const bankDetails = (bank: TestBank): Stripe.Charge.PaymentMethodDetails => ({
  type: 'us_bank_account',
  us_bank_account: {
    account_holder_type: 'individual',
    account_type: 'checking',
    bank_name: 'STRIPE TEST BANK',
    fingerprint: fingerprintOf(bank),
    last4: bank.account.slice(-4),
    payment_reference: null,
    routing_number: TEST_ROUTING_NUMBER,
  },
});
