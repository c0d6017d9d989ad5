import type Stripe from 'stripe';
import { DECLINES } from '../cards';
import { idOf, save, type Context } from '../context';
import { emit } from '../events/emit';
import { newObjectId, randomText } from '../object-ids';
import { docUrl } from '../http/stripe-error';
import type { Documents, IntentSecrets } from '../store/documents';
import { AUTHENTICATION_FAILED, declineMembers, type Outcome } from './payment-attempt';
import { attachToCustomer, cardOf } from './payment-method-object';

type Setup = Documents['setup_intent'];
type Method = Documents['payment_method'];

/** What a new setup intent is made of. */
export interface SetupFacts {
  customer: string | null;
  metadata: Stripe.Metadata;
  description?: string;
  usage?: string;
  allowedTypes: string[] | null;
  paymentMethod?: string;
}

/** Stores a new setup intent and tells of it. */
export async function createSetup(context: Context, facts: SetupFacts, secrets: IntentSecrets): Promise<Setup> {
  const id = newObjectId('setup_intent');
  const wire: Stripe.SetupIntent = {
    id,
    object: 'setup_intent',
    allowed_payment_method_types: facts.allowedTypes,
    application: null,
    automatic_payment_methods: { enabled: true, allow_redirects: 'always' },
    cancellation_reason: null,
    client_secret: `${id}_secret_${randomText(25)}`,
    created: context.now,
    customer: facts.customer,
    customer_account: null,
    description: facts.description ?? null,
    excluded_payment_method_types: null,
    flow_directions: null,
    last_setup_error: null,
    latest_attempt: null,
    livemode: false,
    mandate: null,
    metadata: facts.metadata,
    next_action: null,
    on_behalf_of: null,
    payment_method: facts.paymentMethod ?? null,
    payment_method_configuration_details: null,
    payment_method_options: { card: { mandate_options: null, network: null, request_three_d_secure: 'automatic' } },
    payment_method_types: ['card'],
    single_use_mandate: null,
    status: facts.paymentMethod === undefined ? 'requires_payment_method' : 'requires_confirmation',
    usage: facts.usage ?? 'off_session',
  };
  const document = { wire, secrets };
  await save(context, 'setup_intent', document);
  await emit(context, 'setup_intent.created', wire);
  return document;
}

/**
 * Tries to save the card for later. The caller holds the setup intent's row and has checked its state.
 * @param isAuthenticated whether the holder has just passed 3-D Secure
 */
export async function attemptSetup(
  context: Context,
  { setup, method }: { setup: Setup; method: Method },
  isAuthenticated: boolean,
): Promise<Outcome> {
  const card = cardOf(method);
  setup.wire.payment_method = method.wire.id;
  if (card.challenge !== undefined && !isAuthenticated) {
    setup.wire.status = 'requires_action';
    const url = `${context.baseUrl}/3ds/${setup.wire.id}`;
    setup.wire.next_action = {
      type: 'redirect_to_url',
      redirect_to_url: { url, return_url: setup.secrets.returnUrl ?? null },
    };
    await save(context, 'setup_intent', setup);
    await emit(context, 'setup_intent.requires_action', setup.wire);
    return 'requires_action';
  }
  if (card.decline !== undefined && card.isSavedBeforeDecline !== true) {
    const members = { ...declineMembers(DECLINES[card.decline]), payment_method: method.wire };
    await failSetup(context, setup, members as Stripe.SetupIntent.LastSetupError);
    return 'declined';
  }
  setup.wire.status = 'succeeded';
  setup.wire.next_action = null;
  setup.wire.last_setup_error = null;
  const customer = idOf(setup.wire.customer);
  if (customer !== null && method.wire.customer === null) {
    await attachToCustomer(context, method, { id: customer, isAuthenticated });
  } else if (isAuthenticated) {
    method.secrets.isAuthenticated = true;
    await save(context, 'payment_method', method);
  }
  await save(context, 'setup_intent', setup);
  await emit(context, 'setup_intent.succeeded', setup.wire);
  return 'succeeded';
}

/** Ends a 3-D Secure step that the holder failed. */
export async function failSetupAuthentication(context: Context, setup: Setup, method: Method): Promise<void> {
  const code = 'setup_intent_authentication_failure';
  const type = 'invalid_request_error';
  await failSetup(context, setup, {
    type,
    code,
    message: AUTHENTICATION_FAILED,
    ...docUrl(code),
    payment_method: method.wire,
  });
}

async function failSetup(context: Context, setup: Setup, error: Stripe.SetupIntent.LastSetupError): Promise<void> {
  setup.wire.status = 'requires_payment_method';
  setup.wire.payment_method = null;
  setup.wire.next_action = null;
  setup.wire.last_setup_error = error;
  await save(context, 'setup_intent', setup);
  await emit(context, 'setup_intent.setup_failed', setup.wire);
}
