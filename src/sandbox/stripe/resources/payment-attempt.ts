import type Stripe from 'stripe';
import { bankByKey } from '../banks';
import { DECLINES, type Decline, type TestCard } from '../cards';
import { idOf, save, type Context } from '../context';
import { emit } from '../events/emit';
import { docUrl, type ErrorBody } from '../http/stripe-error';
import type { Documents } from '../store/documents';
import { startBankDebit } from './bank-debit';
import { cardDetails } from './charge-details';
import { chargeWire } from './charge-object';
import { attachToCustomer, cardOf } from './payment-method-object';

/** How the holder takes part in a payment. */
export interface Presence {
  /** The merchant charges a saved card while the holder is away. */
  isOffSession: boolean;
  /** The holder has just passed 3-D Secure. */
  isAuthenticated: boolean;
}

/** How an attempt came out. All of them are stored. */
export type Outcome = 'succeeded' | 'processing' | 'requires_action' | 'declined';

type Intent = Documents['payment_intent'];
type Method = Documents['payment_method'];

/**
 * Tries to take the intent's amount from the card, or asks the bank for it. The caller holds the intent's row and has checked its state.
 * Call `afterPayment` once everything else about the payment is told.
 */
export async function attemptPayment(
  context: Context,
  parties: { intent: Intent; method: Method },
  presence: Presence,
): Promise<Outcome> {
  const { intent, method } = parties;
  intent.wire.payment_method = method.wire.id;
  const bank = bankByKey(method.secrets.card);
  if (bank) return startBankDebit(context, parties, bank);
  const card = cardOf(method);
  const isChallenged = needsChallenge(card, method, presence);
  if (isChallenged && !presence.isOffSession) return requireAction(context, intent);
  const decline = isChallenged ? DECLINES.authentication_required : card.decline ? DECLINES[card.decline] : null;
  const facts = { intent: intent.wire, method: method.wire, decline };
  const details = cardDetails({
    ...facts,
    card,
    isAuthenticated: presence.isAuthenticated,
    storedCredentialUsage: intent.wire.payment_method_options?.card?.stored_credential_usage,
  });
  const charge = chargeWire(context, { ...facts, details });
  await save(context, 'charge', { wire: charge, secrets: { card: card.key } });
  intent.wire.latest_charge = charge.id;
  intent.wire.next_action = null;
  if (decline !== null) return fail(context, parties, { decline, charge });
  await succeed(context, parties, { charge, presence });
  return 'succeeded';
}

function needsChallenge(card: TestCard, method: Method, presence: Presence): boolean {
  if (presence.isAuthenticated || card.challenge === undefined) return false;
  return card.challenge === 'always' || !method.secrets.isAuthenticated;
}

async function requireAction(context: Context, intent: Intent): Promise<Outcome> {
  intent.wire.status = 'requires_action';
  intent.wire.last_payment_error = null;
  intent.wire.next_action = {
    type: 'redirect_to_url',
    redirect_to_url: { url: `${context.baseUrl}/3ds/${intent.wire.id}`, return_url: intent.secrets.returnUrl ?? null },
  };
  await save(context, 'payment_intent', intent);
  await emit(context, 'payment_intent.requires_action', intent.wire);
  return 'requires_action';
}

async function succeed(
  context: Context,
  { intent, method }: { intent: Intent; method: Method },
  { charge, presence }: { charge: Stripe.Charge; presence: Presence },
): Promise<void> {
  intent.wire.status = 'succeeded';
  intent.wire.amount_received = intent.wire.amount;
  intent.wire.last_payment_error = null;
  const customer = idOf(intent.wire.customer);
  if (intent.wire.setup_future_usage !== null && customer !== null && method.wire.customer === null) {
    await attachToCustomer(context, method, { id: customer, isAuthenticated: presence.isAuthenticated });
  }
  await save(context, 'payment_intent', intent);
  await emit(context, 'charge.succeeded', charge);
  await emit(context, 'payment_intent.succeeded', intent.wire);
}

async function fail(
  context: Context,
  { intent, method }: { intent: Intent; method: Method },
  { decline, charge }: { decline: Decline; charge: Stripe.Charge },
): Promise<Outcome> {
  intent.wire.last_payment_error = {
    ...declineMembers(decline),
    charge: charge.id,
    payment_method: method.wire,
  } as Stripe.PaymentIntent.LastPaymentError;
  await losePaymentMethod(context, intent);
  await emit(context, 'charge.failed', charge);
  await emit(context, 'payment_intent.payment_failed', intent.wire);
  return 'declined';
}

/** Ends a 3-D Secure step that the holder failed: no charge is made. */
export async function failAuthentication(
  context: Context,
  { intent, method }: { intent: Intent; method: Method },
): Promise<void> {
  intent.wire.last_payment_error = {
    type: 'invalid_request_error',
    code: 'payment_intent_authentication_failure',
    message: AUTHENTICATION_FAILED,
    ...docUrl('payment_intent_authentication_failure'),
    payment_method: method.wire,
  };
  await losePaymentMethod(context, intent);
  await emit(context, 'payment_intent.payment_failed', intent.wire);
}

/** Stripe's words when the holder fails 3-D Secure. */
export const AUTHENTICATION_FAILED =
  'We are unable to authenticate your payment method. Please choose a different payment method and try again.';

/** After a failure the intent waits for another payment method. */
async function losePaymentMethod(context: Context, intent: Intent): Promise<void> {
  intent.wire.status = 'requires_payment_method';
  intent.wire.payment_method = null;
  intent.wire.next_action = null;
  await save(context, 'payment_intent', intent);
}

/** The members of a decline as `last_payment_error` and the 402 body show them. */
export function declineMembers(decline: Decline): ErrorBody {
  const { advice_code, network_decline_code, ...rest } = decline;
  return {
    type: 'card_error',
    ...rest,
    ...(advice_code !== null && { advice_code }),
    ...(network_decline_code !== null && { network_decline_code }),
    ...docUrl(decline.code),
  };
}
