import type Stripe from 'stripe';
import type { Decline, TestCard } from '../cards';
import { idOf, type Context } from '../context';
import { newObjectId } from '../object-ids';
import { fingerprintOf } from './payment-method-object';

/** What a charge is made of. */
export interface ChargeFacts {
  intent: Stripe.PaymentIntent;
  method: Stripe.PaymentMethod;
  card: TestCard;
  decline: Decline | null;
  isAuthenticated: boolean;
  storedCredentialUsage: string | undefined;
}

/** A new charge of the intent's whole amount: succeeded, or failed with the decline. No fee is known yet. */
export function chargeWire(context: Context, facts: ChargeFacts): Stripe.Charge {
  const { intent, method, decline } = facts;
  const isPaid = decline === null;
  return {
    id: newObjectId('charge'),
    object: 'charge',
    amount: intent.amount,
    amount_captured: isPaid ? intent.amount : 0,
    amount_refunded: 0,
    application: null,
    application_fee: null,
    application_fee_amount: null,
    balance_transaction: null,
    billing_details: method.billing_details,
    calculated_statement_descriptor: statementDescriptor(intent),
    captured: isPaid,
    created: context.now,
    currency: intent.currency,
    customer: idOf(intent.customer),
    description: intent.description,
    disputed: false,
    failure_balance_transaction: null,
    failure_code: decline?.code ?? null,
    failure_message: decline?.message ?? null,
    fraud_details: {},
    livemode: false,
    metadata: intent.metadata,
    on_behalf_of: null,
    outcome: outcomeOf(decline),
    paid: isPaid,
    payment_intent: intent.id,
    payment_method: method.id,
    payment_method_details: { type: 'card', card: cardDetails(facts) },
    receipt_email: intent.receipt_email,
    receipt_number: null,
    receipt_url: null,
    refunded: false,
    review: null,
    shipping: null,
    source: null,
    source_transfer: null,
    statement_descriptor: intent.statement_descriptor,
    statement_descriptor_suffix: intent.statement_descriptor_suffix,
    status: isPaid ? 'succeeded' : 'failed',
    transfer_data: null,
    transfer_group: null,
  };
}

function outcomeOf(decline: Decline | null): Stripe.Charge.Outcome {
  return {
    advice_code: decline?.advice_code ?? null,
    network_advice_code: null,
    network_decline_code: decline?.network_decline_code ?? null,
    network_status: decline === null ? 'approved_by_network' : 'declined_by_network',
    reason: decline?.decline_code ?? null,
    risk_level: 'normal',
    risk_score: 10,
    seller_message: decline === null ? 'Payment complete.' : 'The bank declined the payment.',
    type: decline === null ? 'authorized' : 'issuer_declined',
  };
}

function cardDetails({ intent, method, card, isAuthenticated, storedCredentialUsage, decline }: ChargeFacts) {
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
  return details;
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

/** What the holder's bank statement shows, at most 22 characters. */
const statementDescriptor = (intent: Stripe.PaymentIntent): string =>
  (intent.statement_descriptor ?? `SANDBOX* ${intent.statement_descriptor_suffix ?? 'PAYMENT'}`).slice(0, 22);
